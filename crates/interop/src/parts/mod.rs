//! A schedule taken apart for the writers, and what readers build of parts.

mod approximate;
mod changed;
pub(crate) mod decimal;
mod factors;
pub(crate) mod formula;
mod knots;
pub(crate) mod piece;
pub(crate) mod pieces;
pub(crate) mod rates_from_steps;
mod run;
pub(crate) mod run_length;
pub(crate) mod share;
pub(crate) mod simple;
pub(crate) mod step_unit;
pub(crate) mod swing;
mod warmup;

pub use approximate::{Approximation, Deviation, approximate};
pub(crate) use decimal::shortest;
pub(crate) use factors::{fraction_of, reciprocal};
pub(crate) use piece::HALF_COSINE;
pub use run::end_with_run;
pub(crate) use warmup::{going_to, warmed_up};
