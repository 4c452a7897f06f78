//! What a configuration looks up elsewhere.

use super::Value;
use super::path::children;
use super::text::shortened;
use crate::model::InteropError;

/// The most references that lead to one another.
const MOST: usize = 8;

/// Replaces references by the numbers and texts that stand elsewhere in the same document: OmegaConf's
/// `${trainer.max_epochs}` and MONAI's `@trainer#max_epochs`.
pub(crate) fn resolve(root: &mut Value) {
    if has_reference(root) {
        let whole = root.clone();
        put(root, &whole);
    }
}

fn has_reference(value: &Value) -> bool {
    match value {
        Value::String(text) => is_reference(text),
        Value::Array(elements) => elements.iter().any(has_reference),
        Value::Object(object) => object.values().any(has_reference),
        _ => false,
    }
}

fn put(value: &mut Value, root: &Value) {
    match value {
        Value::String(text) => {
            if let Some(target) = target(text, root, MOST) {
                *value = target.clone();
            }
        }
        Value::Array(elements) => elements.iter_mut().for_each(|element| put(element, root)),
        Value::Object(object) => object.iter_mut().for_each(|(_, entry)| put(entry, root)),
        _ => {}
    }
}

/// What a reference leads to, if that is no reference and has no parts.
fn target<'v>(text: &str, root: &'v Value, most: usize) -> Option<&'v Value> {
    let keys: Vec<&str> = match text.strip_prefix('@') {
        Some(place) => place.split(['#', ':']).filter(|key| !key.is_empty()).collect(),
        None => text.strip_prefix("${")?.strip_suffix('}')?.split('.').collect(),
    };
    let mut found = root;
    for key in keys {
        found = match found {
            Value::Array(elements) => elements.get(key.parse::<usize>().ok()?)?,
            other => other.get(key)?,
        };
    }
    match found {
        Value::Array(_) | Value::Object(_) => None,
        Value::String(text) if is_reference(text) => target(text, root, most.checked_sub(1)?),
        _ => Some(found),
    }
}

/// Whether a text is a reference to a place: MONAI's, with its keys in the form of this crate's paths.
pub(crate) fn is_to(text: &str, path: &str) -> bool {
    text.strip_prefix('@').is_some_and(|place| place.replace("::", ".").replace('#', ".") == path)
}

/// Refuses references in a value: those of OmegaConf (`${lr}`), of MONAI (`@lr`, `$@lr * 2`) and of
/// HyperPyYAML (`<lr>`).
pub(crate) fn refuse(value: &Value, path: &str) -> Result<(), InteropError> {
    match problem(value) {
        Some(problem) => Err(InteropError::invalid(path, problem)),
        None => children(value, path, |_| true).try_for_each(|(child, path)| refuse(child, &path)),
    }
}

/// Why a value cannot be read, if it is such a reference.
pub(crate) fn problem(value: &Value) -> Option<String> {
    let text = value.as_str().filter(|text| is_reference(text))?;
    Some(format!("`{}` has to be looked up elsewhere; write the value itself", shortened(text)))
}

fn is_reference(text: &str) -> bool {
    text.contains("${") || text.starts_with(['@', '$']) || is_of_hyperpyyaml(text)
}

/// Whether a text is `<key>`, and not what stands for an object, as `<a tensor>`.
fn is_of_hyperpyyaml(text: &str) -> bool {
    text.starts_with('<') && text.ends_with('>') && !text.contains(char::is_whitespace)
}
