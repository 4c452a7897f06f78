//! What surrounds a scheduler: switches that may turn it off, and classes that may change its rates.

use super::lightning;
use super::marks::Found;
use crate::model::InteropError;
use crate::values::path::join;
use crate::values::text::{kind, shortened};
use crate::values::words::{is_of_schedule, is_switch};
use crate::values::{Object, Value, account};

/// The keys that turn the object that they stand in on, and off.
const ON: [&str; 6] = ["active", "enable", "enabled", "is_enabled", "use", "used"];
const OFF: [&str; 3] = ["disable", "disabled", "is_disabled"];

/// The keys that name a class, and those that choose a kind.
const CLASSES: [&str; 4] = ["_target_", "class", "class_path", "type"];
const KINDS: [&str; 6] = ["choice", "kind", "method", "mode", "name", "policy"];

/// Refuses a scheduler that is, or may be, turned off, and one that is an argument of something unknown.
pub(super) fn check(found: &Found<'_>) -> Result<(), InteropError> {
    let mut is_within = false;
    for (index, (object, path, key)) in found.above.iter().enumerate() {
        take_true(object);
        refuse_null(object, path, key)?;
        refuse_off(object, path)?;
        let is_of_lightning = index + 1 == found.above.len() && lightning::is_config(object);
        if !is_of_lightning {
            refuse_wrapper(object, path, found, is_within)?;
        }
        is_within |= is_of_schedule(key, false);
    }
    Ok(())
}

/// Takes `use_scheduler: true`, which says what is so.
fn take_true(object: &Object) {
    let is_use = |name: &str| ["enable", "use"].iter().any(|word| name.to_lowercase().contains(word));
    for (name, value) in object {
        if value.as_bool() == Some(true) && is_switch(name) && is_use(name) {
            object.take(name);
        }
    }
}

/// Refuses `lr_scheduler: null` beside the options of one.
fn refuse_null(object: &Object, path: &str, key: &str) -> Result<(), InteropError> {
    let null = object.iter().find(|(name, value)| *name != key && value.is_null() && is_switch(name));
    match null {
        Some((name, value)) => Err(InteropError::invalid(join(path, name), account::off(name, value))),
        None => Ok(()),
    }
}

/// Refuses `enabled: false` beside the scheduler or further up.
fn refuse_off(object: &Object, path: &str) -> Result<(), InteropError> {
    let is_yes = |value: &Value| value.as_bool() == Some(true) || value.as_f64() == Some(1.0);
    let is_no = |value: &Value| value.as_bool() == Some(false) || value.as_f64() == Some(0.0);
    let wrong = object.iter().find_map(|(name, value)| match name.as_str() {
        on if ON.contains(&on) && !is_yes(value) => Some((name, value, "true")),
        off if OFF.contains(&off) && !is_no(value) => Some((name, value, "false")),
        _ => None,
    });
    let Some((name, value, wanted)) = wrong else { return Ok(()) };
    let problem =
        format!("must be {wanted}, or the scheduler that stands here is not in use, got {}", kind(value));
    Err(InteropError::invalid(join(path, name), problem))
}

/// Refuses a class or a kind in an object around the scheduler: any where the object itself is the
/// schedule's, and elsewhere a class whose name is about one.
fn refuse_wrapper(
    object: &Object,
    path: &str,
    found: &Found<'_>,
    is_within: bool,
) -> Result<(), InteropError> {
    let speaks = |name: &str| {
        let class = name.rsplit(['.', ':']).next().unwrap_or_default();
        is_of_schedule(class, false)
    };
    let wrapper = object.iter().find(|(name, value)| {
        let (is_class, is_kind) = (CLASSES.contains(&name.as_str()), KINDS.contains(&name.as_str()));
        if is_within {
            (is_class || is_kind) && !matches!(value, Value::Array(_) | Value::Object(_))
        } else {
            is_class && value.as_str().is_some_and(speaks)
        }
    });
    let Some((name, value)) = wrapper else { return Ok(()) };
    let got = value.as_str().map_or_else(|| kind(value), |text| format!("`{}`", shortened(text)));
    let problem = format!("what {got} makes of the scheduler `{}` within it is not known", found.path);
    Err(InteropError::invalid(join(path, name), problem))
}
