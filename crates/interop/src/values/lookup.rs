//! What a configuration looks up elsewhere.

use super::Value;
use super::path::children;
use super::text::shortened;
use crate::model::InteropError;

/// Refuses references in a value: those of OmegaConf (`${lr}`), of MONAI (`@lr`, `$@lr * 2`) and of
/// HyperPyYAML (`<lr>`).
pub(crate) fn refuse(value: &Value, path: &str) -> Result<(), InteropError> {
    match value {
        Value::String(text) if is_reference(text) => {
            let problem =
                format!("`{}` has to be looked up elsewhere; write the value itself", shortened(text));
            Err(InteropError::invalid(path, problem))
        }
        _ => children(value, path, |_| true).try_for_each(|(child, path)| refuse(child, &path)),
    }
}

fn is_reference(text: &str) -> bool {
    text.contains("${") || text.starts_with(['@', '$']) || (text.starts_with('<') && text.ends_with('>'))
}
