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

pub use combinators::*;
pub use curves::*;
pub use keras::*;
pub use metric::*;
pub use named::*;
pub use parameters::{ScheduleError, StepCount};
// By these paths the attributes of fields name them.
#[cfg(feature = "schema")]
use parameters::schema;
#[cfg(feature = "serde")]
use parameters::whole_steps;
