#![doc = include_str!("../README.md")]
//!
//! # Start here
//!
//! [`CosineDecay`], [`PolynomialDecay`], [`PiecewiseConstantDecay`], [`WarmupStableDecay`], [`Transition`]
//! along a [`Curve`], [`Interpolated`]; the methods of [`ScheduleExt`]; [`ReduceOnPlateau`];
//! [`ScheduleError`].
#![cfg_attr(docsrs, feature(doc_cfg))]
#![no_std]

extern crate alloc;

mod arithmetic;
mod combinators;
mod curves;
mod keras;
mod metric;
mod named;
mod parameters;
mod parts;

pub use metric_driven::*;
pub use parameters::{ScheduleError, StepCount};
pub use step_driven::*;
// By these paths the attributes of fields name them.
#[cfg(feature = "schema")]
use parameters::schema;
#[cfg(feature = "serde")]
use parameters::whole_steps;

/// The schedules that are functions of the step, for the umbrella.
#[doc(hidden)]
pub mod step_driven {
    pub use crate::combinators::*;
    pub use crate::curves::*;
    pub use crate::keras::*;
    pub use crate::named::*;
}

/// The schedules that follow a metric, for the umbrella.
#[doc(hidden)]
pub mod metric_driven {
    pub use crate::metric::*;
}
