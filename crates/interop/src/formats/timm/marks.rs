//! Recognizes files of timm.

use super::state::{self, State};
use super::train_arguments;
use crate::containers::{Container, Document};
use crate::values::Value;
use crate::values::path::Way;

/// Where a checkpoint has the arguments of the run.
pub(super) const ARGUMENTS: &str = "args";

/// The mark of a document.
pub(super) fn mark(document: &Document<'_>) -> Option<String> {
    let root = &document.values;
    match document.container {
        Container::Text(_) => {
            if root.as_object().is_some_and(|object| State::of(object).is_some()) {
                return Some("the keys of a scheduler's `state_dict`".to_owned());
            }
            if train_arguments::are_of(root) {
                return Some("the arguments of its `train.py`".to_owned());
            }
            let class = root.get("class").and_then(Value::as_str)?;
            class.ends_with("LRScheduler").then(|| format!("the class `{class}`"))
        }
        Container::Torch | Container::TorchLegacy | Container::Pickle => {
            if let Some((_, _, path)) = state::find(root, &Way::ROOT).first() {
                return Some(format!("the state in `{path}`"));
            }
            let arguments = root.get(ARGUMENTS).filter(|arguments| train_arguments::are_of(arguments));
            arguments.map(|_| format!("the arguments of its `train.py` in `{ARGUMENTS}`"))
        }
        Container::Archive | Container::Hdf5 | Container::Folder => None,
    }
}
