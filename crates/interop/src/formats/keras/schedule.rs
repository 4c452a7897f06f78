//! A learning rate as Keras has it: a number, or a schedule as `{"class_name": …, "config": {…}}`.

use glidepath_serde::{LearningRate, SerdeError, deserialize};

use super::pitfalls;
use super::place::Place;
use crate::model::{Imported, InteropError};
use crate::values::Value;
use crate::values::arguments::refuse_not_finite;

/// Reads a rate: a number or a schedule.
pub(crate) fn rate(value: &Value, place: Place<'_>) -> Result<Imported, InteropError> {
    refuse_not_finite(value, place.path())?;
    if let Some(rate) = value.as_f64() {
        let constant = LearningRate::constant(rate);
        let constant = constant.map_err(|error| InteropError::invalid(place.path(), error.to_string()))?;
        return Ok(place.imported(constant, Vec::new()));
    }
    take_schedule(value);
    let json = place.horizon.resolve(&value.to_json()).map_err(|error| error.under(place.path()))?;
    let schedule = deserialize(&json).map_err(|error| explained(error, value).under(place.path()))?;
    Ok(place.imported(schedule.into(), pitfalls::all(&json)))
}

/// Takes all parameters of a schedule and of those within it, in which reading is strict, but not what stands beside a
/// class and its configuration, where it is not.
fn take_schedule(value: &Value) {
    match value {
        Value::Array(elements) => elements.iter().for_each(take_schedule),
        Value::Object(object) => {
            let is_serialized = object.contains_key("class_name") && object.contains_key("config");
            let is_known = |key: &str| ["class_name", "config", "module", "registered_name"].contains(&key);
            for (key, value) in object.iter().filter(|(key, _)| !is_serialized || is_known(key)) {
                object.take(key);
                take_schedule(value);
            }
        }
        _ => {}
    }
}

/// What Keras writes in the place of a class where the rate is code.
const CODE: [&str; 2] = ["__lambda__", "function"];

/// Code is not an unknown class. Of a custom class, `class_name` is only what it is called in Python; a program registers
/// the full name.
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
