//! Recognizes configurations of mlx-lm.

use crate::containers::Document;
use crate::values::Value;

/// The mark of a document: a schedule with a list of arguments, or the parameters of an adapter beside a
/// rate.
pub(super) fn mark(document: &Document<'_>) -> Option<String> {
    let root = document.text()?;
    let schedule =
        root.get("lr_schedule").filter(|schedule| schedule.get("name").is_some_and(Value::is_string));
    if schedule.and_then(|schedule| schedule.get("arguments")).is_some_and(Value::is_array) {
        return Some("`lr_schedule.arguments`".to_owned());
    }
    root.get("lora_parameters").filter(|parameters| parameters.is_object())?;
    root.get("learning_rate").map(|_| "`lora_parameters` beside `learning_rate`".to_owned())
}
