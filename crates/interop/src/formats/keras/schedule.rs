//! A learning rate as Keras has it: a number, or a schedule as `{"class_name": …, "config": {…}}`.

use glidepath_serde::{JsonBudget, LearningRate, SerdeError, deserialize};

use super::class::class;
use super::place::Place;
use super::{packages, pitfalls};
use crate::model::{Imported, InteropError};
use crate::values::Value;
use crate::values::arguments::refuse_not_finite;
use crate::values::path::{self, Way};
use crate::values::text::shortened;

/// Reads a rate: a number or a schedule.
pub(crate) fn rate(value: &Value, place: Place<'_>) -> Result<Imported, InteropError> {
    refuse_not_finite(value, place.path())?;
    if let Some(rate) = value.as_f64() {
        let constant = LearningRate::constant(rate).map_err(InteropError::unfit(place.path()))?;
        return Ok(place.imported(constant, Vec::new()));
    }
    count(value, &mut JsonBudget::new(LIMIT)).map_err(|error| error.under(place.path()))?;
    if let Some(built) = packages::schedule(value, &place, rate)? {
        return Ok(place.imported(built.schedule.into(), built.notes));
    }
    refuse_other_modules(value, place.path())?;
    take_schedule(value);
    let mut json = plain_json(value);
    place.horizon.resolve_in_place(&mut json).map_err(|error| error.under(place.path()))?;
    let schedule = deserialize(&json).map_err(|error| explained(error, value).under(place.path()))?;
    Ok(place.imported(schedule.into(), pitfalls::all(&json)))
}

/// The most memory that a schedule may take. It is copied while it is read.
const LIMIT: usize = 80 << 20;

/// Counts what a schedule takes.
fn count(value: &Value, budget: &mut JsonBudget) -> Result<(), SerdeError> {
    match value {
        Value::String(text) => budget.text(text),
        Value::Array(elements) => elements.iter().enumerate().try_for_each(|(index, element)| {
            budget.element(index)?;
            count(element, budget)
        }),
        Value::Object(object) => object.iter().enumerate().try_for_each(|(index, (key, value))| {
            budget.entry(index, key)?;
            count(value, budget)
        }),
        _ => Ok(()),
    }
}

/// The same as JSON. YAML has texts for what Python prints as `None`.
fn plain_json(value: &Value) -> serde_json::Value {
    match value {
        Value::String(text) if text == "None" => serde_json::Value::Null,
        Value::Array(elements) => elements.iter().map(plain_json).collect(),
        Value::Object(object) => object.iter().map(|(key, value)| (key.clone(), plain_json(value))).collect(),
        other => other.to_json(),
    }
}

/// Refuses a class of one's own that has the name of one of Keras.
fn refuse_other_modules(value: &Value, path: &str) -> Result<(), InteropError> {
    path::refuse(value, path, &|value, way| {
        let (name, module) = (value.get("class_name")?.as_str()?, value.get("module")?.as_str()?);
        let is_of_keras =
            ["keras", "tensorflow", "tf_keras"].iter().any(|package| module.starts_with(package));
        if is_of_keras || class(name).is_none() {
            return None;
        }
        let got = shortened(module);
        let problem = format!("must be one of Keras, or `{name}` is not the class of Keras, got {got:?}");
        Some(InteropError::invalid(Way::Key(way, "module").text(), problem))
    })
}

/// Takes all parameters of a schedule and of those within it, in which reading is strict, but not what stands
/// beside a class and its configuration, where it is not.
fn take_schedule(value: &Value) {
    match value {
        Value::Array(elements) => elements.iter().for_each(take_schedule),
        Value::Object(object) => {
            let is_serialized = object.contains_key("class_name") && object.contains_key("config");
            let is_known = |key: &str| ["class_name", "config", "module", "registered_name"].contains(&key);
            if !is_serialized || object.keys().all(|key| is_known(key)) {
                object.take_all();
            } else {
                object.keys().filter(|key| is_known(key)).for_each(|key| {
                    object.take(key);
                });
            }
            object.values().for_each(take_schedule);
        }
        _ => {}
    }
}

/// What Keras writes in the place of a class where the rate is code.
const CODE: [&str; 2] = ["__lambda__", "function"];

/// Code is not an unknown class. Of a custom class, `class_name` is only what it is called in Python; a
/// program registers the full name.
fn explained(mut error: SerdeError, schedule: &Value) -> SerdeError {
    if let SerdeError::UnknownClass { path, class_name, .. } = &error
        && CODE.contains(&class_name.as_str())
    {
        let problem = format!(
            "`{class_name}` stands for Python code, which is never run; the rate must be a number or a schedule with a class"
        );
        return SerdeError::Invalid { path: path.clone(), problem };
    }
    let registered_name = schedule.get("registered_name").and_then(Value::as_str);
    if let (SerdeError::UnknownClass { path, class_name, .. }, Some(full)) = (&mut error, registered_name)
        && path == "class_name"
        && full.contains('>')
    {
        full.clone_into(class_name);
        "registered_name".clone_into(path);
    }
    error
}
