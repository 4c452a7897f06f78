#![doc = include_str!("../README.md")]
//!
//! # Start here
//!
//! [`LearningRateSchedule`], [`Scheduler`], [`SetLearningRate`], [`schedule_fn`], [`MetricSchedule`] and the
//! kit [`testing`].
#![cfg_attr(docsrs, feature(doc_cfg))]
#![no_std]

extern crate alloc;

mod function;
mod metric;
mod pointers;
mod schedule;
mod scheduler;
mod set_learning_rate;
#[cfg(any(feature = "testing", doc))]
pub mod testing;

pub use function::{ScheduleFn, schedule_fn};
pub use metric::MetricSchedule;
pub use schedule::LearningRateSchedule;
pub use scheduler::Scheduler;
pub use set_learning_rate::SetLearningRate;
