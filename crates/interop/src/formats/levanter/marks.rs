//! How configurations of Levanter are told from others.

use crate::containers::{Container, Document};
use crate::values::Value;

/// The mark of a document: the length of the run, as only Levanter has it, beside an optimizer.
pub(super) fn mark(document: &Document<'_>) -> Option<String> {
    let Container::Text(_) = document.container else { return None };
    document.values.at(&["trainer", "num_train_steps"])?;
    let has_optimizer = document.values.get("optimizer").is_some_and(Value::is_object);
    has_optimizer.then(|| "`trainer.num_train_steps` beside `optimizer`".to_owned())
}
