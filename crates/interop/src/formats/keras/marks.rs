//! Recognizes files of Keras.

use glidepath_serde::is_registered;

use super::class;
use crate::containers::{Container, Document, Language, Neighbours};
use crate::values::path::{Way, children};
use crate::values::words::is_of_schedule;
use crate::values::{Object, Value};

/// What Keras writes into an archive, or into a folder if told to. Others have a `config.json` as well.
pub(super) const CONFIG: &str = "config.json";
const METADATA: &str = "metadata.json";

/// What TensorFlow writes beside `saved_model.pb`.
pub(super) const SAVED_METADATA: &str = "keras_metadata.pb";

/// Branches of a model that have no optimizer, but parameters with names of all kinds.
pub(super) const APART: &[&str] =
    &["**.config.layers", "**.model_config", "**.build_config", "weightsManifest"];

/// The mark of a document.
pub(super) fn mark(document: &Document<'_>) -> Option<String> {
    match (&document.container, &document.neighbours) {
        (Container::Archive, _) => Some(format!("the archive's `{CONFIG}`")),
        (Container::Hdf5, _) => Some("the HDF5 signature".to_owned()),
        (Container::Folder, Neighbours::Folder(folder)) => {
            let has = |name: &str| folder.join(name).is_file();
            if has(SAVED_METADATA) {
                Some(format!("the file `{SAVED_METADATA}`"))
            } else {
                (has(CONFIG) && has(METADATA)).then(|| format!("the files `{CONFIG}` and `{METADATA}`"))
            }
        }
        (Container::Text(Language::CardTable), _) => Some("a table of hyperparameters".to_owned()),
        (Container::Text(_), _) => in_text(&document.values),
        _ => None,
    }
}

fn in_text(root: &Value) -> Option<String> {
    let object = root.as_object()?;
    let has = |key: &str| object.has(key);
    let is_text = |key: &str| object.get(key).is_some_and(Value::is_string);
    let holds = |key: &str, inner: &str| {
        object.get(key).and_then(Value::as_object).is_some_and(|part| part.has(inner))
    };
    if has("compile_config") {
        return Some("`compile_config`".to_owned());
    }
    if is_text("training_config") || holds("training_config", "optimizer_config") {
        return Some("`training_config`".to_owned());
    }
    if is_text("model_config") || holds("model_config", "class_name") {
        return Some("`model_config`".to_owned());
    }
    let is_known = |name: &str| class::class(name).is_some() || class::is_optimizer(name);
    let class_name = object.get("class_name");
    if class_name.is_some_and(|_| object.contains_key("config"))
        || class_name.and_then(Value::as_str).is_some_and(is_known)
    {
        return Some("`class_name`".to_owned());
    }
    if let Some(key) = mark_of_compilation(object) {
        return Some(format!("`optimizer` and `{key}`"));
    }
    if holds("optimizer", "class_name") {
        return Some("`optimizer.class_name`".to_owned());
    }
    if let Some(key) = mark_of_config(object) {
        return Some(format!("`{key}`"));
    }
    let found = optimizers(root);
    found.first().map(|found| format!("`{}`", found.path))
}

/// Whether this is a schedule without what Keras 3 writes beside it, so that Keras 2 may have written it, or
/// this library.
pub(in crate::formats) fn is_bare_schedule(root: &Value) -> bool {
    let Some(object) = root.as_object() else { return false };
    let has_class = object.get("class_name").is_some_and(Value::is_string);
    let is_of_keras = |key: &&str| object.contains_key(key);
    has_class
        && !is_optimizer(object)
        && !["module", "registered_name", "build_config"].iter().any(is_of_keras)
}

/// What `model.compile` has that no other program writes beside an `optimizer`.
fn mark_of_compilation(object: &Object) -> Option<&'static str> {
    const KEYS: [&str; 3] = ["auto_scale_loss", "run_eagerly", "weighted_metrics"];
    let key = KEYS.into_iter().find(|key| object.contains_key(key))?;
    object.has("optimizer").then_some(key)
}

/// What the configuration of an optimizer has that no other program writes.
pub(super) fn mark_of_config(config: &Object) -> Option<&'static str> {
    const KEYS: [&str; 7] = [
        "beta_1",
        "ema_overwrite_frequency",
        "global_clipnorm",
        "initial_accumulator_value",
        "inner_optimizer",
        "is_legacy_optimizer",
        "optimizer_map",
    ];
    let rate = ["learning_rate", "lr"].into_iter().find(|key| config.contains_key(key));
    if let Some(key) = rate
        && config.get(key).is_some_and(is_serialized)
    {
        return Some(key);
    }
    // Before TensorFlow 2.11 all had a `decay`.
    let name = config.get("name").and_then(Value::as_str);
    if rate.is_some() && config.contains_key("decay") && name.is_some_and(class::is_optimizer) {
        return Some("decay");
    }
    let key = KEYS.into_iter().find(|key| config.contains_key(key))?;
    if !name.is_some_and(class::is_optimizer) && config.keys().any(|key| is_of_a_run(key)) {
        return None;
    }
    (rate.is_some() || ["inner_optimizer", "optimizer_map"].contains(&key)).then_some(key)
}

/// Whether a key tells that this is the configuration of a run, which may have the parameters of an optimizer
/// as well. `ScheduleFreeAdamW` has `warmup_steps` of its own.
fn is_of_a_run(key: &str) -> bool {
    const PARTS: [&str; 3] = ["batch_size", "epochs", "model"];
    PARTS.iter().any(|part| key.contains(part)) || (key != "warmup_steps" && is_of_schedule(key, false))
}

/// Whether this is what Keras's `serialize` gives.
fn is_serialized(value: &Value) -> bool {
    value.get("class_name").is_some_and(Value::is_string) && value.get("config").is_some_and(Value::is_object)
}

/// An optimizer and its place.
#[derive(Debug)]
pub(super) struct Found<'v> {
    pub(super) path: String,
    pub(super) optimizer: &'v Value,
}

/// How many optimizers are looked for, and how deep.
const MOST: usize = 8;
const DEPTH: usize = 48;

/// The optimizers with a class, or with a serialized schedule, that stand anywhere in a document.
pub(super) fn optimizers(root: &Value) -> Vec<Found<'_>> {
    let mut found = Vec::new();
    search(root, &Way::ROOT, DEPTH, &mut found);
    found
}

fn search<'v>(value: &'v Value, way: &Way<'_>, depth: usize, found: &mut Vec<Found<'v>>) {
    let Some(depth) = depth.checked_sub(1).filter(|_| found.len() < MOST) else { return };
    match value {
        Value::Object(object) if is_optimizer(object) || has_serialized_rate(object) => {
            found.push(Found { path: way.text(), optimizer: value });
        }
        _ if is_serialized(value) => {}
        _ => {
            let is_apart = |key| APART.iter().any(|branch| branch.trim_start_matches("**.") == key);
            let children = children(value, way).filter(|(_, way)| !way.key().is_some_and(is_apart));
            children.for_each(|(child, way)| search(child, &way, depth, found));
        }
    }
}

fn has_serialized_rate(config: &Object) -> bool {
    ["learning_rate", "lr"].into_iter().any(|key| config.get(key).is_some_and(is_serialized))
}

/// Whether this is an optimizer with its class. A custom schedule may have a `learning_rate` as well.
pub(super) fn is_optimizer(object: &Object) -> bool {
    const MARKS: [&str; 6] =
        ["clipnorm", "inner_optimizer", "is_legacy_optimizer", "optimizer_map", "use_ema", "ema_momentum"];
    let (Some(class_name), Some(config)) =
        (object.get("class_name").and_then(Value::as_str), object.get("config"))
    else {
        return false;
    };
    let registered_name = object.get("registered_name").and_then(Value::as_str);
    if is_registered(registered_name.unwrap_or(class_name)) {
        return false;
    }
    let module = object.get("module").and_then(Value::as_str);
    let wraps = |config: &Object| config.get("optimizer").is_some_and(is_serialized);
    module.is_some_and(|module| module.ends_with("keras.optimizers"))
        || class::is_optimizer(class_name)
        || config
            .as_object()
            .is_some_and(|config| wraps(config) || MARKS.iter().any(|mark| config.contains_key(mark)))
}
