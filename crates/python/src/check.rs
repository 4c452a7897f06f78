//! What is wrong with a run.

use std::path::PathBuf;

use pyo3::prelude::*;

use crate::horizon::RunLength;
use crate::note::{Note, notes};
use crate::read::{options, problem, text};

/// What `glidepath check` finds in a file. It is true if the file can be read.
#[pyclass(frozen, module = "glidepath")]
pub(crate) struct Report {
    /// Why the file cannot be read; None if it can.
    #[pyo3(get)]
    error: Option<String>,
    findings: Vec<Note>,
}

#[pymethods]
impl Report {
    /// Whether the file can be read.
    #[getter]
    fn ok(&self) -> bool {
        self.error.is_none()
    }

    /// What may surprise.
    #[getter]
    fn findings(&self) -> Vec<Note> {
        self.findings.clone()
    }

    fn __bool__(&self) -> bool {
        self.error.is_none()
    }

    fn __str__(&self) -> String {
        let first = self.error.as_ref().map_or_else(|| "ok".to_owned(), |error| format!("error: {error}"));
        let rest = self.findings.iter().map(|finding| format!("\n  note: {}", finding.sentence()));
        std::iter::once(first).chain(rest).collect()
    }

    fn __repr__(&self) -> String {
        format!("<glidepath.Report {}>", self.__str__())
    }
}

/// Says what `glidepath check` says of a file or a folder.
#[pyfunction]
#[pyo3(signature = (path, /, *, format = None, total_steps = None, steps_per_epoch = None, tokens_per_step = None,
    samples_per_step = None, step_unit = None))]
#[expect(clippy::too_many_arguments, reason = "keywords of Python")]
pub(crate) fn check(
    py: Python<'_>,
    path: PathBuf,
    format: Option<&str>,
    total_steps: Option<&Bound<'_, PyAny>>,
    steps_per_epoch: Option<f64>,
    tokens_per_step: Option<f64>,
    samples_per_step: Option<f64>,
    step_unit: Option<&str>,
) -> PyResult<Report> {
    let length = RunLength::new(total_steps, steps_per_epoch, tokens_per_step, samples_per_step)?;
    let options = options(format, &length, step_unit)?;
    match py.detach(|| options.import_path(&path)) {
        Ok(imported) => Ok(Report { error: None, findings: notes(&imported.notes) }),
        // That there is no such file is no finding.
        Err(error) if error.io_error().is_some() => Err(problem(&error, Some(&path))),
        Err(error) => Ok(Report { error: Some(text(&error)), findings: Vec::new() }),
    }
}
