//! What a configuration looks up elsewhere.

use super::Value;
use super::path::{self, element, join};
use super::text::shortened;
use crate::model::InteropError;

/// The most references that lead to one another.
const MOST_IN_A_ROW: usize = 8;

/// The most references in a file, and the longest text that one is, or leads to: what is put in their places
/// takes little memory, whatever the file is.
const MOST: usize = 10_000;
const LONGEST: usize = 200;

/// Replaces references by the numbers and texts that stand elsewhere in the same document: OmegaConf's
/// `${trainer.max_epochs}` and MONAI's `@trainer#max_epochs`.
pub(crate) fn resolve(root: &mut Value) {
    let mut targets = Vec::new();
    collect(root, root, &mut targets);
    put(root, &mut targets.into_iter());
}

/// What the references in a value lead to, in order.
fn collect(value: &Value, root: &Value, targets: &mut Vec<Option<Value>>) {
    match value {
        Value::String(text) if is_reference(text) && targets.len() < MOST => {
            targets.push(target(text, root, MOST_IN_A_ROW).cloned());
        }
        Value::Array(elements) => elements.iter().for_each(|element| collect(element, root, targets)),
        Value::Object(object) => object.values().for_each(|entry| collect(entry, root, targets)),
        _ => {}
    }
}

/// Puts them in the places of the references, in the same order.
fn put(value: &mut Value, targets: &mut impl Iterator<Item = Option<Value>>) {
    match value {
        Value::String(text) if is_reference(text) => {
            if let Some(Some(target)) = targets.next() {
                *value = target;
            }
        }
        Value::Array(elements) => elements.iter_mut().for_each(|element| put(element, targets)),
        Value::Object(object) => object.iter_mut().for_each(|(_, entry)| put(entry, targets)),
        _ => {}
    }
}

/// What a reference leads to, if that is no reference and has no parts.
fn target<'v>(text: &str, root: &'v Value, most: usize) -> Option<&'v Value> {
    match follow(text, root, Value::get)?.0 {
        Value::Array(_) | Value::Object(_) => None,
        Value::String(text) if text.len() > LONGEST => None,
        Value::String(text) if is_reference(text) => target(text, root, most.checked_sub(1)?),
        found => Some(found),
    }
}

/// Looks at what a reference of MONAI leads to: any value, and its place.
pub(crate) fn referred<'v>(text: &str, root: &'v Value) -> Option<(&'v Value, String)> {
    if is_of_monai(text) { follow(text, root, Value::get) } else { None }
}

/// Takes it, and each key on the way to it.
pub(crate) fn take<'v>(text: &str, root: &'v Value) -> Option<(&'v Value, String)> {
    referred(text, root)?;
    follow(text, root, Value::take)
}

/// Whether a text is a reference of MONAI, as `@optimizer`.
pub(crate) fn is_of_monai(text: &str) -> bool {
    text.starts_with('@')
}

fn follow<'v>(
    text: &str,
    root: &'v Value,
    by: fn(&'v Value, &str) -> Option<&'v Value>,
) -> Option<(&'v Value, String)> {
    keys(text)?.into_iter().try_fold((root, String::new()), |(value, path), key| match value {
        Value::Array(elements) => {
            let index = key.parse().ok()?;
            Some((elements.get(index)?, element(&path, index)))
        }
        other => Some((by(other, key)?, join(&path, key))),
    })
}

/// The keys from the root of the file to what a reference leads to. With an empty key a reference begins at
/// its own place, as MONAI's `@#lr` and OmegaConf's `${.lr}`, and is not followed.
fn keys(text: &str) -> Option<Vec<&str>> {
    let text = Some(text).filter(|text| text.len() <= LONGEST)?;
    let keys: Vec<_> = match text.strip_prefix('@') {
        Some(place) => place.split("::").flat_map(|keys| keys.split('#')).collect(),
        None => text.strip_prefix("${")?.strip_suffix('}')?.split('.').collect(),
    };
    keys.iter().all(|key| !key.is_empty()).then_some(keys)
}

/// Refuses references in a value: those of OmegaConf (`${lr}`), of MONAI (`@lr`, `$@lr * 2`) and of
/// HyperPyYAML (`<lr>`).
pub(crate) fn refuse(value: &Value, path: &str) -> Result<(), InteropError> {
    path::refuse(value, path, &|value, way| Some(InteropError::invalid(way.text(), problem(value)?)))
}

/// Why a value cannot be read, if it is such a reference.
pub(crate) fn problem(value: &Value) -> Option<String> {
    let text = value.as_str().filter(|text| is_reference(text))?;
    Some(format!(
        "`{}` is a reference or an expression that is not resolved here; write the value itself",
        shortened(text)
    ))
}

fn is_reference(text: &str) -> bool {
    text.contains("${") || text.starts_with(['@', '$']) || is_of_hyperpyyaml(text)
}

/// Whether a text is `<key>`, and not what stands for an object, as `<a tensor>`.
fn is_of_hyperpyyaml(text: &str) -> bool {
    text.starts_with('<') && text.ends_with('>') && !text.contains(char::is_whitespace)
}
