//! Recognizes configurations of torchtune.

use crate::containers::Document;
use crate::values::Value;

/// The key that names a class or a function.
pub(super) const COMPONENT: &str = "_component_";

/// The mark of a document: a component below one of its keys.
pub(super) fn mark(document: &Document<'_>) -> Option<String> {
    let has_component = |value: &Value| value.get(COMPONENT).is_some_and(Value::is_string);
    let (key, _) = document.text()?.as_object()?.iter().find(|(_, value)| has_component(value))?;
    Some(format!("`{key}.{COMPONENT}`"))
}
