//! Schedules as calls of functions: a name and keyword arguments.

use crate::containers::Document;
use crate::model::{Built, Import, Imported, InteropError, Note, Source};
use crate::values::arguments::{Arguments, refuse_not_finite};
use crate::values::{Value, text};
use glidepath_schedules::ScheduleError;
use glidepath_serde::{BoxSchedule, MAX_DEPTH, instead_of, serialize};

/// Builds the schedule of a function from its keyword arguments.
pub(crate) type Function = fn(&mut Arguments<'_>, &mut Context<'_>) -> Result<BoxSchedule, InteropError>;

/// The functions of a framework by their names, and what a call of one is.
pub(crate) type Table = (Source, &'static [(&'static str, Function)]);

/// What the builders of all functions are given beside their arguments.
#[derive(Debug)]
pub(crate) struct Context<'t> {
    /// The functions that may be called.
    tables: &'t [Table],
    notes: Vec<Note>,
}

impl<'t> Context<'t> {
    fn new(tables: &'t [Table]) -> Self {
        Self { tables, notes: Vec::new() }
    }

    pub(crate) fn note(&mut self, note: Note) {
        self.notes.push(note);
    }

    /// Reads an object with `function` and `kwargs`.
    pub(crate) fn read(&mut self, mut object: Arguments<'_>) -> Result<(Source, BoxSchedule), InteropError> {
        let name: &str = object.required("function")?;
        let kwargs: &Value = object.required("kwargs")?;
        let Some((source, function)) = find(self.tables, name) else {
            return Err(unknown(&object.path_of("function"), name, self.tables));
        };
        let kwargs_path = object.path_of("kwargs");
        object.finish_object()?;
        Ok((source, self.apply(function, kwargs, &kwargs_path)?))
    }

    fn apply(&mut self, function: Function, kwargs: &Value, path: &str) -> Result<BoxSchedule, InteropError> {
        let mut arguments = Arguments::new(kwargs, path)?;
        let schedule = function(&mut arguments, self)?;
        arguments.finish()?;
        Ok(schedule)
    }
}

/// Builds a whole schedule.
pub(crate) fn built(tables: &[Table], name: &str, kwargs: &serde_json::Value) -> Result<Built, InteropError> {
    let mut context = Context::new(tables);
    let Some((_, function)) = find(&tables[..1], name) else { return Err(unknown("", name, &tables[..1])) };
    let schedule = context.apply(function, &kwargs.clone().into(), "")?;
    check_depth(&schedule)?;
    Ok(Built { schedule, notes: context.notes })
}

/// Reads a whole file: `{"function": …, "kwargs": {…}}`.
pub(crate) fn read_file(root: &Value, tables: &[Table]) -> Result<Import, InteropError> {
    refuse_not_finite(root, "")?;
    let mut context = Context::new(tables);
    let (source, schedule) = context.read(Arguments::new(root, "")?)?;
    check_depth(&schedule)?;
    Ok(Import::Rate(Imported::new(schedule, source, context.notes)))
}

/// The mark of a document: a function of this table, or none that is known in `others`.
pub(crate) fn mark(document: &Document<'_>, own: Table, others: &[Table]) -> Option<String> {
    let name = document.values.get("function")?.as_str()?;
    if find(&[own], name).is_some() {
        return Some(format!("the function `{name}`"));
    }
    let is_unknown = document.values.get("kwargs").is_some() && find(others, name).is_none();
    (is_unknown && !others.is_empty()).then(|| "`function` and `kwargs`".to_owned())
}

/// The error of a constructor, with the place of the arguments.
pub(crate) fn checked<T>(result: Result<T, ScheduleError>, path: &str) -> Result<T, InteropError> {
    result.map_err(InteropError::unfit(path))
}

/// The modules that a name may have before it.
const MODULES: [&str; 3] = ["optax.schedules.", "optax.", "flax.training.lr_schedule."];

fn find(tables: &[Table], name: &str) -> Option<(Source, Function)> {
    let name = MODULES.iter().find_map(|module| name.strip_prefix(module)).unwrap_or(name);
    let mut all =
        tables.iter().flat_map(|&(source, functions)| functions.iter().map(move |entry| (source, entry)));
    all.find(|(_, (known, _))| *known == name).map(|(source, &(_, function))| (source, function))
}

fn unknown(path: &str, name: &str, tables: &[Table]) -> InteropError {
    let known = tables.iter().flat_map(|(_, functions)| functions.iter());
    let hint = instead_of(name, known.map(|&(known, _)| known));
    InteropError::invalid(path, format!("unknown function `{}`{hint}", text::shortened(name)))
}

/// What is nested deeper than a file can hold is refused here, not when it is written.
fn check_depth(schedule: &BoxSchedule) -> Result<(), InteropError> {
    let too_deep =
        |_| InteropError::invalid("", format!("schedules must not be nested deeper than {MAX_DEPTH}"));
    serialize(&**schedule).map(drop).map_err(too_deep)
}
