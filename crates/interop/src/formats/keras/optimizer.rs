//! The learning rate of an optimizer.

use glidepath_serde::{LearningRate, from_class_config};
use serde_json::json;

use super::place::Place;
use super::schedule::rate;
use super::{class, notes, optimizer_map, rectified_adam};
use crate::model::{Imported, InteropError};
use crate::values::{Object, Value, text};

/// Reads an optimizer in any of its forms: a name, a class with its configuration, the configuration alone.
pub(crate) fn read(optimizer: &Value, place: Place<'_>) -> Result<Imported, InteropError> {
    match optimizer {
        Value::String(name) => by_name(name, place),
        Value::Object(object) => in_object(object, place),
        other => Err(place.wrong_kind("an optimizer", other)),
    }
}

/// Reads an optimizer that is no name alone.
pub(crate) fn in_object(object: &Object, place: Place<'_>) -> Result<Imported, InteropError> {
    match (object.take("class_name").and_then(Value::as_str), object.take("config")) {
        (Some(class_name), Some(Value::Object(config))) => {
            // TensorFlow 2.11 and later write their own optimizers as `Custom>SGD` in places.
            let class_name = class_name.strip_prefix("Custom>").unwrap_or(class_name);
            in_config(config, place.key("config"), Some(class_name))
        }
        (Some(_), Some(other)) => Err(place.key("config").wrong_kind("an object", other)),
        (Some(_), None) => Err(InteropError::invalid(place.path(), "missing field `config`")),
        (None, _) => in_config(object, place, None),
    }
}

/// Reads the rate out of an optimizer's configuration.
fn in_config(config: &Object, place: Place<'_>, class_name: Option<&str>) -> Result<Imported, InteropError> {
    // Some optimizers wrap another, which has the rate: loss scaling, averages.
    for wrapped in ["inner_optimizer", "optimizer"] {
        if let Some(Value::Object(inner)) = config.get(wrapped) {
            config.take(wrapped);
            return in_object(inner, place.key(wrapped));
        }
    }
    if let Some(Value::Object(map)) = config.get("optimizer_map") {
        config.take("optimizer_map");
        return optimizer_map::read(map, place.key("optimizer_map"), in_object);
    }
    // Before 2.3 Keras called it `lr`.
    let found = ["learning_rate", "lr"].into_iter().find_map(|key| Some((key, config.take(key)?)));
    let Some((key, value)) = found else {
        return Err(InteropError::invalid(place.path(), "missing field `learning_rate`"));
    };
    let name = class_name.or_else(|| config.get("name")?.as_str());
    // A schedule of the weight decay does not change the rate.
    if let Some(weight_decay) = config.take("weight_decay") {
        weight_decay.settle();
    }
    // What a class of somebody's own makes of its `decay` is not known.
    let has_decay = class_name.is_none_or(class::is_optimizer);
    let decay = if has_decay { config.take("decay") } else { None };
    let decay = decay.and_then(Value::as_f64).filter(|&decay| decay > 0.0);
    let is_of_momentum = name == Some("Nadam");
    let of_own = rectified_adam::schedule(config, name, &place)?;
    let mut imported = match (decay.filter(|_| !is_of_momentum), of_own) {
        (Some(decay), Some(_)) => {
            let problem =
                format!("must be 0 beside `total_steps`, which make a schedule of their own, got {decay:?}");
            return Err(InteropError::invalid(place.key("decay").path(), problem));
        }
        (None, Some(schedule)) => {
            place.key(key).imported(schedule, vec![notes::own_schedule("RectifiedAdam")])
        }
        (Some(decay), None) => with_decay(value, decay, key, place)?,
        (None, None) => rate(value, place.key(key))?,
    };
    imported.optimizer = class_name.map(str::to_owned);
    imported.notes.extend(own_scale(config, name).map(notes::scaled_by_optimizer));
    let of_momentum = decay.filter(|_| is_of_momentum);
    imported.notes.extend(of_momentum.map(notes::decay_of_momentum));
    Ok(imported)
}

/// The parameter by which an optimizer of Keras scales its rate itself: `ScheduleFreeAdamW` in its first
/// steps, `Adafactor` by the inverse square root of the step, unless it has a schedule.
fn own_scale(config: &Object, name: Option<&str>) -> Option<&'static str> {
    let is_schedule_free =
        name.is_some_and(|name| name.to_lowercase().replace('_', "").starts_with("schedulefree"));
    if is_schedule_free
        && config.take("warmup_steps").and_then(Value::as_f64).is_some_and(|steps| steps > 0.0)
    {
        return Some("warmup_steps");
    }
    let is_relative = config.take("relative_step") == Some(&Value::Bool(true));
    let is_number = config.get("learning_rate").is_some_and(Value::is_number);
    (is_number && is_relative).then_some("relative_step")
}

/// The optimizers of TensorFlow before 2.11 divide the rate by `1 + decay * step`.
fn with_decay(value: &Value, decay: f64, key: &str, place: Place<'_>) -> Result<Imported, InteropError> {
    let Some(rate) = value.as_f64() else {
        let problem = format!("an optimizer's own `decay` on top of a schedule is not read, got {decay:?}");
        return Err(InteropError::invalid(place.key("decay").path(), problem));
    };
    let place = place.key(key);
    let config = json!({"initial_learning_rate": rate, "decay_steps": 1, "decay_rate": decay});
    let schedule =
        from_class_config("InverseTimeDecay", &config).map_err(|error| error.under(place.path()))?;
    Ok(place.imported(schedule.into(), vec![notes::optimizer_decay(decay)]))
}

/// An optimizer whose arguments are all Keras's defaults is saved as its name, as in `compile("adam")`.
fn by_name(name: &str, place: Place<'_>) -> Result<Imported, InteropError> {
    let known = class::default_learning_rate(name).and_then(|rate| LearningRate::constant(rate).ok());
    let Some(learning_rate) = known else {
        let name = text::shortened(name);
        let problem = format!("the optimizer is only named, `{name}`; its learning rate is not in the file");
        return Err(InteropError::no_learning_rate(place.path(), problem));
    };
    let mut imported = place.imported(learning_rate, vec![notes::default_learning_rate(name)]);
    imported.optimizer = Some(name.to_owned());
    Ok(imported)
}
