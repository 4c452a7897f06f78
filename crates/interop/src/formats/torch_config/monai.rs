//! MONAI's bundles, in which `@optimizer` stands for the object of that name.

use super::marks::Found;
use crate::model::{InteropError, StepUnit};
use crate::values::path::{self, Way, children, join};
use crate::values::text::kind;
use crate::values::{Object, Value, lookup};

/// The argument of a scheduler that says whose rate it changes.
pub(super) const OPTIMIZER: &str = "optimizer";

/// What makes the steps of a scheduler.
const HANDLER: &str = "LrScheduleHandler";
/// Whether it makes one after each epoch, not after each update.
const EPOCH_LEVEL: &str = "epoch_level";
/// What the scheduler is told in a step.
const STEP_TRANSFORM: &str = "step_transform";

/// With this key MONAI does not make an object.
const DISABLED: &str = "_disabled_";

/// The reference of a scheduler, or of one within it, to the optimizer that it belongs to.
pub(super) fn optimizer<'v>(found: &Found<'v>) -> Option<&'v str> {
    let own = found.scheduler.get(OPTIMIZER);
    let parts = || found.scheduler.get("schedulers")?.as_array()?.iter().find_map(|part| part.get(OPTIMIZER));
    own.or_else(parts)?.as_str().filter(|text| lookup::is_of_monai(text))
}

/// Refuses what a scheduler looks up elsewhere, but for the optimizer that it and all within it belong to.
pub(super) fn check(found: &Found<'_>) -> Result<(), InteropError> {
    let optimizer = optimizer(found);
    path::refuse(found.scheduler, &found.path, &|value, way| {
        let is_optimizer = way.key() == Some(OPTIMIZER) && value.is_string() && value.as_str() == optimizer;
        let problem = lookup::problem(value).filter(|_| !is_optimizer)?;
        Some(InteropError::invalid(way.text(), problem))
    })
}

/// Refuses an object that MONAI does not make.
pub(super) fn refuse_disabled(object: &Object, path: &str, why: &str) -> Result<(), InteropError> {
    match object.get(DISABLED) {
        None | Some(Value::Bool(false)) => Ok(()),
        Some(value) => {
            let problem = format!("must be false, or {why}, got {}", kind(value));
            Err(InteropError::invalid(join(path, DISABLED), problem))
        }
    }
}

/// What a step is, if the file has the handler that makes the steps.
pub(super) fn of_handler(root: &Value, found: &Found<'_>) -> Result<Option<StepUnit>, InteropError> {
    let mut users = Vec::new();
    collect_users(root, &Way::ROOT, root, found.scheduler, &mut users);
    for (object, _, key) in &users {
        object.take(key);
    }
    let mut handlers = users.iter().filter(|(object, ..)| is_handler(object));
    match (handlers.next(), handlers.next()) {
        (None, _) => Ok(None),
        (Some((handler, path, _)), None) => unit(handler, path).map(Some),
        (Some((_, first, _)), Some((_, second, _))) => {
            let problem = format!("makes steps of `{}`, and so does `{first}`; only one is read", found.path);
            Err(InteropError::invalid(&**second, problem))
        }
    }
}

/// The objects that refer to a scheduler, each with its place and the key that does.
fn collect_users<'v>(
    value: &'v Value,
    way: &Way<'_>,
    root: &'v Value,
    scheduler: &Value,
    users: &mut Vec<(&'v Object, String, &'v str)>,
) {
    let refers = |text: &str| {
        lookup::referred(text, root).is_some_and(|(referred, _)| std::ptr::eq(referred, scheduler))
    };
    for (key, entry) in value.as_object().into_iter().flatten() {
        if entry.as_str().is_some_and(refers) {
            users.extend(value.as_object().map(|object| (object, way.text(), key.as_str())));
        }
    }
    for (child, way) in children(value, way) {
        collect_users(child, &way, root, scheduler, users);
    }
}

fn is_handler(object: &Object) -> bool {
    let class = object.get("_target_").and_then(Value::as_str);
    class.and_then(|class| class.rsplit('.').next()) == Some(HANDLER)
}

/// What a step is that a handler makes.
fn unit(handler: &Object, path: &str) -> Result<StepUnit, InteropError> {
    refuse_disabled(handler, path, "the scheduler makes no step")?;
    if handler.has(STEP_TRANSFORM) {
        let problem = "must be left out: what it passes to the scheduler is not known";
        return Err(InteropError::invalid(join(path, STEP_TRANSFORM), problem));
    }
    match handler.get(EPOCH_LEVEL) {
        None | Some(Value::Bool(true)) => Ok(StepUnit::Epoch),
        Some(Value::Bool(false)) => Ok(StepUnit::Update),
        Some(value) => {
            let problem = format!("must be true or false, got {}", kind(value));
            Err(InteropError::invalid(join(path, EPOCH_LEVEL), problem))
        }
    }
}
