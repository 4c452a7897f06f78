//! Where a scheduler begins.

use crate::model::InteropError;
use crate::values::Value;
use crate::values::path::children;

/// Refuses a scheduler that begins elsewhere than at its first step.
pub(super) fn check(scheduler: &Value, path: &str) -> Result<(), InteropError> {
    if let Some(last_epoch) = scheduler.get("last_epoch").filter(|value| !value.is_null())
        && last_epoch.as_f64() != Some(-1.0)
    {
        let problem = format!("`last_epoch` must be -1, got {}", crate::values::text::kind(last_epoch));
        return Err(InteropError::invalid(path, problem));
    }
    children(scheduler, path, Value::is_object).try_for_each(|(part, path)| check(part, &path))?;
    children(scheduler, path, Value::is_array)
        .flat_map(|(list, path)| children(list, &path, Value::is_object).collect::<Vec<_>>())
        .try_for_each(|(part, path)| check(part, &path))
}
