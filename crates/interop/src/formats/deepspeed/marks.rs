//! Recognizes files of DeepSpeed.

use super::checkpoint::{LATEST, newest};
use super::read::has_scheduler;
use super::types;
use crate::containers::{Container, Document, Neighbours};
use crate::formats::torch;
use crate::values::{Object, Value};

/// Keys of a configuration that no other program has.
const OWN_KEYS: [&str; 5] = [
    "train_micro_batch_size_per_gpu",
    "zero_optimization",
    "zero_allow_untested_optimizer",
    "zero_force_ds_cpu_optimizer",
    "wall_clock_breakdown",
];

/// The mark of a document.
pub(super) fn mark(document: &Document<'_>) -> Option<String> {
    let root = &document.values;
    match (&document.container, &document.neighbours) {
        (Container::Folder, Neighbours::Folder(folder)) => {
            let name = newest(folder)?;
            Some(format!("the file `{LATEST}`, which names `{name}`"))
        }
        (Container::Text(_), _) => in_text(root.as_object()?),
        // The state of a class of PyTorch has its schedule and the step itself.
        (container, _) if container.is_pickled() && !torch::has_state(root) => in_checkpoint(root),
        _ => None,
    }
}

fn in_text(object: &Object) -> Option<String> {
    if object.len() == 1 && object.contains_key("last_batch_iteration") {
        return Some("`last_batch_iteration`".to_owned());
    }
    let own = OWN_KEYS.into_iter().find(|key| object.has(key));
    let has_params =
        |key: &str| object.get(key).is_some_and(|part| part.get("params").is_some_and(Value::is_object));
    match object.get("scheduler").and_then(|scheduler| scheduler.get("type")).and_then(Value::as_str) {
        Some(class) if types::names().any(|name| name == class) => {
            Some(format!("the scheduler's type `{class}`"))
        }
        Some(_) if has_params("scheduler") && (has_params("optimizer") || own.is_some()) => {
            Some("`scheduler.type` and `scheduler.params`".to_owned())
        }
        _ if own.is_some() => own.map(|key| format!("`{key}`")),
        _ => {
            let is_optimizer = object.get("optimizer").is_some_and(|part| part.get("type").is_some());
            (is_optimizer && has_params("optimizer"))
                .then(|| "`optimizer.type` and `optimizer.params`".to_owned())
        }
    }
}

fn in_checkpoint(root: &Value) -> Option<String> {
    let has_config = root.get("ds_config").is_some_and(|config| config.is_string() || has_scheduler(config));
    if has_config {
        return Some("`ds_config`".to_owned());
    }
    root.at(&["lr_scheduler", "last_batch_iteration"])
        .map(|_| "`lr_scheduler.last_batch_iteration`".to_owned())
}
