//! A schedule as an expression of Python, in the variable `step`.
//!
//! The value is the rate divided by a base rate, which is what PyTorch's `LambdaLR` takes.

mod base;
mod class;
mod expression;
mod ramp;
mod schedule;

pub(crate) use base::{FIND_CYCLE, FIND_CYCLE_LINES, Formula};
pub(crate) use expression::number;
