//! The forms in which a schedule may stand in a file, made one.

use serde_json::Value;

use crate::error::join_path;
use crate::explain::{invalid, not_a_schedule, wrong_kind};
use crate::{SerdeError, is_registered};

/// Brings Keras's forms to the one that typetag reads, at every depth, and refuses what only looks like it.
pub(crate) fn normalize(value: &mut Value, path: &str) -> Result<(), SerdeError> {
    match value {
        Value::Array(elements) => {
            refuse_list_form(elements, path)?;
            for (index, element) in elements.iter_mut().enumerate() {
                normalize(element, &join_path(path, &format!("[{index}]")))?;
            }
        }
        Value::Object(object) => {
            for (key, value) in object.iter_mut() {
                normalize(value, &join_path(path, key))?;
            }
            if let Some(name) = package_name(object) {
                object.insert("class_name".to_owned(), Value::String(name));
            }
            // The class has to be known before its configuration, or errors would lose their place.
            if !object.contains_key("class_name") {
                return Ok(());
            }
            if let Some(config) = object.remove("config") {
                let is_schedule = object["class_name"].as_str().is_some_and(is_registered);
                if is_schedule {
                    check_config(&config, &join_path(path, "config"))?;
                }
                object.insert("config".to_owned(), config);
            }
        }
        _ => {}
    }
    Ok(())
}

/// serde would take `["ExponentialDecay", {…}]` for a schedule, too; nobody writes that on purpose.
fn refuse_list_form(elements: &[Value], path: &str) -> Result<(), SerdeError> {
    match elements {
        [Value::String(name), Value::Object(_) | Value::Array(_)] if is_registered(name) => {
            Err(not_a_schedule(path, &Value::Array(Vec::new())))
        }
        _ => Ok(()),
    }
}

/// The `registered_name` of a custom class, as `package>Name`, where it says more than `class_name`.
///
/// Keras 3 writes the bare Python name as `class_name`, which may even be that of a built-in class.
pub(crate) fn package_name(object: &serde_json::Map<String, Value>) -> Option<String> {
    let class_name = object.get("class_name")?.as_str()?;
    let registered_name = object.get("registered_name")?.as_str()?;
    let is_custom = registered_name.contains('>') && object.contains_key("config");
    let concerns_us = is_registered(registered_name) || is_registered(class_name);
    (is_custom && concerns_us).then(|| registered_name.to_owned())
}

/// What must hold before the class itself looks at the configuration.
pub(crate) fn check_shape(value: &Value) -> Result<(), SerdeError> {
    let Value::Object(object) = value else {
        return Err(not_a_schedule("", value));
    };
    let class_name = match object.get("class_name") {
        Some(Value::String(class_name)) => class_name,
        Some(other) => return Err(wrong_kind("class_name", "a string", other)),
        None => return Err(invalid("", "missing field `class_name`")),
    };
    if !is_registered(class_name) {
        return Err(SerdeError::unknown_class("class_name", class_name));
    }
    match object.get("config") {
        Some(config) => check_config(config, "config"),
        None => Err(invalid("", "missing field `config`, which holds the parameters")),
    }
}

pub(crate) fn check_config(config: &Value, path: &str) -> Result<(), SerdeError> {
    if config.is_object() { Ok(()) } else { Err(wrong_kind(path, "an object", config)) }
}
