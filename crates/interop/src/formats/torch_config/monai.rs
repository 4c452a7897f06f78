//! MONAI's bundles, in which `@optimizer` stands for the object of that name.

use super::marks::Found;
use crate::model::{InteropError, StepUnit};
use crate::values::path::{children, is_container, join};
use crate::values::{Object, Value, lookup};

/// The argument of a scheduler that says whose rate it changes.
pub(super) const OPTIMIZER: &str = "optimizer";

/// What calls the scheduler, after each epoch unless `epoch_level` is false.
const HANDLER: &str = "LrScheduleHandler";

/// Refuses what a scheduler looks up elsewhere, but for the optimizer that it belongs to.
pub(super) fn check(found: &Found<'_>) -> Result<(), InteropError> {
    let is_optimizer = |key: &str, value: &Value| key == OPTIMIZER && is_reference(value);
    match found.scheduler.as_object() {
        Some(object) => object
            .iter()
            .filter(|(key, value)| !is_optimizer(key, value))
            .try_for_each(|(key, value)| lookup::refuse(value, &join(&found.path, key))),
        None => lookup::refuse(found.scheduler, &found.path),
    }
}

/// Whether the optimizer is an argument of the scheduler.
pub(super) fn has_optimizer(found: &Found<'_>) -> bool {
    found.scheduler.get(OPTIMIZER).is_some_and(is_reference)
}

fn is_reference(value: &Value) -> bool {
    value.as_str().is_some_and(|text| text.starts_with('@'))
}

/// Takes the references to a scheduler, and finds out when the handler makes a step of it.
pub(super) fn unit(root: &Value, found: &Found<'_>) -> Option<StepUnit> {
    let own = root.as_object().and_then(|object| of_handler(object, &found.path));
    children(root, "", is_container).filter_map(|(child, _)| unit(child, found)).last().or(own)
}

/// Takes the references in an object, which may be the handler.
fn of_handler(object: &Object, path: &str) -> Option<StepUnit> {
    let mut is_told = false;
    for (key, value) in object {
        if value.as_str().is_some_and(|text| lookup::is_to(text, path)) {
            object.take(key);
            is_told = true;
        }
    }
    let class = object.get("_target_")?.as_str()?.rsplit('.').next()?;
    let is_of_epochs = object.get("epoch_level").is_none_or(|level| level.as_bool() == Some(true));
    let unit = if is_of_epochs { StepUnit::Epoch } else { StepUnit::Update };
    (is_told && class == HANDLER).then_some(unit)
}
