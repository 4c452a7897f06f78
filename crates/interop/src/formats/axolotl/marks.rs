//! Recognizes files of Axolotl.

use crate::containers::Document;
use crate::values::Value;

/// What only Axolotl has.
const OWN_KEYS: [&str; 8] = [
    "cosine_constant_lr_ratio",
    "cosine_min_lr_ratio",
    "jagged_restart_steps",
    "lr_quadratic_warmup",
    "pad_to_sequence_len",
    "relora_steps",
    "relora_warmup_steps",
    "sample_packing",
];

/// The mark of a document: the base model beside a scheduler or data sets as Axolotl has them, or a scheduler
/// beside a key of Axolotl's own, but not the name that transformers has for the type of the scheduler.
pub(super) fn mark(document: &Document<'_>) -> Option<String> {
    let object = document.text()?.as_object()?;
    if !object.contains_key("learning_rate") || object.contains_key("lr_scheduler_type") {
        return None;
    }
    let is_named = object.get("lr_scheduler").is_some_and(Value::is_string);
    let has_data = object
        .get("datasets")
        .and_then(Value::as_array)
        .is_some_and(|sets| sets.iter().any(|set| set.get("path").is_some() && set.get("type").is_some()));
    if object.has("base_model") && (is_named || has_data) {
        let beside = if is_named { "lr_scheduler" } else { "datasets" };
        return Some(format!("`base_model` beside `{beside}`"));
    }
    let own = OWN_KEYS.into_iter().find(|&key| object.has(key))?;
    is_named.then(|| format!("`lr_scheduler` and `{own}`"))
}
