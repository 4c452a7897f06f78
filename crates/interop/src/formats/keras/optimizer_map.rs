//! Several optimizers of Keras in one: `MultiOptimizer`.

use super::notes;
use super::place::Place;
use crate::model::{Imported, InteropError};
use crate::values::{Object, Value};

/// The most optimizers that are read.
const MOST: usize = 1_000;

/// Reads one optimizer.
type Read = fn(&Object, Place<'_>) -> Result<Imported, InteropError>;

/// Reads the rate of each optimizer as that of a parameter group: first the one for all variables that no
/// other is for, then the others in the order of their patterns.
pub(super) fn read(map: &Object, place: Place<'_>, read: Read) -> Result<Imported, InteropError> {
    let (config, place) = (object(map, "config", &place)?, place.key("config"));
    let mut imported =
        one(object(config, "default_optimizer", &place)?, place.clone().key("default_optimizer"), read)?;
    let (optimizers, place) = (object(config, "optimizer_map", &place)?, place.key("optimizer_map"));
    if optimizers.len() > MOST {
        let problem = format!("must have at most {MOST} entries, got {}", optimizers.len());
        return Err(InteropError::invalid(place.path(), problem));
    }
    for pattern in optimizers.keys() {
        let group = one(object(optimizers, pattern, &place)?, place.clone().key(pattern), read)?;
        imported.further_groups.push(group.learning_rate);
        imported.notes.extend(group.notes);
    }
    if !optimizers.is_empty() {
        imported.notes.push(notes::several_optimizers(optimizers.keys()));
    }
    Ok(imported)
}

/// An optimizer that is not several itself.
fn one(optimizer: &Object, place: Place<'_>, read: Read) -> Result<Imported, InteropError> {
    let path = place.path().to_owned();
    let imported = read(optimizer, place)?;
    if imported.further_groups.is_empty() {
        Ok(imported)
    } else {
        Err(InteropError::invalid(&path, "must be one optimizer, got several in one"))
    }
}

fn object<'v>(object: &'v Object, key: &str, place: &Place<'_>) -> Result<&'v Object, InteropError> {
    match object.take(key) {
        Some(Value::Object(object)) => Ok(object),
        Some(other) => Err(place.clone().key(key).wrong_kind("an object", other)),
        None => Err(InteropError::invalid(place.path(), format!("missing field `{key}`"))),
    }
}
