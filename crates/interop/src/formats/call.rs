//! Schedules as calls of functions: a name and keyword arguments.

use glidepath_schedules::ScheduleError;
use glidepath_serde::{BoxSchedule, MAX_DEPTH, serialize};
use serde_json::Value;

use crate::formats::{flax, optax};
use crate::model::{Built, InteropError, Note, Source};
use crate::values::arguments::Arguments;
use crate::values::text;

/// Builds the schedule of a function from its keyword arguments.
pub(crate) type Function = fn(&mut Arguments<'_>, &mut Vec<Note>) -> Result<BoxSchedule, InteropError>;

/// Functions of a framework by their names.
pub(crate) type Functions = [(&'static str, Function)];

/// What a file may name.
const FRAMEWORKS: [(Source, &Functions); 2] =
    [(Source::Optax, &optax::FUNCTIONS), (Source::Flax, &flax::FUNCTIONS)];

/// Builds a whole schedule.
pub(crate) fn built(functions: &Functions, name: &str, kwargs: &Value) -> Result<Built, InteropError> {
    let mut notes = Vec::new();
    let Some(function) = find(functions, name) else { return Err(unknown("", name, functions.iter())) };
    let schedule = apply(function, kwargs, "", &mut notes)?;
    check_depth(&schedule)?;
    Ok(Built { schedule, notes })
}

/// Reads a whole file: `{"function": …, "kwargs": {…}}`.
pub(crate) fn read_file(root: &Value) -> Result<(Source, Built), InteropError> {
    let mut notes = Vec::new();
    let (source, schedule) = read(Arguments::new(root, "")?, &mut notes)?;
    check_depth(&schedule)?;
    Ok((source, Built { schedule, notes }))
}

/// Reads an object with `function` and `kwargs`.
pub(crate) fn read(
    mut object: Arguments<'_>,
    notes: &mut Vec<Note>,
) -> Result<(Source, BoxSchedule), InteropError> {
    let name: &str = object.required("function")?;
    let kwargs: &Value = object.required("kwargs")?;
    let kwargs_path = object.path_of("kwargs");
    let name_path = object.path_of("function");
    object.finish()?;
    let found = FRAMEWORKS.iter().find_map(|&(source, functions)| Some((source, find(functions, name)?)));
    let Some((source, function)) = found else {
        return Err(unknown(&name_path, name, FRAMEWORKS.iter().flat_map(|(_, functions)| functions.iter())));
    };
    Ok((source, apply(function, kwargs, &kwargs_path, notes)?))
}

/// The error of a constructor, with the place of the arguments.
pub(crate) fn checked<T>(result: Result<T, ScheduleError>, path: &str) -> Result<T, InteropError> {
    result.map_err(InteropError::unfit(path))
}

fn find(functions: &Functions, name: &str) -> Option<Function> {
    functions.iter().find(|(known, _)| *known == name).map(|&(_, function)| function)
}

fn apply(
    function: Function,
    kwargs: &Value,
    path: &str,
    notes: &mut Vec<Note>,
) -> Result<BoxSchedule, InteropError> {
    let mut arguments = Arguments::new(kwargs, path)?;
    let schedule = function(&mut arguments, notes)?;
    arguments.finish()?;
    Ok(schedule)
}

fn unknown<'f>(
    path: &str,
    name: &str,
    functions: impl Iterator<Item = &'f (&'static str, Function)>,
) -> InteropError {
    let known: Vec<_> = functions.map(|(known, _)| format!("`{known}`")).collect();
    let name = text::shortened(name);
    InteropError::invalid(path, format!("unknown function `{name}`, expected one of {}", known.join(", ")))
}

/// What is nested deeper than a file can hold is refused here, not when it is written.
fn check_depth(schedule: &BoxSchedule) -> Result<(), InteropError> {
    let too_deep =
        |_| InteropError::invalid("", format!("schedules must not be nested deeper than {MAX_DEPTH}"));
    serialize(&**schedule).map(drop).map_err(too_deep)
}
