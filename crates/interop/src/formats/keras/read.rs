//! Where in Keras's JSON the learning rate is.

use glidepath_serde::{Horizon, is_registered};
use serde_json::{Map, Value};

use crate::formats::keras::optimizer::{self, Place};
use crate::formats::{axolotl, call, composer, deepspeed, timm, transformers};
use crate::model::{Built, Imported, InteropError, Source};
use crate::values::{misspelt, text};

type Object = Map<String, Value>;

/// Finds the learning rate in a whole file.
pub(crate) fn learning_rate(root: &Value, horizon: &Horizon) -> Result<Imported, InteropError> {
    match root {
        Value::Number(_) => optimizer::rate(root, Place::root(Source::Number, horizon)),
        Value::Object(object) => in_object(root, object, horizon),
        Value::String(text) if text::not_finite(text).is_some() => {
            optimizer::rate(root, Place::root(Source::Number, horizon))
        }
        other => Err(InteropError::NoLearningRate { got: describe(other) }),
    }
}

fn in_object(root: &Value, object: &Object, horizon: &Horizon) -> Result<Imported, InteropError> {
    // Axolotl comes before transformers, with which it shares names.
    let of_runs = [axolotl::import, composer::import, transformers::import];
    if let Some(imported) = of_runs.iter().find_map(|import| import(root, horizon)) {
        return imported;
    }
    if let Some(imported) = timm::import(root).or_else(|| deepspeed::import(root, horizon)) {
        return imported;
    }
    if let Some(config) = object.get("compile_config") {
        return compiled(config, Place::new(Source::ModelConfig, "compile_config", horizon));
    }
    if object.contains_key("optimizer_config") {
        return trained(object, Place::root(Source::TrainingConfig, horizon));
    }
    if object.contains_key("model_config") || object.contains_key("training_config") {
        return attributes(object, horizon);
    }
    if let Some(Value::String(class_name)) = object.get("class_name") {
        return of_class(root, object, class_name, horizon);
    }
    if object.contains_key("class_name") {
        return optimizer::rate(root, Place::root(schedule_source(object), horizon));
    }
    if object.contains_key("function") {
        return function_call(root);
    }
    if let (Some(schedule), Some(step)) = (object.get("schedule"), object.get("step")) {
        return scheduler(object, schedule, step, horizon);
    }
    if object.contains_key("optimizer") {
        return compiled(root, Place::root(Source::CompileConfig, horizon));
    }
    if ["learning_rate", "inner_optimizer"].iter().any(|key| object.contains_key(*key)) {
        refuse_unknown_run(object)?;
        return optimizer::in_config(object, Place::root(Source::Optimizer, horizon), None);
    }
    Err(InteropError::NoLearningRate { got: describe(root) })
}

/// A program that is not known has a rate here and a schedule elsewhere.
fn refuse_unknown_run(object: &Object) -> Result<(), InteropError> {
    // `ScheduleFreeAdamW` of Keras 3 warms up itself.
    let is_of_keras = |key: &str| {
        optimizer::is_keras_key(key) || (key == "warmup_steps" && object.contains_key("ema_momentum"))
    };
    let is_of_schedule = |key: &&String| misspelt::is_of_unknown_run(key) && !is_of_keras(key);
    match object.keys().find(is_of_schedule) {
        Some(key) => Err(InteropError::invalid(
            key,
            "is of no form that is read, so `learning_rate` alone does not tell the rates",
        )),
        None => Ok(()),
    }
}

/// A value in words, an object by its first keys.
pub(crate) fn describe(value: &Value) -> String {
    let Value::Object(object) = value else { return optimizer::kind(value) };
    let keys: Vec<_> = object.keys().map(|key| format!("`{}`", text::shortened(key))).take(5).collect();
    match (keys.len(), object.len()) {
        (0, _) => "an empty object".to_owned(),
        (shown, all) if shown < all => format!("an object of {}, …", keys.join(", ")),
        _ => format!("an object of {}", keys.join(", ")),
    }
}

/// A [`Scheduler`](glidepath_core::Scheduler): a schedule or a number, and the step that comes next.
fn scheduler(
    object: &Object,
    schedule: &Value,
    step: &Value,
    horizon: &Horizon,
) -> Result<Imported, InteropError> {
    if let Some(key) = object.keys().find(|key| !["schedule", "step"].contains(&key.as_str())) {
        return Err(InteropError::invalid(key, "unknown field, expected `schedule` and `step`"));
    }
    let Some(step) = step.as_u64() else {
        let place = Place::new(Source::Scheduler, "step", horizon);
        return Err(place.wrong_kind("an integer that is not negative", step));
    };
    let imported = optimizer::rate(schedule, Place::new(Source::Scheduler, "schedule", horizon))?;
    Ok(Imported { step: Some(step), ..imported })
}

/// A call of one of the functions that give schedules.
fn function_call(root: &Value) -> Result<Imported, InteropError> {
    optimizer::refuse_not_finite(root, "")?;
    let (source, Built { schedule, notes }) = call::read_file(root)?;
    Ok(Imported::new(schedule, source, notes))
}

/// An object with a class: a model, an optimizer or a schedule.
fn of_class(
    root: &Value,
    object: &Object,
    class_name: &str,
    horizon: &Horizon,
) -> Result<Imported, InteropError> {
    if is_model(object) {
        return Err(InteropError::KerasModel { class_name: text::shortened(class_name).into_owned() });
    }
    if is_optimizer(object, class_name) {
        return optimizer::read(root, Place::root(Source::Optimizer, horizon));
    }
    optimizer::rate(root, Place::root(schedule_source(object), horizon))
}

/// The arguments of `model.compile`.
fn compiled(config: &Value, place: Place<'_>) -> Result<Imported, InteropError> {
    match config {
        Value::Null => Err(InteropError::NotCompiled),
        Value::Object(object) if object.is_empty() => Err(InteropError::NotCompiled),
        Value::Object(object) => match object.get("optimizer") {
            Some(optimizer) => optimizer::read(optimizer, place.key("optimizer")),
            None => Err(InteropError::invalid(place.path(), "missing field `optimizer`")),
        },
        other => Err(place.wrong_kind("an object", other)),
    }
}

/// The `training_config` of an HDF5 file.
fn trained(config: &Object, place: Place<'_>) -> Result<Imported, InteropError> {
    match config.get("optimizer_config") {
        Some(optimizer) => optimizer::read(optimizer, place.key("optimizer_config")),
        None => Err(InteropError::invalid(place.path(), "missing field `optimizer_config`")),
    }
}

/// The attributes of an HDF5 file: objects in strings.
fn attributes(attributes: &Object, horizon: &Horizon) -> Result<Imported, InteropError> {
    match attributes.get("training_config") {
        None | Some(Value::Null) => Err(InteropError::NotCompiled),
        Some(Value::String(text)) => {
            in_training_config(&text::parse(text.as_bytes())?, Source::Hdf5Attributes, horizon)
        }
        Some(config) => in_training_config(config, Source::Hdf5Attributes, horizon),
    }
}

/// Finds the learning rate in the attribute `training_config` of an HDF5 file.
pub(crate) fn in_training_config(
    config: &Value,
    source: Source,
    horizon: &Horizon,
) -> Result<Imported, InteropError> {
    let place = Place::new(source, "training_config", horizon);
    match config {
        Value::Object(config) => trained(config, place),
        other => Err(place.wrong_kind("an object", other)),
    }
}

/// Keras has a class `Sequential`, too: it has layers.
fn is_model(object: &Object) -> bool {
    let config = object.get("config");
    let has_layers = config.and_then(|config| config.get("layers")).is_some_and(Value::is_array);
    // Before TensorFlow 2.2 the configuration of a sequential model was the list itself.
    has_layers || config.is_some_and(Value::is_array) || object.contains_key("build_config")
}

/// A custom schedule may have a `learning_rate` as well, so that alone makes no optimizer.
fn is_optimizer(object: &Object, class_name: &str) -> bool {
    const MARKS: [&str; 7] = [
        "use_ema",
        "is_legacy_optimizer",
        "weight_decay",
        "clipnorm",
        "decay",
        "inner_optimizer",
        "optimizer_map",
    ];
    let registered_name = object.get("registered_name").and_then(Value::as_str);
    if is_registered(registered_name.unwrap_or(class_name)) {
        return false;
    }
    let module = object.get("module").and_then(Value::as_str);
    module.is_some_and(|module| module.ends_with("keras.optimizers"))
        || object.get("config").is_some_and(|config| MARKS.iter().any(|mark| config.get(mark).is_some()))
}

fn schedule_source(object: &Object) -> Source {
    if object.contains_key("registered_name") { Source::KerasSchedule } else { Source::Schedule }
}
