//! Recognizes files of Hugging Face transformers.

use super::state::TrainerState;
use crate::containers::{Container, Document};
use crate::formats::wanted::TRAINING_ARGUMENTS;
use crate::values::{Object, Value};

/// The mark of a file.
pub(super) fn mark(document: &Document<'_>) -> Option<String> {
    let root = &document.values;
    match document.container {
        Container::Text(_) => in_text(root.as_object()?).or_else(|| {
            let (key, _, mark) = inner(root).next()?;
            Some(format!("{mark} in `{key}`"))
        }),
        _ => are_whole(root).then(|| "the fields of `TrainingArguments`".to_owned()),
    }
}

/// The training arguments that stand one level down, each with its key and its mark.
pub(super) fn inner(root: &Value) -> impl Iterator<Item = (&str, &Value, String)> {
    let entries = root.as_object().into_iter().flatten();
    entries.filter_map(|(key, value)| {
        let object = value.as_object().filter(|object| !TrainerState::is(object))?;
        Some((key.as_str(), value, in_text(object)?))
    })
}

/// The mark of the training arguments, or of the state, that an object is.
pub(super) fn in_text(object: &Object) -> Option<String> {
    const TYPE: &str = "lr_scheduler_type";
    // Words of its own. `num_train_epochs` alone is one of diffusers and of others as well.
    const BESIDE_RATE: [&str; 2] = ["per_device_train_batch_size", "per_gpu_train_batch_size"];
    if TrainerState::is(object) {
        return Some("`global_step` and `log_history`".to_owned());
    }
    // Weights & Biases puts an object around each value.
    if object.has(TYPE) && !object.get(TYPE).is_some_and(Value::is_object) {
        return Some(format!("`{TYPE}`"));
    }
    let is_of_oumi = object.get("trainer_type").and_then(Value::as_str).is_some_and(takes_arguments);
    let key = BESIDE_RATE.into_iter().find(|&key| object.has(key)).or(is_of_oumi.then_some("trainer_type"))?;
    object.contains_key("learning_rate").then(|| format!("`{key}` beside `learning_rate`"))
}

/// Whether a trainer of Oumi takes the arguments of transformers: those of TRL and of transformers do, and
/// leave out what has the default of transformers.
fn takes_arguments(trainer: &str) -> bool {
    trainer == "HF" || trainer.starts_with("TRL_")
}

/// Whether these are all training arguments, as an object has them; people leave out what has its default.
pub(super) fn are_whole(value: &Value) -> bool {
    TRAINING_ARGUMENTS.into_iter().all(|name| value.get(name).is_some())
}
