//! What a file holds.

use glidepath_interop::{ImportOptions, Imported, InteropError, Remedy};
use glidepath_overview::suggested_last;
use glidepath_serde::{Horizon, LearningRate, RunLengths, SerdeError};
use serde::{Deserialize, Serialize};
use wasm_bindgen::prelude::wasm_bindgen;

use super::check::Finding;
use super::source::{Source, SourceReader};
use crate::answer::{Problem, text};
use crate::rate::GREATEST_STEP;

/// What the reader of a file knows of the run; see [`Horizon`].
#[derive(Debug, Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub(crate) struct Options {
    /// The format, where the content does not tell.
    format: Option<String>,
    total_steps: Option<u64>,
    steps_per_epoch: Option<f64>,
    tokens_per_step: Option<f64>,
    samples_per_step: Option<f64>,
}

/// What a file holds.
#[derive(Debug, Serialize)]
struct Content {
    /// The rate of each parameter group.
    groups: Vec<String>,
    source: String,
    path: String,
    optimizer: Option<String>,
    /// As text, so that no digit is lost.
    step: Option<String>,
    total_steps: Option<String>,
    /// The last step to show.
    last: u64,
    findings: Vec<Finding>,
}

/// Reads a file. The options are JSON, and so is the answer: `{"ok": …}` or `{"error": …, "path": …}`.
#[wasm_bindgen]
#[must_use]
pub fn read(source: &Source, options: &str) -> String {
    text(import(source, options).and_then(|imported| content(&imported)))
}

fn import(source: &Source, options: &str) -> Result<Imported, Problem> {
    let options: Options = serde_json::from_str(options).map_err(Problem::new)?;
    let lengths = RunLengths {
        total_steps: options.total_steps,
        steps_per_epoch: options.steps_per_epoch,
        tokens_per_step: options.tokens_per_step,
        samples_per_step: options.samples_per_step,
    };
    let horizon = Horizon::of(lengths).map_err(Problem::new)?;
    let mut import = ImportOptions::new().with_horizon(horizon);
    if let Some(format) = options.format {
        import = import.with_format(format);
    }
    import.import(SourceReader::new(source)).map_err(|error| problem(&error))
}

/// The program's text, with what would help on the page.
fn problem(error: &InteropError) -> Problem {
    let taken_for = match error.taken_for() {
        "" => String::new(),
        what => format!(" (read as {what})"),
    };
    let help = match error.remedy() {
        Some(Remedy::Format) => "; choose the format under “How to read it”",
        Some(Remedy::RunLength | Remedy::TotalSteps | Remedy::StepsPerEpoch) => {
            "; fill in the length of the run under “How to read it”"
        }
        _ => "",
    };
    Problem::new(format!("{}{taken_for}{help}", unknown_class(error).unwrap_or_else(|| error.to_string())))
}

/// The message for a class that the page does not have, without the words for programs in Rust.
fn unknown_class(error: &InteropError) -> Option<String> {
    match error.schedule_error()? {
        SerdeError::UnknownClass { path, class_name, near }
            if near.is_empty() && class_name.contains('>') =>
        {
            let at = if path.is_empty() { String::new() } else { format!("{path}: ") };
            Some(format!("{at}unknown class `{class_name}`; the page has only the classes of glidepath"))
        }
        _ => None,
    }
}

fn content(imported: &Imported) -> Result<Content, Problem> {
    let json = |rate: &LearningRate| serde_json::to_string(rate).map_err(Problem::new);
    let rate = &imported.learning_rate;
    let length = imported.total_steps.filter(|&total_steps| total_steps > 0);
    let value = serde_json::to_value(rate).map_err(Problem::new)?;
    let last = length.unwrap_or_else(|| suggested_last(&value, rate));
    Ok(Content {
        groups: imported.groups().map(json).collect::<Result<_, _>>()?,
        source: imported.source.to_string(),
        path: imported.path.clone(),
        optimizer: imported.optimizer.clone(),
        step: imported.step.map(|step| step.to_string()),
        total_steps: imported.total_steps.map(|steps| steps.to_string()),
        last: last.min(GREATEST_STEP),
        findings: imported.notes.iter().map(Into::into).collect(),
    })
}
