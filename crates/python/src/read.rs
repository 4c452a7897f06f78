//! Files of other programs.

use std::path::PathBuf;

use glidepath_interop::{ImportOptions, InteropError, Remedy, StepUnit};
use glidepath_report::ReportError;
use glidepath_serde::{RunLengths, instead_of};
use pyo3::prelude::*;

use crate::error::{of_file, refuse};
use crate::horizon::{horizon, run_lengths};
use crate::note::{Note, notes};
use crate::raised::catch;
use crate::schedule::wrap;
use crate::step::{step_of, steps_in};
use crate::write::{self, Written};

/// A learning rate and what is known of where it came from.
#[pyclass(frozen, module = "glidepath")]
pub(crate) struct Imported {
    pub(crate) inner: glidepath_interop::Imported,
    /// The schedule of each parameter group.
    groups: Vec<Py<PyAny>>,
}

#[pymethods]
impl Imported {
    /// The schedule; of several parameter groups that of the first.
    #[getter]
    fn schedule(&self, py: Python<'_>) -> Option<Py<PyAny>> {
        self.groups.first().map(|group| group.clone_ref(py))
    }

    /// The schedules of all parameter groups.
    #[getter]
    fn groups(&self, py: Python<'_>) -> Vec<Py<PyAny>> {
        self.groups.iter().map(|group| group.clone_ref(py)).collect()
    }

    /// How many steps were made when the file was saved; None if it does not say.
    #[getter]
    fn step(&self) -> Option<u64> {
        self.inner.step
    }

    /// How many steps the whole run has; None if the file does not say.
    #[getter]
    fn total_steps(&self) -> Option<u64> {
        self.inner.total_steps
    }

    /// What a step of the schedule is: "update" or "epoch"; None where the program that wrote the file
    /// decides.
    #[getter]
    fn step_unit(&self) -> Option<&'static str> {
        self.inner.step_unit.map(|unit| match unit {
            StepUnit::Update => "update",
            StepUnit::Epoch => "epoch",
        })
    }

    /// What kind of file it is.
    #[getter]
    fn source(&self) -> String {
        self.inner.source.to_string()
    }

    /// Where in the file the rate stands; empty if it is the whole file.
    #[getter]
    fn path(&self) -> &str {
        &self.inner.path
    }

    /// The class of the optimizer; None if the file does not say.
    #[getter]
    fn optimizer(&self) -> Option<&str> {
        self.inner.optimizer.as_deref()
    }

    /// What a reader of the file should know.
    #[getter]
    fn notes(&self) -> Vec<Note> {
        notes(&self.inner.notes)
    }

    /// The rates of all parameter groups in the form of another program, at the step of the file where the
    /// form holds one.
    #[pyo3(signature = (target, *, step = None, total_steps = None))]
    fn to(
        &self,
        target: &str,
        step: Option<&Bound<'_, PyAny>>,
        total_steps: Option<&Bound<'_, PyAny>>,
    ) -> PyResult<Written> {
        let groups: Vec<_> = self.inner.groups().cloned().collect();
        let step = step.map(step_of).transpose()?;
        let total_steps = total_steps.map(|steps| steps_in("total_steps", steps)).transpose()?;
        let holds_step =
            target.parse().is_ok_and(|target: glidepath_interop::Target| target.keeper_of_step().is_none());
        let step = step.or(self.inner.step.filter(|_| holds_step));
        write::write(&groups, target, step, total_steps.or(self.inner.total_steps))
    }

    fn __repr__(&self, py: Python<'_>) -> PyResult<String> {
        let schedule = self
            .schedule(py)
            .map_or_else(|| Ok(String::new()), |it| it.bind(py).repr().map(|it| it.to_string()))?;
        let groups =
            if self.groups.len() > 1 { format!(", {} groups", self.groups.len()) } else { String::new() };
        let step = self.inner.step.map_or_else(String::new, |step| format!(", step {step}"));
        Ok(format!("<glidepath.Imported from {}: {schedule}{step}{groups}>", self.inner.source))
    }
}

/// Reads the learning rate of a file or a folder of another program, or of glidepath itself.
///
/// `format` is one of `glidepath.formats()`, where the content does not tell; `total_steps`,
/// `steps_per_epoch`, `tokens_per_step` and `samples_per_step` say how long the run is, where the file leaves
/// that open or counts in units; `step_unit` says whether a scheduler makes a step after each "update" or
/// "epoch".
#[pyfunction]
#[pyo3(signature = (path, /, *, format = None, total_steps = None, steps_per_epoch = None, tokens_per_step = None,
    samples_per_step = None, step_unit = None))]
#[expect(clippy::too_many_arguments, reason = "keywords of Python")]
pub(crate) fn read(
    py: Python<'_>,
    path: PathBuf,
    format: Option<&str>,
    total_steps: Option<&Bound<'_, PyAny>>,
    steps_per_epoch: Option<f64>,
    tokens_per_step: Option<f64>,
    samples_per_step: Option<f64>,
    step_unit: Option<&str>,
) -> PyResult<Imported> {
    let length = run_lengths(total_steps, steps_per_epoch, tokens_per_step, samples_per_step)?;
    let options = options(format, length, step_unit)?;
    let result = catch(|| py.detach(|| options.import_path(&path)))?;
    imported(py, result, Some(&path))
}

/// As `read`, from the bytes of a file.
#[pyfunction]
#[pyo3(signature = (data, /, *, format = None, total_steps = None, steps_per_epoch = None, tokens_per_step = None,
    samples_per_step = None, step_unit = None))]
#[expect(clippy::too_many_arguments, reason = "keywords of Python")]
pub(crate) fn read_bytes(
    py: Python<'_>,
    data: Vec<u8>,
    format: Option<&str>,
    total_steps: Option<&Bound<'_, PyAny>>,
    steps_per_epoch: Option<f64>,
    tokens_per_step: Option<f64>,
    samples_per_step: Option<f64>,
    step_unit: Option<&str>,
) -> PyResult<Imported> {
    let length = run_lengths(total_steps, steps_per_epoch, tokens_per_step, samples_per_step)?;
    let options = options(format, length, step_unit)?;
    let result = catch(|| py.detach(|| options.import_bytes(&data)))?;
    imported(py, result, None)
}

/// The names of the formats that are read, with the program that each belongs to.
#[pyfunction]
pub(crate) fn formats() -> Vec<(&'static str, &'static str)> {
    let read = glidepath_interop::formats().into_iter().filter(|format| format.is_read());
    read.map(|format| (format.name(), format.title())).collect()
}

fn options(format: Option<&str>, length: RunLengths, step_unit: Option<&str>) -> PyResult<ImportOptions> {
    let mut options = ImportOptions::new().with_horizon(horizon(length)?);
    if let Some(format) = checked_format(format)? {
        options = options.with_format(format);
    }
    Ok(match step_unit_of(step_unit)? {
        Some(unit) => options.with_step_unit(unit),
        None => options,
    })
}

/// The name of a format that is read.
pub(crate) fn checked_format(format: Option<&str>) -> PyResult<Option<&str>> {
    let names = formats();
    match format {
        Some(format) if !names.iter().any(|&(name, _)| name == format) => {
            let hint = instead_of(format, names.iter().map(|&(name, _)| name));
            Err(refuse(format_args!("unknown format `{format}`{hint}")))
        }
        format => Ok(format),
    }
}

/// What a step of a scheduler is.
pub(crate) fn step_unit_of(step_unit: Option<&str>) -> PyResult<Option<StepUnit>> {
    match step_unit {
        None => Ok(None),
        Some("update") => Ok(Some(StepUnit::Update)),
        Some("epoch") => Ok(Some(StepUnit::Epoch)),
        Some(other) => {
            Err(refuse(format_args!("`step_unit` must be \"update\" or \"epoch\", got {other:?}")))
        }
    }
}

fn imported(
    py: Python<'_>,
    result: Result<glidepath_interop::Imported, InteropError>,
    path: Option<&PathBuf>,
) -> PyResult<Imported> {
    let inner = result.map_err(|error| problem(&error, path))?;
    let groups = inner.groups().map(|group| wrap(py, group.to_schedule()).map(Bound::unbind));
    let groups = groups.collect::<PyResult<_>>()?;
    Ok(Imported { inner, groups })
}

/// What is wrong with a file, with its name and what would help.
pub(crate) fn problem(error: &InteropError, path: Option<&PathBuf>) -> PyErr {
    let name = path.map(|path| path.display().to_string());
    match error.io_error() {
        // A FileNotFoundError, a PermissionError and so on.
        Some(error) => of_file(error, name),
        None => {
            let name = name.map_or_else(String::new, |name| format!("{name}: "));
            refuse(format_args!("{name}{}", text(error)))
        }
    }
}

/// What is wrong with a file, and what would help.
fn text(error: &InteropError) -> String {
    let help = match error.remedy() {
        Some(Remedy::Format) => "; pass `format=` to choose a format; `glidepath.formats()` lists them",
        Some(Remedy::RunLength) => "; pass `total_steps=` or `steps_per_epoch=`",
        Some(Remedy::TotalSteps) => "; pass `total_steps=`",
        Some(Remedy::StepsPerEpoch) => "; pass `steps_per_epoch=`",
        Some(Remedy::TokensPerStep) => "; pass `tokens_per_step=`",
        Some(Remedy::SamplesPerStep) => "; pass `samples_per_step=`",
        Some(Remedy::Metric) => "; pass `metric=` to choose one",
        Some(Remedy::LogSteps) => "; pass `log_steps=\"epochs\"` to count by `epoch`",
        Some(Remedy::LogSamples) => {
            "; pass `log_steps=\"samples\"` and `samples_per_step` to count by samples"
        }
        Some(Remedy::LogTokens) => "; pass `log_steps=\"tokens\"` and `tokens_per_step` to count by tokens",
        _ => "",
    };
    let taken_for = match error.taken_for() {
        "" => String::new(),
        what => format!(" (read as {what})"),
    };
    format!("{error}{help}{taken_for}")
}

/// Why there is no report, and what would help.
pub(crate) fn text_of_report(error: &ReportError) -> String {
    match error {
        ReportError::File(error) => text(error),
        ReportError::Log { name, error } => format!("{name}: {}", text(error)),
        other => other.to_string(),
    }
}
