//! Recognizes files of Model Garden.

use crate::values::Value;

/// Where an experiment has the configuration of its optimizer; alone the file may have it at its root.
const PLACES: [&[&str]; 3] = [&["trainer", "optimizer_config"], &["optimizer_config"], &[]];

/// The kinds of learning rates.
pub(super) const TYPES: [&str; 9] = [
    "constant",
    "stepwise",
    "polynomial",
    "exponential",
    "cosine",
    "power",
    "power_linear",
    "power_with_offset",
    "step_cosine_with_offset",
];

/// The keys that lead to the configuration of the optimizer.
pub(super) fn place(root: &Value) -> Option<&'static [&'static str]> {
    PLACES.into_iter().find(|keys| root.at(keys).is_some_and(is_config))
}

/// A learning rate names its kind, and has the parameters of the kinds under their names.
fn is_config(config: &Value) -> bool {
    let Some(rate) = config.get("learning_rate").and_then(Value::as_object) else { return false };
    let has_kind =
        TYPES.iter().any(|&kind| rate.get(kind).is_some_and(|own| own.is_object() || own.is_null()));
    let kind = rate.get("type").and_then(Value::as_str);
    has_kind || (kind.is_some() && rate.keys().all(|key| key == "type" || kind == Some(key)))
}

/// The mark of a document.
pub(super) fn mark(root: &Value) -> Option<String> {
    let keys: Vec<_> = place(root)?.iter().copied().chain(["learning_rate"]).collect();
    Some(format!("`{}` by its kind", keys.join(".")))
}
