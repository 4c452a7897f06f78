//! The hyperparameters in a model card of the Trainer, which has other names for some arguments.

use glidepath_serde::Horizon;

use super::read::alone;
use super::{harmless, notes};
use crate::model::{Imported, InteropError};
use crate::values::{Object, Value, account};

/// The names in a card and those of the arguments.
const NAMES: [(&str, &str); 4] = [
    ("lr_scheduler_warmup_ratio", "warmup_ratio"),
    ("lr_scheduler_warmup_steps", "warmup_steps"),
    ("num_epochs", "num_train_epochs"),
    ("training_steps", "max_steps"),
];

/// The types that have no `lr_scheduler_kwargs`, which a card leaves out.
const WITHOUT_PARAMETERS: [&str; 3] = ["constant", "constant_with_warmup", "linear"];

/// Reads the schedule from the hyperparameters of a card.
pub(super) fn read(card: &Value, horizon: &Horizon) -> Result<Imported, InteropError> {
    let arguments = arguments(card)?;
    let mut imported = alone(&arguments, horizon)?;
    account::check(&arguments, harmless::HARMLESS)?;
    card.settle();
    let lr_scheduler_type = arguments.get("lr_scheduler_type").and_then(Value::as_str);
    if lr_scheduler_type.is_none_or(|name| !WITHOUT_PARAMETERS.contains(&name)) {
        imported.notes.push(notes::card_without_parameters());
    }
    Ok(imported)
}

/// The hyperparameters by the names of the arguments. The Trainer writes what it has a default for, too, so a
/// card without it is not whole.
fn arguments(card: &Value) -> Result<Value, InteropError> {
    let mut arguments = Object::default();
    for (key, value) in card.as_object().into_iter().flatten() {
        let known = NAMES.iter().find(|(of_card, _)| of_card == key);
        let name = known.map_or(key.as_str(), |&(_, argument)| argument);
        if arguments.contains_key(name) {
            return Err(InteropError::invalid(key, format!("says the same as `{name}`; leave one of them")));
        }
        arguments.insert(name.to_owned(), value.clone());
    }
    if !arguments.contains_key("learning_rate") {
        return Err(InteropError::new("missing hyperparameter `learning_rate`"));
    }
    if !["max_steps", "num_train_epochs"].iter().any(|name| arguments.contains_key(name)) {
        return Err(InteropError::new("missing hyperparameter `training_steps` or `num_epochs`"));
    }
    Ok(arguments.into())
}
