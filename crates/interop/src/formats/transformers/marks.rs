//! How files of Hugging Face transformers are told from others.

use super::state::TrainerState;
use crate::containers::{Container, Document};
use crate::formats::wanted::TRAINING_ARGUMENTS;
use crate::values::{Object, Value};

/// The mark of a file.
pub(super) fn mark(document: &Document<'_>) -> Option<String> {
    let root = &document.values;
    match document.container {
        Container::Text(_) => in_text(root.as_object()?),
        _ => are_whole(root).then(|| "the fields of `TrainingArguments`".to_owned()),
    }
}

fn in_text(object: &Object) -> Option<String> {
    const TYPE: &str = "lr_scheduler_type";
    // `num_train_epochs` and the batch size per device are words of its own.
    const BESIDE_RATE: [&str; 3] =
        ["num_train_epochs", "per_device_train_batch_size", "per_gpu_train_batch_size"];
    if TrainerState::is(object) {
        return Some("`global_step` and `log_history`".to_owned());
    }
    if object.contains_key(TYPE) {
        return Some(format!("`{TYPE}`"));
    }
    let key = BESIDE_RATE.into_iter().find(|&key| object.contains_key(key))?;
    object.contains_key("learning_rate").then(|| format!("`{key}` beside `learning_rate`"))
}

/// Whether these are all training arguments, as an object has them; people leave out what has its default.
pub(super) fn are_whole(value: &Value) -> bool {
    TRAINING_ARGUMENTS.into_iter().all(|name| value.get(name).is_some())
}
