//! How files of timm are told from others.

use super::state::{self, State};
use crate::containers::{Container, Document};
use crate::values::Value;

/// The mark of a document.
pub(super) fn mark(document: &Document<'_>) -> Option<String> {
    let root = &document.values;
    match document.container {
        Container::Text(_) => {
            if root.as_object().is_some_and(|object| State::of(object).is_some()) {
                return Some("the keys of a scheduler's `state_dict`".to_owned());
            }
            let class = root.get("class").and_then(Value::as_str)?;
            class.ends_with("LRScheduler").then(|| format!("the class `{class}`"))
        }
        Container::Torch | Container::TorchLegacy | Container::Pickle => {
            let (_, _, path) = state::find(root, "")?;
            Some(format!("the state in `{path}`"))
        }
        Container::Archive | Container::Hdf5 | Container::Folder => None,
    }
}
