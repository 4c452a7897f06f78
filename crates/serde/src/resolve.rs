//! Step counts with a unit in a JSON value, made numbers.

use std::ptr;
use std::sync::LazyLock;

use serde_json::{Map, Value};

use crate::error::join_path;
use crate::explain::invalid;
use crate::normalize::package_name;
use crate::registry::class;
use crate::unit::{PATTERN_END, Quantity};
use crate::{Horizon, SerdeError, schedule_schema};

/// The schemas of all classes.
static SCHEMA: LazyLock<Value> = LazyLock::new(schedule_schema);

/// The schemas that a value must keep.
type Schemas = Vec<&'static Value>;

/// Puts numbers for the step counts that have a unit, in all schedules within the value.
pub(crate) fn resolve(value: &mut Value, horizon: &Horizon) -> Result<(), SerdeError> {
    walk(value, "", &Schemas::new(), Some(horizon))
}

/// Without a horizon, the steps are not those of the run.
fn walk(
    value: &mut Value,
    path: &str,
    schemas: &Schemas,
    horizon: Option<&Horizon>,
) -> Result<(), SerdeError> {
    match value {
        Value::String(text) if schemas.iter().any(|schema| is_step_count(schema)) => {
            let quantity = Quantity::parse(text).map_err(|problem| invalid(path, &problem))?;
            let horizon = horizon.ok_or_else(|| {
                let problem =
                    "counts steps of the run, but those within `Stretched` are longer; write a number";
                invalid(path, &format!("{text:?} {problem}"))
            })?;
            *value = quantity.steps(horizon, text, path)?;
        }
        Value::Array(elements) => {
            let schemas = parts(schemas, |schema| schema.get("items"));
            for (index, element) in elements.iter_mut().enumerate() {
                walk(element, &join_path(path, &format!("[{index}]")), &schemas, horizon)?;
            }
        }
        Value::Object(object) => {
            let config_schemas = config_schemas(object);
            let stretches = object.get("class_name").is_some_and(|name| name == "Stretched");
            for (key, value) in object.iter_mut() {
                let schemas = match &config_schemas {
                    Some(schemas) if key == "config" => schemas,
                    _ => &parts(schemas, |schema| property(schema, key)),
                };
                let path = join_path(path, key);
                match value {
                    Value::Object(config) if stretches && key == "config" => {
                        walk_stretched(config, &path, schemas, horizon)?;
                    }
                    value => walk(value, &path, schemas, horizon)?,
                }
            }
        }
        _ => {}
    }
    Ok(())
}

/// The configuration of a `Stretched`, whose schedule has steps of another length.
fn walk_stretched(
    config: &mut Map<String, Value>,
    path: &str,
    schemas: &Schemas,
    horizon: Option<&Horizon>,
) -> Result<(), SerdeError> {
    for (key, value) in config.iter_mut() {
        let horizon = horizon.filter(|_| key != "schedule");
        walk(value, &join_path(path, key), &parts(schemas, |schema| property(schema, key)), horizon)?;
    }
    Ok(())
}

/// Whether a string of this schema is a number with a unit.
fn is_step_count(schema: &Value) -> bool {
    schema.get("pattern").and_then(Value::as_str).is_some_and(|pattern| pattern.ends_with(PATTERN_END))
}

fn property<'s>(schema: &'s Value, key: &str) -> Option<&'s Value> {
    let named = schema.get("properties").and_then(|properties| properties.get(key));
    named.or_else(|| schema.get("additionalProperties"))
}

/// The schemas of the configuration, if the object is a schedule; empty for a class that is not registered or
/// that was registered without one.
fn config_schemas(object: &Map<String, Value>) -> Option<Schemas> {
    let full_name = package_name(object);
    let class_name = full_name.as_deref().or_else(|| object.get("class_name")?.as_str())?;
    let name = class(class_name).filter(|class| class.schema.is_some()).map(|class| class.name);
    let is_meant =
        |schema: &&Value| schema.pointer("/properties/class_name/const").and_then(Value::as_str) == name;
    let of_class = name.and_then(|_| SCHEMA["anyOf"].as_array()?.iter().find(is_meant));
    let mut schemas = Schemas::new();
    if let Some(config) = of_class.and_then(|schema| schema.pointer("/properties/config")) {
        expand(config, &mut schemas);
    }
    Some(schemas)
}

/// The schemas of a part of a value.
fn parts(whole: &Schemas, part: impl Fn(&'static Value) -> Option<&'static Value>) -> Schemas {
    let mut schemas = Schemas::new();
    whole.iter().filter_map(|&schema| part(schema)).for_each(|schema| expand(schema, &mut schemas));
    schemas
}

/// Adds a schema and those that it refers to.
fn expand(schema: &'static Value, schemas: &mut Schemas) {
    if schemas.iter().any(|&known| ptr::eq(known, schema)) {
        return;
    }
    schemas.push(schema);
    let reference =
        schema.get("$ref").and_then(Value::as_str).and_then(|reference| reference.strip_prefix('#'));
    if let Some(target) = reference.and_then(|pointer| SCHEMA.pointer(pointer)) {
        expand(target, schemas);
    }
    for key in ["allOf", "anyOf", "oneOf"] {
        for schema in schema.get(key).and_then(Value::as_array).into_iter().flatten() {
            expand(schema, schemas);
        }
    }
}
