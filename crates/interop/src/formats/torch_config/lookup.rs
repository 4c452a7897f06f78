//! What a configuration looks up elsewhere.

use crate::model::InteropError;
use crate::values::Value;
use crate::values::path::children;
use crate::values::text::shortened;

/// Refuses OmegaConf's interpolations in a value.
pub(super) fn refuse(value: &Value, path: &str) -> Result<(), InteropError> {
    match value {
        Value::String(text) if text.contains("${") => {
            let problem =
                format!("`{}` has to be looked up elsewhere; write the value itself", shortened(text));
            Err(InteropError::invalid(path, problem))
        }
        _ => children(value, path, |_| true).try_for_each(|(child, path)| refuse(child, &path)),
    }
}
