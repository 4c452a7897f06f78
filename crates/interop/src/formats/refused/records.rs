//! What trackers of experiments save of a run.

use super::row;
use crate::containers::{Document, Neighbours};
use crate::formats::format::Format;
use crate::formats::torch;
use crate::values::Value;

pub(in crate::formats) const WANDB: Format = row(
    "wandb",
    "Weights & Biases",
    "`wandb_version` or `_wandb`; a `value` in each key, with or without a `desc`; `_runtime` beside `_timestamp`, or \
     `parameters` beside the `method` of a sweep",
    wandb,
    "its `config.yaml` wraps each value, a summary has the last logged values, a sweep the values to try; give the \
     configuration of the training program itself",
);

fn wandb(document: &Document<'_>) -> Option<String> {
    let root = document.text()?;
    let key = ["wandb_version", "_wandb"].into_iter().find(|key| root.get(key).is_some());
    let found = key.map(|key| format!("`{key}`")).or_else(|| summary(root)).or_else(|| sweep(root));
    found.or_else(|| {
        let object = root.as_object().filter(|object| object.len() > 1)?;
        object.values().all(is_described).then(|| "a `value` in each key".to_owned())
    })
}

/// The mark of the last values of what a run logged.
fn summary(root: &Value) -> Option<String> {
    root.get("_runtime").filter(|value| value.is_number())?;
    let key = ["_timestamp", "_step"].into_iter().find(|&key| root.get(key).is_some_and(Value::is_number))?;
    Some(format!("`_runtime` beside `{key}`"))
}

/// The mark of a search for parameters.
fn sweep(root: &Value) -> Option<String> {
    const METHODS: [&str; 3] = ["bayes", "grid", "random"];
    let parameters = root.get("parameters").and_then(Value::as_object)?;
    parameters.values().all(is_tried).then_some(())?;
    let method = root.get("method").and_then(Value::as_str).filter(|method| METHODS.contains(method))?;
    Some(format!("`parameters` beside the method `{method}`"))
}

/// Whether this is what a search tries for a parameter.
fn is_tried(parameter: &Value) -> bool {
    const KEYS: [&str; 6] = ["distribution", "max", "min", "parameters", "value", "values"];
    parameter.as_object().is_some_and(|object| KEYS.iter().any(|key| object.contains_key(key)))
}

/// Whether this is a value of a run's configuration, with its description.
fn is_described(value: &Value) -> bool {
    value.as_object().is_some_and(|object| {
        object.contains_key("value") && object.keys().all(|key| ["desc", "value"].contains(&key.as_str()))
    })
}

/// What `LightningCLI` writes into it.
const INSTANTIATOR: &str = "_instantiator";

/// The file that Lightning's loggers write.
const HPARAMS: &str = "hparams.yaml";

pub(in crate::formats) const LIGHTNING: Format = row(
    "lightning-hparams",
    "a run of Lightning",
    "`_instantiator`; a file `hparams.yaml`, or a folder with it and without checkpoints",
    lightning,
    "its `hparams.yaml` has the arguments of a class of one's own, which do not determine the rate; a checkpoint has \
     the state of the scheduler, and is read",
);

fn lightning(document: &Document<'_>) -> Option<String> {
    if document.values.get(INSTANTIATOR).is_some() {
        return Some(format!("`{INSTANTIATOR}`"));
    }
    let is_it = match &document.neighbours {
        Neighbours::Folder(folder) => folder.join(HPARAMS).is_file() && !torch::is_lightning_run(folder),
        _ => document.name.as_deref() == Some(HPARAMS),
    };
    is_it.then(|| format!("the file `{HPARAMS}`"))
}
