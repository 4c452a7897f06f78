//! Places in a tree of values.

use std::fmt::Write;

use serde_json::{Map, Value};

/// A key or an index.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Step {
    /// A key of an object.
    Key(String),
    /// An element of a list.
    Index(usize),
}

/// The places of all objects; of long lists of the first two elements and of the last.
#[must_use]
pub fn objects(root: &Value) -> Vec<Vec<Step>> {
    let mut found = Vec::new();
    collect(root, &mut Vec::new(), &mut found);
    found
}

fn collect(value: &Value, path: &mut Vec<Step>, found: &mut Vec<Vec<Step>>) {
    match value {
        Value::Object(entries) => {
            found.push(path.clone());
            for (key, value) in entries {
                path.push(Step::Key(key.clone()));
                collect(value, path, found);
                path.pop();
            }
        }
        Value::Array(elements) => {
            for (index, value) in elements.iter().enumerate() {
                if index < 2 || index + 1 == elements.len() {
                    path.push(Step::Index(index));
                    collect(value, path, found);
                    path.pop();
                }
            }
        }
        _ => {}
    }
}

/// The value at a place.
#[must_use]
pub fn get<'v>(root: &'v Value, path: &[Step]) -> Option<&'v Value> {
    path.iter().try_fold(root, |value, step| match step {
        Step::Key(key) => value.get(key),
        Step::Index(index) => value.get(index),
    })
}

/// A copy of a tree in which the object at a place is changed.
#[must_use]
pub fn with(root: &Value, path: &[Step], change: impl FnOnce(&mut Map<String, Value>)) -> Value {
    let mut root = root.clone();
    let object = path.iter().try_fold(&mut root, |value, step| match step {
        Step::Key(key) => value.get_mut(key),
        Step::Index(index) => value.get_mut(index),
    });
    if let Some(Value::Object(object)) = object {
        change(object);
    }
    root
}

/// A place as the readers write it: `schedules[0].config`.
#[must_use]
pub fn display(path: &[Step]) -> String {
    path.iter().fold(String::new(), |mut text, step| {
        match step {
            Step::Key(key) if text.is_empty() => text.push_str(key),
            Step::Key(key) => drop(write!(text, ".{key}")),
            Step::Index(index) => drop(write!(text, "[{index}]")),
        }
        text
    })
}

/// Whether the keys of a place fit a pattern of a format's list: `*` is any key or index, `**.` any
/// beginning.
pub(super) fn fits(pattern: &str, keys: &[&str]) -> bool {
    let fits = |pattern: &str, keys: &[&str]| {
        let pattern: Vec<_> = pattern.split('.').collect();
        pattern.len() == keys.len()
            && pattern.iter().zip(keys).all(|(&wanted, &key)| wanted == "*" || wanted == key)
    };
    match pattern.strip_prefix("**.") {
        Some(end) => {
            let count = end.split('.').count();
            keys.len() >= count && fits(end, &keys[keys.len() - count..])
        }
        None => fits(pattern, keys),
    }
}

/// The keys of a place; an index is `*`.
pub(super) fn keys(path: &[Step]) -> Vec<&str> {
    path.iter()
        .map(|step| match step {
            Step::Key(key) => key.as_str(),
            Step::Index(_) => "*",
        })
        .collect()
}
