//! A schedule taken apart for the writers, and what readers build of parts.

mod approximate;
mod changed;
pub(crate) mod decimal;
pub(crate) mod formula;
mod fraction;
mod knots;
pub(crate) mod piece;
pub(crate) mod pieces;
mod run;
pub(crate) mod run_length;
pub(crate) mod share;
pub(crate) mod simple;
mod warmup;

pub use approximate::{Approximation, Deviation, approximate};
pub(crate) use decimal::shortest;
pub(crate) use fraction::fraction_of;
pub use run::end_with_run;
pub(crate) use warmup::{going_to, warmed_up};
