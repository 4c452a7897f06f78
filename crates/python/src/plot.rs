//! Pictures.

use std::fs;
use std::path::PathBuf;

use glidepath_cli::Logged;
use glidepath_plot::{PngOptions, Scale, SvgOptions, SvgStyle, TextOptions};
use glidepath_report::ReportOptions;
use glidepath_serde::BoxSchedule;
use pyo3::exceptions::PyTypeError;
use pyo3::prelude::*;

use crate::children::has_python;
use crate::error::{of_file, refuse};
use crate::horizon::{horizon, run_lengths};
use crate::log::with_log;
use crate::raised::catch;
use crate::read::text_of_report;
use crate::schedule::{Schedule, boxed};
use crate::step::step_of;
use crate::tree;

/// Curves of schedules over a range of steps.
#[pyclass(frozen, module = "glidepath")]
pub(crate) struct Plot {
    curves: Vec<(String, BoxSchedule)>,
    /// The log of a run.
    logged: Option<Logged>,
    /// The first step, and the one after the last.
    range: (u64, u64),
    log: bool,
    title: Option<String>,
    size: (u32, u32),
}

impl Plot {
    fn draw<T>(
        &self,
        draw: impl FnOnce(glidepath_plot::Plot<'_>) -> Result<T, glidepath_plot::PlotError>,
    ) -> PyResult<T> {
        let scale = if self.log { Scale::Logarithmic } else { Scale::Linear };
        let drawn = catch(|| {
            let mut plot = glidepath_plot::Plot::new(self.range.0..self.range.1)?.with_scale(scale);
            if let Some(title) = &self.title {
                plot = plot.with_title(title);
            }
            for (label, schedule) in &self.curves {
                plot = plot.with_curve(label, schedule);
            }
            if let Some(logged) = &self.logged {
                plot = plot.with_curve("log", logged);
            }
            draw(plot)
        });
        drawn?.map_err(refuse)
    }
}

#[pymethods]
impl Plot {
    /// The picture as SVG: for a file, or with the colour of the text around it for a page.
    #[pyo3(signature = (*, inline = false))]
    fn svg(&self, inline: bool) -> PyResult<String> {
        let style = if inline { SvgStyle::Inline } else { SvgStyle::default() };
        let options = SvgOptions::default().with_size(self.size.0, self.size.1).with_style(style);
        self.draw(|plot| plot.to_svg(&options))
    }

    /// The picture as PNG, with twice as many pixels as the size says, to be sharp.
    fn png(&self) -> PyResult<std::borrow::Cow<'static, [u8]>> {
        let options = PngOptions::default().with_size(self.size.0, self.size.1);
        self.draw(|plot| plot.to_png(&options)).map(Into::into)
    }

    /// The curves in characters.
    #[pyo3(signature = (*, width = 80, height = 18))]
    fn text(&self, width: u32, height: u32) -> PyResult<String> {
        let options = TextOptions::default().with_width(width).with_height(height);
        self.draw(|plot| plot.to_text(&options))
    }

    /// Writes the picture into a file, whose ending says which kind: `.svg` or `.png`.
    #[pyo3(signature = (path, /))]
    fn save(&self, py: Python<'_>, path: PathBuf) -> PyResult<()> {
        let ending = path.extension().map(|ending| ending.to_string_lossy().to_lowercase());
        let content = match ending.as_deref() {
            Some("svg") => self.svg(false)?.into_bytes(),
            Some("png") => self.png()?.into_owned(),
            _ => return Err(refuse(format_args!("{}: a picture ends in .svg or .png", path.display()))),
        };
        py.detach(|| fs::write(&path, content))
            .map_err(|error| of_file(&error, Some(path.display().to_string())))
    }

    fn _repr_html_(&self) -> PyResult<String> {
        self.svg(true)
    }

    fn __str__(&self) -> PyResult<String> {
        self.text(80, 18)
    }

    fn __repr__(&self) -> String {
        let (first, end) = self.range;
        let labels = self.curves.iter().map(|(label, _)| label.as_str());
        let labels: Vec<_> = labels.chain(self.logged.as_ref().map(|_| "log")).collect();
        format!("<glidepath.Plot of {} from step {first} to {end}>", labels.join(", "))
    }
}

/// The log of a run as a curve.
#[pyclass(frozen)]
pub(crate) struct LogCurve(Logged);

/// Reads the log of a run, whose paths are the argument `with_log`.
#[pyfunction]
#[pyo3(name = "_log", signature = (log, metric, log_steps, steps_per_epoch, tokens_per_step, samples_per_step))]
pub(crate) fn read_log(
    log: &Bound<'_, PyAny>,
    metric: Option<String>,
    log_steps: &str,
    steps_per_epoch: Option<f64>,
    tokens_per_step: Option<f64>,
    samples_per_step: Option<f64>,
) -> PyResult<LogCurve> {
    let length = run_lengths(None, steps_per_epoch, tokens_per_step, samples_per_step)?;
    let options = ReportOptions::new().with_horizon(horizon(length)?);
    let options = with_log(options, ("with_log", Some(log)), metric, log_steps)?;
    let points = options.log_points().map_err(|error| refuse(text_of_report(&error)))?;
    Ok(LogCurve(Logged::new(points)))
}

/// Draws curves by their labels.
#[pyfunction]
#[pyo3(name = "_plot", signature = (curves, first, end, log, title, size, logged))]
pub(crate) fn plot(
    curves: Vec<(String, Bound<'_, PyAny>)>,
    first: Option<&Bound<'_, PyAny>>,
    end: Option<&Bound<'_, PyAny>>,
    log: bool,
    title: Option<String>,
    size: (u32, u32),
    logged: Option<&Bound<'_, LogCurve>>,
) -> PyResult<Plot> {
    if !(160..=4096).contains(&size.0) || !(100..=4096).contains(&size.1) {
        return Err(refuse(format_args!("`size` must be from (160, 100) to (4096, 4096), got {size:?}")));
    }
    let mut schedules = Vec::new();
    for (label, schedule) in curves {
        let Ok(schedule) = schedule.cast::<Schedule>() else {
            return Err(PyTypeError::new_err(format!(
                "`{label}` must be a schedule, got {}",
                schedule.get_type().name()?
            )));
        };
        schedules.push((label, boxed(schedule)));
    }
    let logged = logged.map(|logged| logged.get().0.clone());
    let first = first.map_or(Ok(0), step_of)?;
    let end = match end {
        Some(end) => step_of(end)?,
        None => suggested_end(&schedules)?
            .max(logged.as_ref().map_or(0, |logged| logged.last().saturating_add(1))),
    };
    if end <= first {
        return Err(refuse(format_args!("`steps` must not be empty, got {first} to {end}")));
    }
    Ok(Plot { curves: schedules, logged, range: (first, end), log, title, size })
}

/// The end of the longest of the ranges that the schedules would have alone.
fn suggested_end(schedules: &[(String, BoxSchedule)]) -> PyResult<u64> {
    let mut end = 1;
    for (_, schedule) in schedules {
        end = end.max(suggested_last_step(schedule)?.saturating_add(1));
    }
    Ok(end)
}

/// The range of a schedule that Python code computes, which may not bear to be asked for any step.
const UNKNOWN: u64 = 1_000;

/// The last step of a range in which a schedule does what it does.
fn suggested_last_step(schedule: &BoxSchedule) -> PyResult<u64> {
    if has_python(schedule) {
        return Ok(UNKNOWN);
    }
    let (json, _) = tree::apart(schedule)?;
    let value = serde_json::to_value(&json).map_err(refuse)?;
    Ok(glidepath_overview::suggested_last(&value, schedule))
}
