//! How files of Keras are told from others.

use glidepath_serde::is_registered;

use super::class;
use crate::containers::{Container, Document, Neighbours};
use crate::values::path::{element, join};
use crate::values::{Object, Value};

/// What Keras writes into an archive, or into a folder if told to. Others have a `config.json` as well.
pub(super) const CONFIG: &str = "config.json";
const METADATA: &str = "metadata.json";

/// What TensorFlow writes beside `saved_model.pb`.
pub(super) const SAVED_METADATA: &str = "keras_metadata.pb";

/// Branches of a model that have no optimizer, but parameters with names of all kinds.
pub(super) const APART: &[&str] = &["**.layers", "**.model_config", "**.build_config", "weightsManifest"];

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
        (Container::Text(_), _) => in_text(&document.values),
        _ => None,
    }
}

fn in_text(root: &Value) -> Option<String> {
    let object = root.as_object()?;
    let has = |key: &str| object.contains_key(key);
    if let Some(key) = ["compile_config", "training_config", "model_config"].into_iter().find(|key| has(key))
    {
        return Some(format!("`{key}`"));
    }
    if has("class_name") {
        return Some("`class_name`".to_owned());
    }
    if let Some(key) = mark_of_compilation(object) {
        return Some(format!("`optimizer` and `{key}`"));
    }
    if object.get("optimizer").is_some_and(|optimizer| optimizer.get("class_name").is_some()) {
        return Some("`optimizer.class_name`".to_owned());
    }
    if let Some(key) = mark_of_config(object) {
        return Some(format!("`{key}`"));
    }
    let found = optimizers(root);
    found.first().map(|found| format!("`{}`", found.path))
}

/// What `model.compile` has that no other program writes beside an `optimizer`.
fn mark_of_compilation(object: &Object) -> Option<&'static str> {
    const KEYS: [&str; 5] =
        ["auto_scale_loss", "jit_compile", "loss_weights", "run_eagerly", "weighted_metrics"];
    let key = KEYS.into_iter().find(|key| object.contains_key(key))?;
    object.contains_key("optimizer").then_some(key)
}

/// What the configuration of an optimizer has that no other program writes.
pub(super) fn mark_of_config(config: &Object) -> Option<&'static str> {
    const KEYS: [&str; 12] = [
        "amsgrad",
        "beta_1",
        "centered",
        "clipvalue",
        "ema_momentum",
        "global_clipnorm",
        "initial_accumulator_value",
        "inner_optimizer",
        "is_legacy_optimizer",
        "jit_compile",
        "optimizer_map",
        "use_ema",
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
    (rate.is_some() || ["inner_optimizer", "optimizer_map"].contains(&key)).then_some(key)
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
const DEPTH: usize = 12;

/// The optimizers with a class, or with a serialized schedule, that stand anywhere in a document.
pub(super) fn optimizers(root: &Value) -> Vec<Found<'_>> {
    let mut found = Vec::new();
    search(root, String::new(), DEPTH, &mut found);
    found
}

fn search<'v>(value: &'v Value, path: String, depth: usize, found: &mut Vec<Found<'v>>) {
    let Some(depth) = depth.checked_sub(1).filter(|_| found.len() < MOST) else { return };
    match value {
        Value::Array(elements) => {
            for (index, value) in elements.iter().enumerate() {
                search(value, element(&path, index), depth, found);
            }
        }
        Value::Object(object) if is_optimizer(object) || has_serialized_rate(object) => {
            found.push(Found { path, optimizer: value });
        }
        Value::Object(object) if !is_serialized(value) => {
            for (key, value) in object {
                if !APART.iter().any(|branch| branch.trim_start_matches("**.") == key) {
                    search(value, join(&path, key), depth, found);
                }
            }
        }
        _ => {}
    }
}

fn has_serialized_rate(config: &Object) -> bool {
    ["learning_rate", "lr"].into_iter().any(|key| config.get(key).is_some_and(is_serialized))
}

/// Whether this is an optimizer with its class. A custom schedule may have a `learning_rate` as well.
pub(super) fn is_optimizer(object: &Object) -> bool {
    const MARKS: [&str; 8] = [
        "clipnorm",
        "decay",
        "inner_optimizer",
        "is_legacy_optimizer",
        "optimizer",
        "optimizer_map",
        "use_ema",
        "weight_decay",
    ];
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
    module.is_some_and(|module| module.ends_with("keras.optimizers"))
        || class::is_optimizer(class_name)
        || (class_name.starts_with("Addons>")
            && ["learning_rate", "optimizer"].iter().any(|key| config.get(key).is_some()))
        || config.as_object().is_some_and(|config| MARKS.iter().any(|mark| config.contains_key(mark)))
}
