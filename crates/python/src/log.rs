//! The logs of a run, as Python gives them.

use std::fs;
use std::path::PathBuf;

use glidepath_report::{LogSteps, ReportOptions};
use pyo3::exceptions::PyTypeError;
use pyo3::prelude::*;

use crate::error::{of_file, refuse};

/// What the steps of a log may count, by its name.
const UNITS: [(&str, LogSteps); 4] = [
    ("updates", LogSteps::Updates),
    ("samples", LogSteps::Samples),
    ("tokens", LogSteps::Tokens),
    ("epochs", LogSteps::Epochs),
];

/// The options with the files of a log, which is one path or several, and how to read it. `argument` is the
/// name of the argument that has the paths.
pub(crate) fn with_log(
    mut options: ReportOptions,
    (argument, log): (&str, Option<&Bound<'_, PyAny>>),
    metric: Option<String>,
    log_steps: &str,
) -> PyResult<ReportOptions> {
    let Some(&(_, steps)) = UNITS.iter().find(|(name, _)| *name == log_steps) else {
        let names = UNITS.map(|(name, _)| format!("{name:?}")).join(", ");
        return Err(refuse(format_args!("`log_steps` must be one of {names}, got {log_steps:?}")));
    };
    options = options.with_log_steps(steps);
    if let Some(missing) = options.missing_length() {
        return Err(refuse(format_args!("`log_steps={log_steps:?}` needs `{missing}=`")));
    }
    if let Some(metric) = metric {
        options = options.with_metric(metric);
    }
    for path in log.map(|log| paths(argument, log)).transpose()?.unwrap_or_default() {
        let name = path.display().to_string();
        let bytes = fs::read(&path).map_err(|error| of_file(&error, Some(name.clone())))?;
        options = options.with_log(name, bytes);
    }
    Ok(options)
}

/// The paths in an argument that is one path, or gives several.
fn paths(argument: &str, log: &Bound<'_, PyAny>) -> PyResult<Vec<PathBuf>> {
    if let Ok(path) = log.extract() {
        return Ok(vec![path]);
    }
    let Ok(elements) = log.try_iter() else {
        let name = log.get_type().name()?;
        return Err(PyTypeError::new_err(format!(
            "`{argument}` must be a path or a list of paths, got {name}"
        )));
    };
    let mut paths = Vec::new();
    for (index, element) in elements.enumerate() {
        let element = element?;
        let path = element.extract().map_err(|_| {
            let name = element.get_type().name().map_or_else(|_| String::new(), |name| name.to_string());
            PyTypeError::new_err(format!("`{argument}[{index}]` must be a path, got {name}"))
        })?;
        paths.push(path);
    }
    // A pattern that matches nothing must not pass for a log that agrees.
    if paths.is_empty() { Err(refuse(format_args!("`{argument}` has no path in it"))) } else { Ok(paths) }
}
