//! Builds the schedule of a scheduler from its arguments.

use glidepath_serde::serialize;

use super::class::Class;
use super::scheduler::Start;
use crate::model::{Built, InteropError};
use crate::values::Value;
use crate::values::arguments::{Arguments, NonNegative};

/// Builds a schedule from arguments that stand at `path`.
pub(super) fn build(
    class: &Class,
    NonNegative(base): NonNegative,
    arguments: &Value,
    path: &str,
) -> Result<Built, InteropError> {
    let mut arguments = Arguments::new(arguments, path)?;
    let scheduler = class.read_arguments(&mut arguments)?;
    arguments.finish()?;
    let schedule = scheduler.schedule(&Start { base: Some(base), rate_before: None, path })?;
    // What cannot be written, because it is nested too deep, is not built.
    serialize(&*schedule).map_err(|error| error.under(path))?;
    let notes = scheduler.notes();
    Ok(Built { schedule, notes })
}
