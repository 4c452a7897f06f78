//! Configurations that are put together from several files.

use super::Value;

/// Where Hydra names the files that a configuration is put together from.
pub(crate) const DEFAULTS: &str = "defaults";

/// What stands there for the file itself.
pub(crate) const ITSELF: &str = "_self_";

/// The files that Hydra puts together, if there are others than this one.
pub(crate) fn defaults(root: &Value) -> Option<&[Value]> {
    let parts = root.get(DEFAULTS)?.as_array()?;
    parts.iter().any(|part| part.as_str() != Some(ITSELF)).then_some(parts)
}

/// The key by which a configuration takes parts from other files.
pub(crate) fn other_files(root: &Value) -> Option<&str> {
    base_of(root).or(defaults(root).map(|_| DEFAULTS))
}

/// What is wrong with a configuration that does.
pub(crate) const IN_PARTS: &str = "takes parts from other files, where a schedule may stand; give the configuration that \
                                   the program makes of all of them";

/// Keys that have nothing but the name of such a file.
const BASES: [&str; 11] = [
    "__base__",
    "__include__",
    "_base_",
    "_include_",
    "_parent_",
    "base_cfg",
    "base_config",
    "extends",
    "inherit_from",
    "inherits",
    "parent_config",
];

/// Keys that may have it.
const MAYBE_BASES: [&str; 5] = ["base", "include", "includes", "inherit", "parent"];

/// The key by which a configuration takes what it does not say from another file.
pub(crate) fn base_of(root: &Value) -> Option<&str> {
    let mut entries = root.as_object()?.iter();
    let is_base = |(key, value): &(&String, &Value)| {
        let key = key.to_lowercase();
        (BASES.contains(&&*key) && !value.is_none()) || (MAYBE_BASES.contains(&&*key) && names_file(value))
    };
    entries.find(is_base).map(|(key, _)| key.as_str())
}

fn names_file(value: &Value) -> bool {
    match value {
        Value::String(text) => {
            [".json", ".py", ".toml", ".yaml", ".yml"].iter().any(|extension| text.ends_with(extension))
        }
        Value::Array(elements) => elements.iter().any(names_file),
        _ => false,
    }
}
