//! Schedules in the forms of other programs.

use glidepath_interop::{ExportOptions, Json, Target, export};
use glidepath_serde::LearningRate;
use pyo3::prelude::*;

use crate::error::refuse;
use crate::note::{Note, notes};
use crate::raised::catch;
use crate::schedule::{Schedule, boxed, calls_python};
use crate::step::{step_of, steps_in};
use crate::values;

/// A schedule in the form of another program. `str()` gives the text of the file.
#[pyclass(frozen, module = "glidepath")]
pub(crate) struct Written {
    text: String,
    json: Option<Json>,
    /// The target that it is written for.
    #[pyo3(get)]
    target: &'static str,
    notes: Vec<Note>,
}

#[pymethods]
impl Written {
    /// The text of the file.
    #[getter]
    fn text(&self) -> &str {
        &self.text
    }

    /// The same as a Python value where the form is JSON; None where it is Python, Rust, YAML or TOML.
    #[getter]
    fn value<'py>(&self, py: Python<'py>) -> PyResult<Option<Bound<'py, PyAny>>> {
        self.json.as_ref().map(|json| values::python(py, json)).transpose()
    }

    /// What a reader of the form should know.
    #[getter]
    fn notes(&self) -> Vec<Note> {
        self.notes.clone()
    }

    fn __str__(&self) -> &str {
        &self.text
    }

    fn __repr__(&self) -> String {
        format!("<glidepath.Written for {}>", self.target)
    }
}

/// The names of all targets, with what each is.
#[pyfunction]
pub(crate) fn targets() -> Vec<(&'static str, &'static str)> {
    Target::ALL.iter().map(|target| (target.name(), target.description())).collect()
}

/// Writes the rates of parameter groups for a target.
pub(crate) fn write(
    groups: &[LearningRate],
    target: &str,
    step: Option<u64>,
    total_steps: Option<u64>,
) -> PyResult<Written> {
    let target: Target = target.parse().map_err(refuse)?;
    let mut options = ExportOptions::new();
    if let Some(step) = step {
        options = options.with_step(step);
    }
    if let Some(total_steps) = total_steps {
        options = options.with_total_steps(total_steps);
    }
    let written = catch(|| export(groups, target, &options))?.map_err(refuse)?;
    Ok(Written {
        text: written.to_string(),
        json: written.json().cloned(),
        target: target.name(),
        notes: notes(written.notes()),
    })
}

#[pymethods]
impl Schedule {
    /// The schedule in the form of another program, one of `glidepath.targets()`: `"keras3"`, `"torch"` and
    /// so on. `step` is how many updates were made, where the form holds it.
    #[pyo3(signature = (target, *, step = None, total_steps = None))]
    fn to(
        slf: &Bound<'_, Self>,
        target: &str,
        step: Option<&Bound<'_, PyAny>>,
        total_steps: Option<&Bound<'_, PyAny>>,
    ) -> PyResult<Written> {
        let step = step.map(step_of).transpose()?;
        let total_steps = total_steps.map(|steps| steps_in("total_steps", steps)).transpose()?;
        if calls_python(slf) && !matches!(target, "glidepath" | "yaml" | "toml") {
            let name = slf.get_type().name()?;
            return Err(refuse(format_args!(
                "{name} is defined in Python, which no other program can compute"
            )));
        }
        write(&[boxed(slf).into()], target, step, total_steps)
    }
}
