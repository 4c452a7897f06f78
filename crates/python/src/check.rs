//! What is wrong with a run.

use std::path::PathBuf;

use glidepath_interop::{Imported, Json};
use glidepath_report::{ReportError, ReportOptions, UnknownRule};
use pyo3::exceptions::PyTypeError;
use pyo3::prelude::*;
use pyo3::types::PyString;

use crate::error::refuse;
use crate::finding::Finding;
use crate::horizon::{horizon, run_lengths};
use crate::log::with_log;
use crate::objects::collecting;
use crate::raised::catch;
use crate::read::{checked_format, problem, step_unit_of, text_of_report};
use crate::schedule::{Schedule, boxed};
use crate::values;

/// What `glidepath check` says of a file. It is true if the file and the log can be read and no finding is an
/// error.
#[pyclass(frozen, module = "glidepath")]
pub(crate) struct Report {
    /// The object that `glidepath check --format json` prints, with the error in words of Python.
    json: Json,
    /// What was found.
    #[pyo3(get)]
    findings: Vec<Finding>,
    /// How many steps the run has, by the file or by the caller. None if neither says so; then the rules that
    /// need the length are silent.
    #[pyo3(get)]
    total_steps: Option<u64>,
    /// The number of points of a log that were compared with the schedule.
    #[pyo3(get)]
    logged_points: usize,
    /// Whether they all agree with the schedule.
    #[pyo3(get)]
    log_agrees: bool,
}

#[pymethods]
impl Report {
    /// The name of the file.
    #[getter]
    fn file(&self) -> &str {
        self.text("file").unwrap_or_default()
    }

    /// Whether the file and the log can be read and no finding is an error.
    #[getter]
    fn ok(&self) -> bool {
        matches!(self.json.get("ok"), Some(Json::Bool(true)))
    }

    /// Why the file or the log cannot be read; None if they can.
    #[getter]
    fn error(&self) -> Option<&str> {
        self.text("error")
    }

    /// The class of the schedule; None for a plain number, and where there is an error.
    #[getter]
    fn class_name(&self) -> Option<&str> {
        self.text("class_name")
    }

    /// What kind of file it is; None if it cannot be read.
    #[getter]
    fn source(&self) -> Option<&str> {
        self.text("source")
    }

    /// The report as `glidepath check --format json` prints it.
    fn to_dict<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyAny>> {
        values::python(py, &self.json)
    }

    fn __bool__(&self) -> bool {
        self.ok()
    }

    fn __str__(&self) -> String {
        if let Some(error) = self.error() {
            return format!("{}: error: {error}", self.file());
        }
        let title = self.class_name().unwrap_or("constant rate");
        let verdict = if self.ok() { "ok" } else { "not ok" };
        let mut lines = vec![format!("{}: {verdict}, {title}", self.file())];
        lines.extend(self.findings.iter().map(Finding::__str__));
        if self.log_agrees {
            lines.push(format!("all {} points in the log agree with the schedule", self.logged_points));
        }
        if self.total_steps.is_none() && self.class_name().is_some() {
            lines.push(
                "the length of the run is not known, so rules about it were not checked; pass `total_steps=`"
                    .to_owned(),
            );
        }
        lines.join("\n")
    }

    fn __repr__(&self) -> String {
        let verdict = if self.ok() { "ok" } else { "not ok" };
        let findings = match self.findings.len() {
            1 => "1 finding".to_owned(),
            count => format!("{count} findings"),
        };
        format!("<glidepath.Report of {}: {verdict}, {findings}>", self.file())
    }
}

impl Report {
    fn text(&self, name: &str) -> Option<&str> {
        self.json.get(name)?.as_str()
    }
}

/// Says what `glidepath check` says of a run: of a file or a folder, or of a schedule of this process.
///
/// `log` is the path of a log of the run, or a list of paths: event files of TensorBoard, CSV, JSON lines,
/// `trainer_state.json` or `trainer_log.jsonl`. `metric` is the tag, column or key of the rate, if its name
/// does not tell; `log_steps` says what the steps of the log count. `deny` makes errors of the findings of a
/// rule, or of several, or of all warnings with "all"; `allow` leaves findings out. `group` is the index of
/// the parameter group. The other arguments are those of `read`.
#[pyfunction]
#[pyo3(signature = (run, /, *, log = None, metric = None, log_steps = "updates", deny = None, allow = None,
    group = None, format = None, total_steps = None, steps_per_epoch = None, tokens_per_step = None,
    samples_per_step = None, step_unit = None))]
#[expect(clippy::too_many_arguments, reason = "keywords of Python")]
pub(crate) fn check(
    py: Python<'_>,
    run: &Bound<'_, PyAny>,
    log: Option<&Bound<'_, PyAny>>,
    metric: Option<String>,
    log_steps: &str,
    deny: Option<&Bound<'_, PyAny>>,
    allow: Option<&Bound<'_, PyAny>>,
    group: Option<&Bound<'_, PyAny>>,
    format: Option<&str>,
    total_steps: Option<&Bound<'_, PyAny>>,
    steps_per_epoch: Option<f64>,
    tokens_per_step: Option<f64>,
    samples_per_step: Option<f64>,
    step_unit: Option<&str>,
) -> PyResult<Report> {
    let length = run_lengths(total_steps, steps_per_epoch, tokens_per_step, samples_per_step)?;
    let mut options = ReportOptions::new().with_horizon(horizon(length)?).with_group(index(group)?);
    if let Some(format) = checked_format(format)? {
        options = options.with_format(format);
    }
    if let Some(unit) = step_unit_of(step_unit)? {
        options = options.with_step_unit(unit);
    }
    options = with_rules(options, "deny", deny, ReportOptions::deny)?;
    options = with_rules(options, "allow", allow, ReportOptions::allow)?;
    options = with_log(options, ("log", log), metric, log_steps)?;
    let report = match run.cast::<Schedule>() {
        Ok(schedule) => {
            let imported = Imported::of(boxed(schedule));
            let report = || py.detach(|| options.report("schedule", Ok(imported)));
            // The report takes the schedule apart, which may have objects of Python in it.
            collecting(|| catch(report)).0?
        }
        Err(_) => {
            let path = path_of(run)?;
            let report = catch(|| py.detach(|| options.report_path(&path)))?;
            if let Some(ReportError::File(error)) = &report.error
                && error.io_error().is_some()
            {
                // That there is no such file is no finding.
                return Err(problem(error, Some(&path)));
            }
            report
        }
    };
    in_python(&report)
}

/// The index of a parameter group. Default: 0.
fn index(group: Option<&Bound<'_, PyAny>>) -> PyResult<usize> {
    let Some(group) = group else { return Ok(0) };
    let text = group.repr()?;
    group.extract().map_err(|_| refuse(format_args!("`group` must be an index from 0, got {text}")))
}

fn path_of(run: &Bound<'_, PyAny>) -> PyResult<PathBuf> {
    run.extract().map_err(|_| match run.get_type().name() {
        Ok(name) => PyTypeError::new_err(format!("a run must be a path or a schedule, got {name}")),
        Err(error) => error,
    })
}

/// The options with the rules of an argument, which is the name of one, or gives several.
fn with_rules(
    options: ReportOptions,
    argument: &str,
    rules: Option<&Bound<'_, PyAny>>,
    with: impl Fn(ReportOptions, &str) -> Result<ReportOptions, UnknownRule>,
) -> PyResult<ReportOptions> {
    let Some(rules) = rules else { return Ok(options) };
    let names: Vec<String> = match rules.cast::<PyString>() {
        Ok(rule) => vec![rule.extract()?],
        Err(_) => {
            let got = rules.repr()?;
            rules.extract().map_err(|_| {
                PyTypeError::new_err(format!(
                    "`{argument}` must be the name of a rule or a list of names, got {got}"
                ))
            })?
        }
    };
    names.iter().try_fold(options, |options, name| {
        with(options, name).map_err(|error| refuse(format_args!("`{argument}`: {error}")))
    })
}

/// A report, with the error in words of Python.
fn in_python(report: &glidepath_report::Report) -> PyResult<Report> {
    let mut json: Json = serde_json::from_str(&report.to_json()).map_err(refuse)?;
    let findings = match json.get("findings") {
        Some(Json::Array(findings)) => findings.iter().cloned().map(Finding::new).collect(),
        _ => Vec::new(),
    };
    let error = report.error.as_ref().map(text_of_report);
    if let (Json::Object(entries), Some(error)) = (&mut json, error)
        && let Some((_, value)) = entries.iter_mut().find(|(name, _)| name == "error")
    {
        *value = Json::String(error);
    }
    Ok(Report {
        json,
        findings,
        total_steps: report.total_steps,
        logged_points: report.logged_points,
        log_agrees: report.log_agrees,
    })
}
