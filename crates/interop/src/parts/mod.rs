//! A schedule taken apart, for the formats that write it, and what their readers build of parts.

mod approximate;
mod changed;
mod decimal;
pub(crate) mod formula;
mod path;
mod piece;
pub(crate) mod pieces;
mod run;
pub(crate) mod run_length;
mod share;
mod simple;
mod warmup;

pub use approximate::{Approximation, Deviation, approximate};
pub(crate) use decimal::shortest;
pub use run::end_with_run;
pub(crate) use share::share;
pub(crate) use simple::holds_of_table;
pub(crate) use warmup::{going_to, warmed_up};
