//! Recognizes files of PyTorch.

use super::find::{self, Contents};
use super::{accelerate, class, lightning};
use crate::containers::{Document, Neighbours};
use crate::values::Value;

/// The mark of a document.
pub(super) fn mark(document: &Document<'_>) -> Option<String> {
    if let Neighbours::Folder(folder) = &document.neighbours {
        let of_accelerate = accelerate::is(folder).then(|| format!("the file `{}`", accelerate::SCHEDULER));
        return of_accelerate.or_else(|| lightning::mark(folder));
    }
    let root = &document.values;
    if is_arguments(root) {
        return Some("`class` and `kwargs`".to_owned());
    }
    if let Some(main) = Contents::of(root).main_path() {
        return Some(if main.is_empty() {
            "the keys of a scheduler's `state_dict`".to_owned()
        } else {
            format!("the state in `{main}`")
        });
    }
    let object = find::object(root).filter(|_| document.container.is_pickled());
    object.map(|(_, class)| format!("an object of `{class}`"))
}

/// Whether there is a state of a scheduler.
pub(super) fn has_state(root: &Value) -> bool {
    Contents::of(root).main_path().is_some()
}

/// Whether this is a scheduler by its class and arguments.
pub(super) fn is_arguments(root: &Value) -> bool {
    let Some(name) = root.get("class").and_then(Value::as_str) else { return false };
    let has = |key: &str| root.get(key).is_some();
    // timm's classes end so, and its file has the same keys.
    has("kwargs") && (class::find(name).is_some() || (has("base_lr") && !name.ends_with("LRScheduler")))
}
