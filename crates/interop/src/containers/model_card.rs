//! The hyperparameters in a model card of the Hugging Face Trainer.
//!
//! The Trainer writes a line `- learning_rate: 2e-05` for each below a sentence that is always the same. All
//! else in the card is Markdown for people.

use crate::model::InteropError;
use crate::values::{Object, Value};
use serde_json::Number;

/// The line above the hyperparameters.
const INTRODUCTION: &str = "The following hyperparameters were used during training:";

/// The hyperparameter that every card with a schedule has.
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
    // What people write between the items does not end the list.
    let section = text.lines().skip(first + 1).take_while(|line| !line.starts_with('#'));
    let mut object = Object::default();
    for (key, value) in section.filter_map(item) {
        if object.contains_key(key) {
            return Err(InteropError::invalid(key, "occurs twice; keep the one of this run"));
        }
        object.insert(key.to_owned(), read(value));
    }
    Ok(object.contains_key(SCHEDULE).then(|| object.into()))
}

/// What the list says whose line of that number, from 1 on, has the optimizer of a Keras model.
pub(crate) fn beside_optimizer(text: &str, line: usize) -> Value {
    let lines: Vec<_> = text.lines().collect();
    let (before, from) = lines.split_at(line.saturating_sub(1).min(lines.len()));
    let after = from.iter().skip(1);
    let is_in_list = |line: &&&str| !line.starts_with('#');
    let section = before.iter().rev().take_while(is_in_list).chain(after.take_while(is_in_list));
    let items = section.filter_map(|line| item(line));
    items.map(|(key, value)| (key.to_owned(), read(value))).collect()
}

/// A line `- key: value`.
fn item(line: &str) -> Option<(&str, &str)> {
    let (key, value) = line.trim().strip_prefix(['-', '*'])?.split_once(':')?;
    Some((key.trim(), value.trim()))
}

fn read(value: &str) -> Value {
    value.parse::<Number>().map_or_else(|_| value.into(), Value::Number)
}
