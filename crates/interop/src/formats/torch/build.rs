//! Builds the schedule of a scheduler from its arguments.

use glidepath_serde::serialize;

use super::class::Class;
use super::construct;
use super::named::Named;
use super::scheduler::Start;
use crate::model::{Built, InteropError};
use crate::values::Value;
use crate::values::arguments::{Arguments, NonNegative};

/// Builds a schedule from arguments that stand at `path`.
pub(super) fn build(
    class: &'static Class,
    NonNegative(base): NonNegative,
    arguments: &Value,
    path: &str,
) -> Result<Built, InteropError> {
    build_named(Named { class, arguments: Arguments::new(arguments, path)? }, Some(base))
}

/// Builds a schedule from a class and its arguments. Some classes need no base rate.
pub(crate) fn build_named(named: Named<'_>, base: Option<f64>) -> Result<Built, InteropError> {
    let path = named.arguments.path().to_owned();
    let scheduler = construct::from_arguments(named)?;
    let schedule = scheduler.schedule(&Start { base, rate_before: None, path: &path })?;
    // What cannot be written, because it is nested too deep, is not built.
    serialize(&*schedule).map_err(|error| error.under(&path))?;
    let notes = scheduler.notes();
    Ok(Built { schedule, notes })
}
