//! What a model of Lightning returns for a scheduler.

use crate::values::{Object, Value};

/// What Lightning has beside a scheduler.
const BESIDE: [&str; 6] = ["frequency", "interval", "monitor", "name", "reduce_on_plateau", "strict"];

/// Its class for that, which a configuration may name.
const CLASS: &str = "LRSchedulerConfig";

/// Whether an object has a scheduler and what Lightning has beside it, and nothing else.
pub(super) fn is_config(object: &Object) -> bool {
    let is_named = |value: &Value| value.as_str().is_some_and(|name| name.rsplit('.').next() == Some(CLASS));
    let is_known = |(key, value): (&String, &Value)| match key.as_str() {
        "scheduler" => true,
        "_target_" => is_named(value),
        key => BESIDE.contains(&key),
    };
    let is_marked = object.contains_key("interval") || object.get("_target_").is_some_and(is_named);
    is_marked && object.contains_key("scheduler") && object.iter().all(is_known)
}
