//! The arguments of a class: from a call to a configuration, and back.

use glidepath_interop::Json;
use glidepath_serde::{ClassDescription, nearest_of};
use pyo3::exceptions::PyTypeError;
use pyo3::prelude::*;
use pyo3::types::{PyDict, PyTuple};
use serde_json::{Map, Value};

use crate::classes::description;
use crate::error::refuse;
use crate::objects::Objects;
use crate::{compare, values};

/// The configuration that a class was called with.
pub(crate) fn config(
    class_name: &str,
    args: &Bound<'_, PyTuple>,
    kwargs: Option<&Bound<'_, PyDict>>,
    objects: &mut Objects,
) -> PyResult<Value> {
    let class =
        description(class_name).ok_or_else(|| refuse(format_args!("unknown class `{class_name}`")))?;
    let parameters = &class.parameters;
    if args.len() > parameters.len() {
        let (most, got) = (parameters.len(), args.len());
        return Err(PyTypeError::new_err(format!(
            "{class_name}() takes at most {most} arguments, got {got}"
        )));
    }
    let mut config = Map::new();
    for (parameter, value) in parameters.iter().zip(args) {
        config.insert(parameter.name.clone(), values::json(&value, &parameter.name, objects)?);
    }
    for (name, value) in kwargs.into_iter().flatten() {
        let name: String = name.extract()?;
        if !parameters.iter().any(|parameter| parameter.name == name) {
            return Err(PyTypeError::new_err(format!(
                "{class_name}() has no parameter '{name}'{}",
                hint(class, &name)
            )));
        }
        if config.contains_key(&name) {
            return Err(PyTypeError::new_err(format!("{class_name}() got '{name}' twice")));
        }
        config.insert(name.clone(), values::json(&value, &name, objects)?);
    }
    let missing: Vec<_> = parameters
        .iter()
        .filter(|parameter| parameter.required && !config.contains_key(&parameter.name))
        .map(|parameter| format!("'{}'", parameter.name))
        .collect();
    if missing.is_empty() {
        return Ok(config.into());
    }
    Err(PyTypeError::new_err(format!("{class_name}() needs {}", missing.join(" and "))))
}

/// The parameter that may be meant, or all of them.
fn hint(class: &ClassDescription, name: &str) -> String {
    let names = || class.parameters.iter().map(|parameter| parameter.name.as_str());
    nearest_of(name, names()).first().map_or_else(
        || {
            let all: Vec<_> = names().map(|name| format!("'{name}'")).collect();
            format!("; it has {}", all.join(", "))
        },
        |near| format!("; did you mean '{near}'?"),
    )
}

/// The call of the class that builds a schedule: what is not as it is by default, by name.
pub(crate) fn call(py: Python<'_>, schedule: &Json, objects: &Objects) -> PyResult<String> {
    if let Some(object) = compare::live(py, (schedule, objects)) {
        return Ok(object.repr()?.to_string());
    }
    let Some((class_name, config)) = schedule.as_schedule() else {
        return value(py, schedule, objects);
    };
    let class = description(class_name);
    let is_default = |name: &str, value: &Json| {
        let parameter = class?.parameters.iter().find(|parameter| parameter.name == name)?;
        let value = serde_json::to_value(value).ok()?;
        Some(match (&parameter.default, value.as_f64()) {
            _ if parameter.required => false,
            (Some(default), Some(value)) => default.as_f64() == Some(value),
            (Some(default), None) => *default == value,
            (None, _) => value.is_null(),
        })
    };
    let mut written = Vec::new();
    for (name, given) in config {
        if !is_default(name, given).unwrap_or(false) {
            written.push(format!("{name}={}", value(py, given, objects)?));
        }
    }
    Ok(format!("{class_name}({})", written.join(", ")))
}

fn value(py: Python<'_>, value: &Json, objects: &Objects) -> PyResult<String> {
    if value.as_schedule().is_some() {
        return call(py, value, objects);
    }
    match value {
        Json::Array(elements) => {
            let elements = elements.iter().map(|element| self::value(py, element, objects));
            Ok(format!("[{}]", elements.collect::<PyResult<Vec<_>>>()?.join(", ")))
        }
        value => Ok(values::python(py, value)?.repr()?.to_string()),
    }
}
