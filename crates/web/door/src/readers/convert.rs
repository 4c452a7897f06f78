//! A schedule in the form that another program reads: what `glidepath convert` writes.

use std::num::NonZeroUsize;

use glidepath_interop::{Advice, Conversion, ConversionError, Target};
use glidepath_overview::{own_length, suggested_last};
use serde::{Deserialize, Serialize};

use super::rebuilt::rebuilt;
use crate::answer::Problem;

/// A form that a schedule can be written in.
#[derive(Debug, Serialize)]
pub(crate) struct Form {
    name: &'static str,
    title: String,
    description: &'static str,
    /// The ending of a file of this form.
    ending: &'static str,
}

pub(crate) fn targets() -> Vec<Form> {
    let form = |&target: &Target| Form {
        name: target.name(),
        title: target.to_string(),
        description: target.description(),
        ending: match target {
            Target::TorchPython | Target::Optax => "py",
            Target::Rust => "rs",
            Target::Yaml => "yaml",
            Target::Toml => "toml",
            _ => "json",
        },
    };
    Target::ALL.iter().map(form).collect()
}

/// What to write.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Request {
    /// The rate of each parameter group.
    groups: Vec<String>,
    /// Which of them, where not all are meant.
    group: Option<usize>,
    target: String,
    /// The step at which the file was saved, and the length of its run.
    step: Option<String>,
    total_steps: Option<String>,
    /// How many constant pieces may be written where there is no exact form.
    pieces: Option<NonZeroUsize>,
}

/// A form, and what to tell about it.
#[derive(Debug, Serialize)]
pub(crate) struct Written {
    text: String,
    notes: Vec<String>,
}

pub(crate) fn convert(request: &Request) -> Result<Written, Problem> {
    let target: Target = request.target.parse().map_err(Problem::new)?;
    let imported = rebuilt(&request.groups, request.step.as_deref(), request.total_steps.as_deref())?;
    let value = serde_json::to_value(&imported.learning_rate).map_err(Problem::new)?;
    let mut conversion =
        Conversion::new(&imported, target).with_group(request.group).with_likely_length(own_length(&value));
    if let Some(pieces) = request.pieces {
        let last = imported.total_steps.filter(|&steps| steps > 0);
        let last = last.unwrap_or_else(|| suggested_last(&value, &imported.learning_rate));
        conversion = conversion.with_pieces(pieces, last);
    }
    let converted = conversion.convert().map_err(|error| problem(&error))?;
    let mut notes = converted.notes;
    if let (Some(step), Some(keeper)) = (converted.unwritten_step, target.keeper_of_step()) {
        notes.push(format!(
            "the file was saved at step {step}, which this form does not tell: it belongs to {keeper}"
        ));
    }
    Ok(Written { text: converted.text, notes })
}

/// The error, with what would help on the page.
fn problem(error: &ConversionError) -> Problem {
    let advice = match error.advice {
        Some(Advice::RunLength(length)) => {
            format!("; with a run of {length} steps, what is after its end is left out")
        }
        Some(Advice::Pieces) => "; constant pieces can be written instead".to_owned(),
        _ => String::new(),
    };
    Problem::new(format!("{error}{advice}"))
}
