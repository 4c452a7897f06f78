//! A rate alone: a number, or a configuration of nobody known in which nothing speaks of a schedule.
//!
//! ```json
//! {"optimizer": "adam", "lr": 0.001, "epochs": 10}
//! ```
//!
//! The rate is the only number in the document under a key that says so (`lr`, `learning_rate`). A document with
//! several such numbers, or with a key anywhere that may speak of a schedule, is refused: which rates that makes is
//! known to the program alone that reads it.

use std::borrow::Cow;

use glidepath_serde::LearningRate;

use super::format::{Format, Reading};
use super::keras;
use crate::containers::Document;
use crate::model::{Import, Imported, InteropError, Source};
use crate::values::account::{self, Harmless};
use crate::values::arguments::refuse_not_finite;
use crate::values::words::{is_harmless, is_of_schedule, is_rate};
use crate::values::{Value, path, text};

/// A number alone.
const NUMBER: Source = Source::file("number", "a plain number");
/// A configuration.
const CONFIGURATION: Source = Source::text("optimizer", "an optimizer");

pub(super) const FORMAT: Format = Format {
    name: "plain",
    title: "a plain rate",
    marks: "none: a number, or one rate in a document in which no key speaks of a schedule",
    built_on: &[],
    mark: |_| None,
    reading: Reading::By(|document, _| read(document).map(Import::Rate)),
    harmless: Harmless { keys: keras::HARMLESS_KEYS, branches: &[] },
    reads_hjson: false,
};

/// Keys of programs that have a schedule where nothing is said of it: transformers falls to 0 by default.
const BY_DEFAULT_A_SCHEDULE: [&str; 6] =
    ["max_steps", "max_train_steps", "num_train_epochs", "num_train_steps", "train_steps", "training_steps"];

fn read(document: &Document<'_>) -> Result<Imported, InteropError> {
    let root = &document.values;
    if !root.is_object() {
        return match root {
            Value::Number(_) | Value::NotFinite(_) => constant(root, String::new(), NUMBER),
            _ => Err(no_learning_rate(root)),
        };
    }
    let mut found = Vec::new();
    collect(root, "", &mut found);
    found.sort_by_key(|(path, _)| path.matches(['.', '[']).count());
    let Some(&(ref first, value)) = found.first() else { return Err(no_learning_rate(root)) };
    if let Some((other, _)) = found.iter().find(|(_, other)| *other != value) {
        let problem = format!("is another rate than `{first}`; which parameters it is for is not known");
        return Err(InteropError::invalid(other.as_str(), problem).needs_format());
    }
    if let Some((path, word)) = word_of_schedule("", root, "") {
        let problem =
            format!("{word:?} speaks of a schedule, but nothing tells which program the file belongs to");
        return Err(InteropError::invalid(path, problem).needs_format());
    }
    account::check(root, FORMAT.harmless).map_err(InteropError::needs_format)?;
    if let Some(key) =
        BY_DEFAULT_A_SCHEDULE.into_iter().find(|&key| root.get(key).is_some_and(|value| !value.is_null()))
    {
        let problem = format!(
            "beside `{first}` does not tell whether the rate stays: some programs decay it by default"
        );
        return Err(InteropError::invalid(key, problem).needs_format());
    }
    constant(value, first.clone(), CONFIGURATION)
}

/// The rates in a document and their places.
fn collect<'v>(value: &'v Value, path: &str, found: &mut Vec<(String, &'v Value)>) {
    match value {
        Value::Array(elements) => elements
            .iter()
            .enumerate()
            .for_each(|(index, element)| collect(element, &path::element(path, index), found)),
        Value::Object(object) => {
            for (key, value) in object {
                let place = path::join(path, key);
                if is_rate(key) && !value.is_object() && !value.is_null() {
                    found.push((place, value));
                } else {
                    collect(value, &place, found);
                }
            }
        }
        _ => {}
    }
}

fn constant(value: &Value, path: String, source: Source) -> Result<Imported, InteropError> {
    refuse_not_finite(value, &path)?;
    let Some(rate) = rate_of(value) else {
        let problem = format!("must be a number, got {}", text::kind(value));
        return Err(InteropError::invalid(path, problem));
    };
    let rate =
        LearningRate::constant(rate).map_err(|error| InteropError::invalid(&*path, error.to_string()))?;
    Ok(Imported { path, ..Imported::new(rate, source, Vec::new()) })
}

/// A number, or a text that is one.
fn rate_of(value: &Value) -> Option<f64> {
    match value {
        Value::String(text) => text.trim().parse().ok().filter(|rate: &f64| rate.is_finite()),
        other => other.as_f64(),
    }
}

/// The first text that names a schedule, as a class does, and its place.
fn word_of_schedule<'v>(key: &str, value: &'v Value, path: &str) -> Option<(String, Cow<'v, str>)> {
    match value {
        Value::String(text) if !is_harmless(key) && !text.contains(char::is_whitespace) => {
            let speaks = text.split(['.', '/', ':']).any(|part| is_of_schedule(part, false));
            speaks.then(|| (path.to_owned(), text::shortened(text)))
        }
        Value::Array(elements) => elements
            .iter()
            .enumerate()
            .find_map(|(index, element)| word_of_schedule(key, element, &path::element(path, index))),
        Value::Object(object) => {
            object.iter().find_map(|(key, value)| word_of_schedule(key, value, &path::join(path, key)))
        }
        _ => None,
    }
}

fn no_learning_rate(root: &Value) -> InteropError {
    let text = format!(
        "no learning rate found: expected a schedule (`class_name` and `config`), an optimizer (`learning_rate`) or a \
         compiled model (`compile_config`), got {}",
        text::describe(root)
    );
    InteropError::no_learning_rate("", text)
}
