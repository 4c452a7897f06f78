//! How files of Axolotl are told from others.

use crate::containers::{Container, Document};
use crate::values::Value;

/// What only Axolotl has.
const OWN_KEYS: [&str; 9] = [
    "cosine_constant_lr_ratio",
    "cosine_min_lr_ratio",
    "jagged_restart_steps",
    "lr_quadratic_warmup",
    "pad_to_sequence_len",
    "relora_steps",
    "relora_warmup_steps",
    "sample_packing",
    "val_set_size",
];

/// The mark of a document: the base model or a key of Axolotl's own beside a rate, but not the name that transformers
/// has for the type of the scheduler.
pub(super) fn mark(document: &Document<'_>) -> Option<String> {
    let Container::Text(_) = document.container else { return None };
    let object = document.values.as_object()?;
    let has = |key: &str| object.contains_key(key);
    if !has("learning_rate") || has("lr_scheduler_type") {
        return None;
    }
    let is_named = object.get("lr_scheduler").is_none_or(Value::is_string);
    if has("base_model") && is_named {
        return Some("`base_model` beside `learning_rate`".to_owned());
    }
    if has("micro_batch_size") && (has("num_epochs") || has("lr_scheduler")) {
        return Some("`micro_batch_size` beside `learning_rate`".to_owned());
    }
    let own = OWN_KEYS.into_iter().find(|&key| has(key))?;
    has("lr_scheduler").then(|| format!("`lr_scheduler` and `{own}`"))
}
