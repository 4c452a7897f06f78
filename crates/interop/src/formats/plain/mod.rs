//! A rate alone: a number, or a configuration of an unknown program in which nothing is about a schedule.
//!
//! ```json
//! {"optimizer": "adam", "lr": 0.001, "epochs": 10}
//! ```
//!
//! The rate is the only number in the document under a key that says so (`lr`, `learning_rate`). A document
//! with several such numbers, or with a key anywhere that may be about a schedule, is refused: only the
//! program that reads it knows which rates they make. So is one with a length of the run beside the rate, as
//! `max_steps` and `num_epochs`, at which some programs end a decay by default, unless the document says that
//! the rate stays. `epochs` alone, which the simplest programs have, is no such length.

mod place;

use std::borrow::Cow;

use glidepath_serde::LearningRate;

use super::format::{Format, Reading};
use super::keras;
use crate::containers::Document;
use crate::model::{Import, Imported, InteropError, Source};
use crate::values::account::{self, Harmless, has_rate, is_absent};
use crate::values::arguments::refuse_not_finite;
use crate::values::path::{self, Way, children};
use crate::values::words::{
    is_free_text, is_harmless, is_of_files, is_of_length, is_of_schedule, is_of_something_else, is_switch,
};
use crate::values::{Value, lookup, text};

/// A number alone.
const NUMBER: Source = Source::file("number", "a plain number");
/// A configuration.
const CONFIGURATION: Source = Source::text("optimizer", "an optimizer");

pub(super) const FORMAT: Format = Format {
    name: "plain",
    title: "a plain rate",
    marks: "a number, or a file without marks that has one rate and no key of a schedule",
    built_on: &[],
    mark: |_| None,
    reading: Reading::By(|document, _| read(document).map(Import::Rate)),
    harmless: Harmless { keys: keras::HARMLESS_KEYS, branches: &[] },
    reads_hjson: false,
};

fn read(document: &Document<'_>) -> Result<Imported, InteropError> {
    let root = &document.values;
    if !root.is_object() {
        return match root {
            Value::Number(_) | Value::NotFinite(_) => constant(root, String::new(), NUMBER),
            _ => Err(no_learning_rate(root)),
        };
    }
    let rates = place::rates(root);
    let Some(first) = rates.first() else { return Err(no_learning_rate(root)) };
    rates.iter().try_for_each(|rate| lookup::refuse(rate.value, &rate.path))?;
    if let Some(other) = rates.iter().find(|other| other.value != first.value) {
        let problem =
            format!("is another rate than `{}`; which parameters it is for is not known", first.path);
        return Err(InteropError::invalid(&*other.path, problem).needs_format());
    }
    let imported = constant(first.value, first.path.clone(), CONFIGURATION)?;
    if let Some((path, word)) = word_of_schedule("", root, &Way::ROOT, false) {
        let problem =
            format!("{word:?} names a schedule, but the program that the file belongs to is unknown");
        return Err(InteropError::invalid(path, problem).needs_format());
    }
    if !document.is_forced {
        place::check(document, first)?;
    }
    account::check_unknown(root, FORMAT.harmless).map_err(InteropError::needs_format)?;
    let is_told = document.is_forced || is_told_to_stay(root);
    if let Some(path) = length(root).filter(|_| !is_told) {
        let problem = format!(
            "beside `{}` does not tell whether the rate stays: some programs decay it by default",
            first.path
        );
        return Err(InteropError::invalid(path, problem).needs_format());
    }
    Ok(imported)
}

/// The place of a length at which a program may end a decay by default, as transformers does.
fn length(root: &Value) -> Option<String> {
    path::find_map(root, &Way::ROOT, &|value, way| {
        let key = way.key()?;
        let is_of_training = || key == "steps" && way.keys().any(|key| key.to_lowercase().contains("train"));
        let is_length = is_of_length(key) || is_of_training();
        (is_length && is_positive(value)).then(|| way.text())
    })
}

/// Whether a length is one: a number above 0, or a text, as Composer's `128ep` and a reference.
fn is_positive(value: &Value) -> bool {
    match value {
        Value::String(text) => {
            !value.is_none() && text.trim().parse().map_or(true, |length: f64| length > 0.0)
        }
        other => other.as_f64().is_some_and(|length| length > 0.0),
    }
}

/// Whether a document says that its rate stays, as `lr_scheduler: constant` does and `null` does not.
fn is_told_to_stay(root: &Value) -> bool {
    let said = path::find_map(root, &Way::ROOT, &|value, way| {
        way.key().filter(|key| !says_nothing(value) && is_switch(key) && is_absent(key, value)).map(drop)
    });
    said.is_some()
}

/// Whether a value leaves it to the program.
fn says_nothing(value: &Value) -> bool {
    match value {
        Value::Null | Value::Array(_) => true,
        Value::String(text) => text.is_empty(),
        Value::Object(_) => value.is_none(),
        _ => false,
    }
}

fn constant(value: &Value, path: String, source: Source) -> Result<Imported, InteropError> {
    refuse_not_finite(value, &path)?;
    let Some(rate) = rate_of(value) else {
        let problem = format!("must be a number, got {}", text::kind(value));
        return Err(InteropError::invalid(path, problem));
    };
    let rate = LearningRate::constant(rate).map_err(InteropError::unfit(&path))?;
    Ok(Imported { path, ..Imported::new(rate, source, Vec::new()) })
}

/// A number, or a text that is one.
fn rate_of(value: &Value) -> Option<f64> {
    match value {
        Value::String(text) => text.trim().parse().ok().filter(|rate: &f64| rate.is_finite()),
        other => other.as_f64(),
    }
}

/// The first text that names a schedule, as a class does, and its place. Names of runs and texts about them
/// may be anything, but a name of a class is one there too, unless it is that of a metric, a model or the
/// like.
fn word_of_schedule<'v>(
    key: &str,
    value: &'v Value,
    way: &Way<'_>,
    is_in_harmless: bool,
) -> Option<(String, Cow<'v, str>)> {
    let is_harmless = is_harmless(key) && (is_in_harmless || !is_free_text(key));
    match value {
        _ if is_absent(key, value) || is_of_files(key) => None,
        _ if is_of_something_else(key) && !has_rate(value) => None,
        Value::String(text) if !is_harmless && !text.contains(char::is_whitespace) => {
            let speaks = text.split(['.', '/', ':']).any(|part| is_of_schedule(part, false));
            speaks.then(|| (way.text(), text::shortened(text)))
        }
        _ => children(value, way).find_map(|(child, way)| {
            let key = if let Way::Key(_, key) = way { key } else { key };
            word_of_schedule(key, child, &way, is_in_harmless || is_harmless)
        }),
    }
}

fn no_learning_rate(root: &Value) -> InteropError {
    let mut text = format!(
        "no learning rate found: expected a schedule (`class_name` and `config`), an optimizer (`learning_rate`) or a \
         compiled model (`compile_config`), got {}",
        text::describe(root)
    );
    let Some(place) = account::first_about_rate(root, FORMAT.harmless) else {
        return InteropError::no_learning_rate("", text);
    };
    text += &format!(
        "; `{}` looks like one or its schedule, but the program that the file belongs to is unknown",
        text::shortened(&place)
    );
    InteropError::no_learning_rate("", text).needs_format()
}
