//! What Hydra puts into a configuration from other files.

use super::marks::Found;
use crate::model::InteropError;
use crate::values::path::{element, join};
use crate::values::text::shortened;
use crate::values::words::is_of_schedule;
use crate::values::{Value, compose};

/// Refuses a configuration whose scheduler or optimizer may have more in another file.
pub(super) fn check(root: &Value, found: &Found<'_>) -> Result<(), InteropError> {
    if let Some(key) = compose::base_of(root) {
        let problem = format!("is another file, which may have more of `{}`", found.path);
        return Err(InteropError::invalid(key, problem));
    }
    let Some(parts) = compose::defaults(root) else { return Ok(()) };
    let outermost = found.above.first().map(|(_, _, key)| *key);
    for (index, part) in parts.iter().enumerate() {
        let path = element(compose::DEFAULTS, index);
        let (group, path) = match part {
            Value::String(text) => (text.split_once(':').map(|(group, _)| group), path),
            Value::Object(object) => match object.keys().next() {
                Some(key) => (Some(key.as_str()), join(&path, key)),
                None => continue,
            },
            _ => continue,
        };
        // A file without a group may have anything in it.
        let may_be_meant = group.is_none_or(|group| {
            let names = group.trim_start_matches("override ").split(['/', '@', '.']);
            names
                .into_iter()
                .any(|name| Some(name) == outermost || name.contains("optim") || is_of_schedule(name, false))
        });
        if may_be_meant && part.as_str() != Some(compose::ITSELF) {
            let shown = part.as_str().map_or_else(String::new, |text| format!("`{}` ", shortened(text)));
            let problem = format!(
                "{shown}is another file, which may have more of `{}`; give the configuration that Hydra makes of all files",
                found.path
            );
            return Err(InteropError::invalid(path, problem));
        }
    }
    if let Some(object) = root.as_object() {
        object.take(compose::DEFAULTS);
    }
    Ok(())
}
