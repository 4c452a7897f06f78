//! The hyperparameters in a model card of the Hugging Face Trainer.
//!
//! The Trainer writes a line `- learning_rate: 2e-05` for each below a sentence that is always the same. All else in the
//! card is Markdown for people.

use crate::model::InteropError;
use crate::values::{Object, Value};
use serde_json::Number;

/// The line above the hyperparameters.
const INTRODUCTION: &str = "The following hyperparameters were used during training:";

/// The hyperparameter without which a card says nothing of a schedule.
const SCHEDULE: &str = "lr_scheduler_type";

/// Reads the hyperparameters of a text that is such a card.
///
/// # Errors
///
/// If the card has the hyperparameters of several runs, or one of them twice.
pub(crate) fn parse(text: &str) -> Result<Option<Value>, InteropError> {
    let mut lists = text.lines().enumerate().filter(|(_, line)| line.trim() == INTRODUCTION);
    let Some((first, _)) = lists.next() else { return Ok(None) };
    if let Some((second, _)) = lists.next() {
        let lines = format!("below the lines {} and {}", first + 1, second + 1);
        let problem = format!("the hyperparameters of several runs, {lines}; leave only those of one");
        return Err(InteropError::new(problem));
    }
    let after = text.lines().skip(first + 1).skip_while(|line| line.trim().is_empty());
    let mut object = Object::default();
    for (key, value) in after.map_while(item) {
        if object.contains_key(key) {
            return Err(InteropError::invalid(key, "stands there twice; leave the one of this run"));
        }
        object.insert(key.to_owned(), read(value));
    }
    Ok(object.contains_key(SCHEDULE).then(|| object.into()))
}

/// A line `- key: value`.
fn item(line: &str) -> Option<(&str, &str)> {
    let (key, value) = line.trim().strip_prefix(['-', '*'])?.split_once(':')?;
    Some((key.trim(), value.trim()))
}

fn read(value: &str) -> Value {
    value.parse::<Number>().map_or_else(|_| value.into(), Value::Number)
}
