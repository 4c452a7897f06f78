//! Parameters: their types, the rules that bind them, and how files hold them.

#[cfg(feature = "serde")]
pub(crate) mod any_float;
pub(crate) mod check;
pub(crate) mod decimal;
mod error;
pub(crate) mod glue;
#[cfg(feature = "schema")]
pub(crate) mod schema;
mod step_count;
#[cfg(feature = "serde")]
pub(crate) mod whole_steps;

pub use error::ScheduleError;
pub(crate) use glue::{class, rates_by_formula};
pub use step_count::StepCount;

/// The default of a factor or an exponent, which changes nothing.
pub(crate) const fn one() -> f64 {
    1.0
}
