//! Every key is accounted for: what a reader did not take, and speaks of a schedule, refuses the file.

use glidepath_serde::nearest_of;

use super::path::{element, join};
use super::text::shortened;
use super::words::{is_of_schedule, is_rate};
use super::{Object, Value};
use crate::model::InteropError;

/// What a format knows of keys that its reader does not take.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Harmless {
    /// Keys that only sound like a schedule, wherever they stand.
    pub(crate) keys: &'static [&'static str],
    /// Branches that are not the format's business: keys from the root, `*` for any key or index.
    /// A branch that begins with `**.` may begin anywhere.
    pub(crate) branches: &'static [&'static str],
}

/// A key that nobody took.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Unaccounted {
    /// Where it stands, with the key itself.
    pub(crate) path: String,
    pub(crate) key: String,
    /// What the reader asked for in the same object and that is spelt nearly so.
    pub(crate) nearest: Option<String>,
}

/// The first key that speaks of a schedule and was not taken.
pub(crate) fn unaccounted(root: &Value, harmless: Harmless) -> Option<Unaccounted> {
    Walk { harmless, keys: Vec::new() }.value(root, "", false)
}

/// Refuses a document in which such a key was not taken.
pub(crate) fn check(root: &Value, harmless: Harmless) -> Result<(), InteropError> {
    let Some(Unaccounted { path, key, nearest }) = unaccounted(root, harmless) else { return Ok(()) };
    let key = shortened(&key);
    let problem = match nearest {
        Some(nearest) => format!("unknown field `{key}`; did you mean `{nearest}`?"),
        None => format!("`{key}` speaks of a schedule and is not read here, so the rates may be others"),
    };
    Err(InteropError::invalid(path, problem))
}

struct Walk<'v> {
    harmless: Harmless,
    /// The keys from the root to here.
    keys: Vec<&'v str>,
}

impl<'v> Walk<'v> {
    fn value(&mut self, value: &'v Value, path: &str, is_of_optimizer: bool) -> Option<Unaccounted> {
        match value {
            Value::Array(elements) => elements.iter().enumerate().find_map(|(index, value)| {
                self.keys.push("*");
                let found = self.value(value, &element(path, index), is_of_optimizer);
                self.keys.pop();
                found
            }),
            Value::Object(object) if !object.is_settled() => self.object(object, path, is_of_optimizer),
            _ => None,
        }
    }

    fn object(&mut self, object: &'v Object, path: &str, is_of_optimizer: bool) -> Option<Unaccounted> {
        let is_beside_rate = is_of_optimizer || object.keys().any(|key| is_rate(key));
        object.iter().find_map(|(key, value)| {
            self.keys.push(key);
            let found = if self.is_in_branch() || is_absent(key, value) {
                None
            } else if !object.is_taken(key) && self.speaks(key, is_beside_rate) {
                let asked = object.asked();
                let nearest =
                    nearest_of(key, asked.iter().map(String::as_str)).first().map(|&near| near.to_owned());
                Some(Unaccounted { path: join(path, key), key: key.clone(), nearest })
            } else {
                self.value(value, &join(path, key), key.to_lowercase().contains("optim"))
            };
            self.keys.pop();
            found
        })
    }

    fn speaks(&self, key: &str, is_beside_rate: bool) -> bool {
        is_of_schedule(key, is_beside_rate) && !self.harmless.keys.contains(&key)
    }

    fn is_in_branch(&self) -> bool {
        let fits = |pattern: &[&str], keys: &[&str]| {
            pattern.len() == keys.len()
                && pattern.iter().zip(keys).all(|(&wanted, &key)| wanted == "*" || wanted == key)
        };
        self.harmless.branches.iter().any(|branch| match branch.strip_prefix("**.") {
            Some(end) => {
                let end: Vec<_> = end.split('.').collect();
                self.keys.len() >= end.len() && fits(&end, &self.keys[self.keys.len() - end.len()..])
            }
            None => fits(&branch.split('.').collect::<Vec<_>>(), &self.keys),
        })
    }
}

/// Whether a key says that there is nothing: `null`, `false`, an empty text, list or object; 0 where it counts steps.
pub(crate) fn is_absent(key: &str, value: &Value) -> bool {
    match value {
        Value::Null | Value::Bool(false) => true,
        Value::String(text) => ["", "none", "None", "null"].contains(&text.as_str()),
        Value::Array(elements) => elements.is_empty(),
        Value::Object(object) => object.is_empty(),
        Value::Number(number) => number.as_f64() == Some(0.0) && is_length(key),
        Value::Bool(true) | Value::NotFinite(_) => false,
    }
}

/// Whether 0 of this means none of it, and not a rate of 0.
fn is_length(key: &str) -> bool {
    let key = key.to_lowercase();
    let is_of_length =
        ["warm", "cool", "restart", "cycles", "anneal", "rampup"].iter().any(|word| key.contains(word));
    is_of_length && !key.contains("lr") && !key.contains("rate")
}
