//! Whether a changed file is misread.

use glidepath_core::LearningRateSchedule;
use glidepath_interop::{Imported, InteropError};
use glidepath_serde::LearningRate;
use serde_json::Value;

use super::accepted::{is_passed_over, is_taken, takes_no_others};
use super::corpus::Example;
use super::keys::{BESIDE_A_RATE, SPEAKING};
use super::place::{Step, display, get, with};

/// What became of a changed file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Verdict {
    /// It was not tried: the key stands there already, or says nothing at that place.
    NotTried,
    /// It is refused.
    Refused,
    /// It is read as before.
    Same,
    /// It is read with the rates that the key implies.
    Implied,
}

/// How many changed files came to what.
#[derive(Clone, Copy, Debug, Default)]
pub struct Counts {
    /// Refused.
    pub refused: u64,
    /// Read as before.
    pub same: u64,
    /// Read with the rates that the key implies.
    pub implied: u64,
    /// Not tried.
    pub not_tried: u64,
}

impl Counts {
    /// Counts one more.
    pub fn add(&mut self, verdict: Verdict) {
        match verdict {
            Verdict::NotTried => self.not_tried += 1,
            Verdict::Refused => self.refused += 1,
            Verdict::Same => self.same += 1,
            Verdict::Implied => self.implied += 1,
        }
    }

    /// The sum of two counts.
    #[must_use]
    pub fn plus(self, other: Self) -> Self {
        Self {
            refused: self.refused + other.refused,
            same: self.same + other.same,
            implied: self.implied + other.implied,
            not_tried: self.not_tried + other.not_tried,
        }
    }

    /// All that were tried.
    #[must_use]
    pub fn tried(&self) -> u64 {
        self.refused + self.same + self.implied
    }
}

fn read(example: &Example, tree: &Value) -> Option<Result<Imported, InteropError>> {
    Some(example.options.import_bytes(&example.form.write(tree)?))
}

/// Puts a key that speaks of a schedule at a place.
///
/// # Errors
///
/// If the file is misread.
pub fn put_speaking(example: &Example, path: &[Step], key: &str, value: &Value) -> Result<Verdict, String> {
    let Some(Value::Object(object)) = get(&example.tree, path) else { return Ok(Verdict::NotTried) };
    if object.contains_key(key) {
        return Ok(Verdict::NotTried);
    }
    let has_rate = ["lr", "learning_rate"].iter().any(|rate| object.contains_key(*rate));
    let is_beside_a_rate =
        BESIDE_A_RATE.iter().any(|name| super::keys::spellings(name).iter().any(|name| name == key));
    if is_beside_a_rate && !has_rate {
        return Ok(Verdict::NotTried);
    }
    let tree = with(&example.tree, path, |object| drop(object.insert(key.to_owned(), value.clone())));
    let Some(read) = read(example, &tree) else { return Ok(Verdict::NotTried) };
    let Ok(imported) = read else { return Ok(Verdict::Refused) };
    let is_same = same_rates(&imported, &example.imported);
    let is_of_same_format = imported.source.name() == example.imported.source.name();
    if is_taken(example, path, key) && is_of_same_format {
        return Ok(if is_same { Verdict::Same } else { Verdict::Implied });
    }
    if is_same && is_passed_over(example, path, key) {
        return Ok(Verdict::Same);
    }
    let what = if is_same { "is not heeded" } else { "makes other rates" };
    Err(format!("{}, `{key}`: {value} {what}", place_of(example, path)))
}

/// Puts a key that says nothing of the rate at a place.
///
/// # Errors
///
/// If the file is not read as before, though the place is not one that takes no other keys.
pub fn put_harmless(example: &Example, path: &[Step], key: &str, value: &Value) -> Result<Verdict, String> {
    let Some(Value::Object(object)) = get(&example.tree, path) else { return Ok(Verdict::NotTried) };
    if object.contains_key(key) || takes_no_others(example, path) {
        return Ok(Verdict::NotTried);
    }
    let tree = with(&example.tree, path, |object| drop(object.insert(key.to_owned(), value.clone())));
    match read(example, &tree) {
        None => Ok(Verdict::NotTried),
        Some(Ok(imported)) if same_rates(&imported, &example.imported) => Ok(Verdict::Same),
        Some(Ok(_)) => {
            Err(format!("{}, harmless `{key}`: {value} makes other rates", place_of(example, path)))
        }
        Some(Err(error)) => {
            Err(format!("{}, harmless `{key}`: {value} is refused: {error}", place_of(example, path)))
        }
    }
}

/// Takes a key away. Within the same format it may be a parameter, which then has its default; and where the
/// whole schedule is taken away, a rate is left.
///
/// # Errors
///
/// If the file is read as one of another format, with other rates.
pub fn take_away(example: &Example, path: &[Step], key: &str) -> Result<Verdict, String> {
    let tree = with(&example.tree, path, |object| drop(object.remove(key)));
    match read(example, &tree) {
        None => Ok(Verdict::NotTried),
        Some(Err(_)) => Ok(Verdict::Refused),
        Some(Ok(imported)) if same_rates(&imported, &example.imported) => Ok(Verdict::Same),
        Some(Ok(imported)) if is_near(example, &imported) || has_spoken(example, path, key) => {
            Ok(Verdict::Implied)
        }
        Some(Ok(imported)) => {
            let (from, to) = (example.imported.source, imported.source);
            Err(format!("{}, without `{key}`: {from} is read as {to}", place_of(example, path)))
        }
    }
}

/// Whether a key speaks of the schedule, or one in its value does, so that without it the file has another.
fn has_spoken(example: &Example, path: &[Step], key: &str) -> bool {
    let value = get(&example.tree, path).and_then(|object| object.get(key));
    let inner = value.and_then(Value::as_object);
    SPEAKING.contains(&key)
        || inner.is_some_and(|inner| inner.keys().any(|key| SPEAKING.contains(&key.as_str())))
}

/// Whether the kinds of two sources are of the same format: Keras's differ in how much of a model there is.
fn is_near(example: &Example, imported: &Imported) -> bool {
    let (before, after) = (example.imported.source.name(), imported.source.name());
    let is_of_keras =
        |name: &str| name.starts_with("keras") || ["schedule", "optimizer", "scheduler"].contains(&name);
    before == after || (is_of_keras(before) && is_of_keras(after) && !is_constant(imported))
}

fn is_constant(imported: &Imported) -> bool {
    matches!(imported.learning_rate, LearningRate::Constant(_))
}

fn place_of(example: &Example, path: &[Step]) -> String {
    format!("{} ({}, {:?}) at `{}`", example.name, example.format, example.form, display(path))
}

/// Whether all parameter groups have the same rates, to the bit.
#[must_use]
pub fn same_rates(one: &Imported, other: &Imported) -> bool {
    const STEPS: [u64; 14] = [0, 1, 2, 3, 7, 10, 50, 99, 100, 101, 500, 1_000, 12_345, 1 << 40];
    one.groups().count() == other.groups().count()
        && one.groups().zip(other.groups()).all(|(one, other)| {
            one == other
                || STEPS
                    .into_iter()
                    .all(|step| one.learning_rate(step).to_bits() == other.learning_rate(step).to_bits())
        })
}
