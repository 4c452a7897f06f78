//! Several optimizers of Keras in one: `MultiOptimizer`.

use serde_json::{Map, Value};

use crate::formats::keras::optimizer::{self, Place};
use crate::model::{Imported, InteropError, Note};

/// The most optimizers that are read.
const MOST: usize = 1_000;

/// Reads the rate of each optimizer as that of a parameter group: first the one for all variables that no other is for, then
/// the others in the order of their patterns.
pub(crate) fn read(map: &Value, place: Place<'_>) -> Result<Imported, InteropError> {
    let (config, place) = (object(map, "config", &place)?, place.key("config"));
    let Some(default) = config.get("default_optimizer") else {
        return Err(InteropError::invalid(place.path(), "missing field `default_optimizer`"));
    };
    let mut imported = one(default, place.clone().key("default_optimizer"))?;
    let (optimizers, place) = (object_of(config, "optimizer_map", &place)?, place.key("optimizer_map"));
    if optimizers.len() > MOST {
        let problem = format!("must have at most {MOST} entries, got {}", optimizers.len());
        return Err(InteropError::invalid(place.path(), problem));
    }
    for (pattern, optimizer) in optimizers {
        let group = one(optimizer, place.clone().key(pattern))?;
        imported.further_groups.push(group.learning_rate);
        imported.notes.extend(group.notes);
    }
    if !optimizers.is_empty() {
        imported.notes.push(Note::SeveralOptimizers { patterns: optimizers.keys().cloned().collect() });
    }
    Ok(imported)
}

/// An optimizer that is not several itself.
fn one(optimizer: &Value, place: Place<'_>) -> Result<Imported, InteropError> {
    let path = place.path().to_owned();
    let imported = optimizer::read(optimizer, place)?;
    if imported.further_groups.is_empty() {
        Ok(imported)
    } else {
        Err(InteropError::invalid(&path, "must be one optimizer, got several in one"))
    }
}

fn object<'v>(
    value: &'v Value,
    key: &str,
    place: &Place<'_>,
) -> Result<&'v Map<String, Value>, InteropError> {
    match value {
        Value::Object(object) => object_of(object, key, place),
        other => Err(place.wrong_kind("an object", other)),
    }
}

fn object_of<'v>(
    object: &'v Map<String, Value>,
    key: &str,
    place: &Place<'_>,
) -> Result<&'v Map<String, Value>, InteropError> {
    match object.get(key) {
        Some(Value::Object(object)) => Ok(object),
        Some(other) => Err(place.clone().key(key).wrong_kind("an object", other)),
        None => Err(InteropError::invalid(place.path(), format!("missing field `{key}`"))),
    }
}
