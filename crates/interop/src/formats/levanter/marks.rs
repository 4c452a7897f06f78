//! Recognizes configurations of Levanter.

use crate::containers::Document;
use crate::values::{Object, Value};

/// What only Levanter's trainer has.
const OF_THE_TRAINER: [&str; 5] = [
    "fsdp_axis",
    "model_axis_size",
    "per_device_eval_parallelism",
    "per_device_parallelism",
    "tensor_parallel_axes",
];

/// The mark of a document: a key that only Levanter's trainer has, or the length of the run, as only Levanter
/// has it, beside an optimizer.
pub(super) fn mark(document: &Document<'_>) -> Option<String> {
    let root = document.text()?;
    let trainer = root.get("trainer")?.as_object()?;
    if let Some(key) = OF_THE_TRAINER.into_iter().find(|key| trainer.contains_key(key)) {
        return Some(format!("`trainer.{key}`"));
    }
    if has_precision(trainer) {
        return Some("the policy of precision in `trainer.mp`".to_owned());
    }
    let is_beside_optimizer = trainer.has("num_train_steps") && root.get("optimizer").is_some();
    is_beside_optimizer.then(|| "`trainer.num_train_steps` beside `optimizer`".to_owned())
}

/// Whether the precision is written as `p=f32,c=bfloat16`.
fn has_precision(trainer: &Object) -> bool {
    let policy = trainer.get("mp").and_then(Value::as_str).unwrap_or_default();
    ["p=", "params="].iter().any(|beginning| policy.starts_with(beginning))
}
