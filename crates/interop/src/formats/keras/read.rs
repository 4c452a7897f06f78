//! Where in Keras's files the learning rate is.

use std::path::Path;
use std::ptr;

use glidepath_serde::Horizon;

use super::place::Place;
use super::{marks, optimizer, schedule, sources, step};
use crate::containers::{self, Document, Neighbours};
use crate::model::{Imported, InteropError, Source};
use crate::values::account::Harmless;
use crate::values::{Object, Value, account, text};

/// Reads a file or a folder.
pub(super) fn read(document: &Document<'_>, horizon: &Horizon) -> Result<Imported, InteropError> {
    match &document.neighbours {
        Neighbours::Archive(archive) => {
            let imported = whole_model(&document.values, sources::ARCHIVE, horizon)?;
            step::add(step::in_archive(&mut archive.borrow_mut(), &imported.path), imported)
        }
        Neighbours::Hdf5(file) => {
            let mut file = file.borrow_mut();
            let root = file.root()?;
            let Some(config) = document.values.take(TRAINING_CONFIG) else {
                let is_model = file.has(&root, "model_config")?;
                return Err(if is_model { not_compiled() } else { weights_alone() });
            };
            let imported = training_config(config, sources::HDF5, horizon)?;
            let step = step::in_h5(&mut file, &root, optimizer_name(config, &imported.path));
            step::add(step, imported)
        }
        Neighbours::Folder(folder) => in_folder(folder, horizon),
        Neighbours::None => in_text(&document.values, horizon),
    }
}

const TRAINING_CONFIG: &str = "training_config";
const COMPILE_CONFIG: &str = "compile_config";

/// Keys that only sound like a schedule: the parameters of optimizers of all versions.
pub(crate) const HARMLESS_KEYS: &[&str] =
    &["adam_lr_ratio", "learning_rate_power", "lr_power", "schedule_decay"];

pub(super) const HARMLESS: Harmless = Harmless { keys: HARMLESS_KEYS, branches: marks::APART };

fn in_text(root: &Value, horizon: &Horizon) -> Result<Imported, InteropError> {
    let Some(object) = root.as_object() else {
        return Err(InteropError::no_learning_rate("", no_learning_rate(root)));
    };
    if object.contains_key(COMPILE_CONFIG) {
        return whole_model(root, sources::MODEL_CONFIG, horizon);
    }
    if object.get("optimizer_config").is_some_and(|config| !config.is_null()) {
        return trained(object, Place::root(sources::TRAINING_CONFIG, horizon));
    }
    if object.has("model_config") || object.has(TRAINING_CONFIG) {
        return attributes(object, horizon);
    }
    if let Some(class_name) = object.get("class_name").filter(|class_name| !class_name.is_null()) {
        return of_class(root, object, class_name, horizon);
    }
    if marks::mark_of_config(object).is_some() {
        return optimizer::in_object(object, Place::root(sources::OPTIMIZER, horizon));
    }
    if object.contains_key("optimizer") && !object.contains_key("learning_rate") {
        return compiled(root, Place::root(sources::COMPILE_CONFIG, horizon));
    }
    if ["learning_rate", "lr"].into_iter().any(|key| object.contains_key(key)) {
        return optimizer::in_object(object, Place::root(sources::OPTIMIZER, horizon));
    }
    deeper(root, horizon)
}

/// An optimizer that stands deeper, as in the files of programs around Keras.
fn deeper(root: &Value, horizon: &Horizon) -> Result<Imported, InteropError> {
    let found = marks::optimizers(root);
    match found.as_slice() {
        [] => Err(InteropError::no_learning_rate("", no_learning_rate(root))),
        [only] => {
            take_way(root, only.optimizer);
            let place = Place::new(sources::NESTED_OPTIMIZER, &only.path, horizon);
            match only.optimizer {
                Value::Object(object) => optimizer::in_object(object, place),
                other => Err(place.wrong_kind("an optimizer", other)),
            }
        }
        [first, second, ..] => Err(InteropError::invalid(
            &second.path,
            format!("a second optimizer beside `{}`; give the one that is meant alone", first.path),
        )),
    }
}

/// Takes the keys on the way to a value; `false` if there is none.
fn take_way(from: &Value, to: &Value) -> bool {
    ptr::eq(from, to)
        || match from {
            Value::Array(elements) => elements.iter().any(|element| take_way(element, to)),
            Value::Object(object) => {
                let next = object.iter().find(|(_, entry)| take_way(entry, to));
                next.and_then(|(key, _)| object.take(key)).is_some()
            }
            _ => false,
        }
}

/// The configuration of a model that was saved whole.
fn whole_model(root: &Value, source: Source, horizon: &Horizon) -> Result<Imported, InteropError> {
    if let Some(layers) = root.take("config") {
        layers.settle();
    }
    match root.take(COMPILE_CONFIG) {
        Some(config) => compiled(config, Place::new(source, COMPILE_CONFIG, horizon)),
        None if root.is_object() => Err(not_compiled()),
        None => Err(InteropError::no_learning_rate("", no_learning_rate(root))),
    }
}

/// The arguments of `model.compile`.
fn compiled(config: &Value, place: Place<'_>) -> Result<Imported, InteropError> {
    match config {
        Value::Null => Err(not_compiled()),
        Value::Object(object) if object.is_empty() => Err(not_compiled()),
        Value::Object(object) => match object.take("optimizer") {
            Some(optimizer) => optimizer::read(optimizer, place.key("optimizer")),
            None => Err(InteropError::invalid(place.path(), "missing field `optimizer`")),
        },
        other => Err(place.wrong_kind("an object", other)),
    }
}

/// What an HDF5 file has as `training_config`.
fn trained(config: &Object, place: Place<'_>) -> Result<Imported, InteropError> {
    match config.take("optimizer_config") {
        Some(optimizer) => optimizer::read(optimizer, place.key("optimizer_config")),
        None => Err(InteropError::invalid(place.path(), "missing field `optimizer_config`")),
    }
}

pub(super) fn training_config(
    config: &Value,
    source: Source,
    horizon: &Horizon,
) -> Result<Imported, InteropError> {
    let place = Place::new(source, TRAINING_CONFIG, horizon);
    match config {
        Value::Object(config) => trained(config, place),
        other => Err(place.wrong_kind("an object", other)),
    }
}

/// The attributes of an HDF5 file as an object, in which the configuration is a text.
fn attributes(attributes: &Object, horizon: &Horizon) -> Result<Imported, InteropError> {
    match attributes.take(TRAINING_CONFIG) {
        None | Some(Value::Null) => Err(not_compiled()),
        Some(Value::String(text)) => {
            let config = containers::json_at(text.as_bytes(), TRAINING_CONFIG)?;
            let imported = training_config(&config, sources::HDF5_ATTRIBUTES, horizon)?;
            account::check(&config, HARMLESS).map_err(|error| error.under(TRAINING_CONFIG))?;
            Ok(imported)
        }
        Some(config) => training_config(config, sources::HDF5_ATTRIBUTES, horizon),
    }
}

fn of_class(
    root: &Value,
    object: &Object,
    class_name: &Value,
    horizon: &Horizon,
) -> Result<Imported, InteropError> {
    if is_model(object) {
        let class_name = text::shortened(class_name.as_str().unwrap_or_default());
        return Err(InteropError::no_learning_rate(
            "",
            format!(
                "a Keras model (`{class_name}`), not a schedule; a compiled model's schedule is in \
                 `compile_config.optimizer.config.learning_rate`, which is missing"
            ),
        ));
    }
    if marks::is_optimizer(object) {
        return optimizer::in_object(object, Place::root(sources::OPTIMIZER, horizon));
    }
    let is_of_keras3 = object.contains_key("registered_name");
    let source = if is_of_keras3 { sources::SCHEDULE } else { sources::BARE_SCHEDULE };
    schedule::rate(root, Place::root(source, horizon))
}

/// Keras has a class `Sequential`, too: it has layers.
fn is_model(object: &Object) -> bool {
    let config = object.get("config");
    let has_layers = config.and_then(|config| config.get("layers")).is_some_and(Value::is_array);
    // Before TensorFlow 2.2 the configuration of a sequential model was the list itself.
    has_layers || config.is_some_and(Value::is_array) || object.contains_key("build_config")
}

fn in_folder(folder: &Path, horizon: &Horizon) -> Result<Imported, InteropError> {
    let document = containers::open_json(&folder.join(marks::CONFIG))?;
    let imported = whole_model(&document, sources::FOLDER, horizon)?;
    account::check(&document, HARMLESS)?;
    step::add(step::in_folder(folder, &imported.path), imported)
}

/// What the optimizer is called whose learning rate has this path. Keras calls its weights after it.
fn optimizer_name<'a>(config: &'a Value, path: &str) -> Option<&'a str> {
    let path = path.strip_prefix("training_config.")?.strip_suffix(".learning_rate")?;
    config.at(&path.split('.').chain(["name"]).collect::<Vec<_>>())?.as_str()
}

fn not_compiled() -> InteropError {
    InteropError::no_learning_rate(
        "",
        "the model was never compiled, so it has no optimizer and no learning rate",
    )
}

fn weights_alone() -> InteropError {
    InteropError::no_learning_rate(
        "",
        "HDF5 without `model_config` and `training_config`, so not a whole Keras model; weights alone have no learning \
         rate",
    )
}

fn no_learning_rate(root: &Value) -> String {
    format!(
        "no learning rate found: expected a schedule (`class_name` and `config`), an optimizer (`learning_rate`) or a \
         compiled model (`compile_config`), got {}",
        text::describe(root)
    )
}
