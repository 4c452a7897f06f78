//! Every question that the page asks.

use serde::Deserialize;
use wasm_bindgen::prelude::wasm_bindgen;

use crate::answer::{Problem, text};
use crate::draw::{Picture, draw};
use crate::edit::Change;
use crate::rate::Rate;
use crate::{classes, edit, fields};

#[derive(Deserialize)]
#[serde(tag = "ask", rename_all = "kebab-case", deny_unknown_fields)]
enum Question {
    /// All classes, each with a schedule to begin with.
    Classes,
    /// The parameters of a schedule, as fields of a form.
    Fields { rate: String },
    /// The schedule with other values at some places.
    Edit { rate: String, changes: Vec<Change> },
    /// The schedule with an element more or less in the list at a place.
    Insert { rate: String, path: String, index: usize },
    /// See `Insert`.
    Remove { rate: String, path: String, index: usize },
    /// The range of steps to show and the rates that characterize it.
    Overview { rate: String, last: Option<u64> },
    /// A picture, and where its axes lie.
    Draw(Picture),
    /// The rates at a step.
    Rates { rates: Vec<String>, step: u64 },
    /// The forms that a schedule can be written in.
    #[cfg(feature = "readers")]
    Targets,
    /// A schedule, or what a file holds, in one of these forms.
    #[cfg(feature = "readers")]
    Convert(crate::readers::Request),
}

/// Answers a question. Both are JSON; the answer is `{"ok": …}` or `{"error": …, "path": …}`.
#[wasm_bindgen]
#[must_use]
pub fn ask(question: &str) -> String {
    match serde_json::from_str(question) {
        Ok(question) => answer(question),
        Err(error) => text::<()>(Err(Problem::new(format!("not a question: {error}")))),
    }
}

fn answer(question: Question) -> String {
    match question {
        Question::Classes => text(Ok(classes::all())),
        Question::Fields { rate } => text(Rate::parse(&rate).and_then(|rate| fields::form(&rate))),
        Question::Edit { rate, changes } => text(edit::set(&rate, &changes)),
        Question::Insert { rate, path, index } => text(edit::insert(&rate, &path, index)),
        Question::Remove { rate, path, index } => text(edit::remove(&rate, &path, index)),
        Question::Overview { rate, last } => text(Rate::parse(&rate).map(|rate| rate.overview(last))),
        Question::Draw(picture) => text(draw(&picture)),
        Question::Rates { rates, step } => text(crate::rate::at(&rates, step)),
        #[cfg(feature = "readers")]
        Question::Targets => text(Ok(crate::readers::targets())),
        #[cfg(feature = "readers")]
        Question::Convert(request) => text(crate::readers::convert(&request)),
    }
}
