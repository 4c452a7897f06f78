//! Recognizes files of mmengine.

use crate::containers::Document;
use crate::values::Value;

/// The mark of a document.
pub(super) fn mark(document: &Document<'_>) -> Option<String> {
    let root = &document.values;
    if is_checkpoint(root) {
        return Some("the states in `param_schedulers`".to_owned());
    }
    let root = document.text()?;
    let has_type = |value: &Value| value.get("type").is_some_and(Value::is_string);
    let schedulers = root.get("param_scheduler");
    let is_scheduler = schedulers.is_some_and(|value| match value {
        Value::Array(all) => !all.is_empty() && all.iter().all(has_type),
        one => has_type(one),
    });
    if is_scheduler {
        return Some("`param_scheduler` by its `type`".to_owned());
    }
    let is_wrapper = root.at(&["optim_wrapper", "optimizer"]).is_some_and(has_type);
    is_wrapper.then(|| "`optim_wrapper`".to_owned())
}

/// Whether there are the states of schedulers.
pub(super) fn is_checkpoint(root: &Value) -> bool {
    let is_state = |state: &Value| {
        ["_global_step", "base_values", "param_name"].iter().all(|key| state.get(key).is_some())
    };
    root.get("param_schedulers")
        .and_then(Value::as_array)
        .is_some_and(|states| !states.is_empty() && states.iter().all(is_state))
}
