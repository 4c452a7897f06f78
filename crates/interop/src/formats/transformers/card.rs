//! The hyperparameters in a model card of the Trainer, which has other names for some arguments.

use glidepath_serde::Horizon;

use super::read::alone;
use super::{harmless, notes};
use crate::model::{Imported, InteropError};
use crate::values::{Value, account};

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
    let entries = card.as_object().into_iter().flatten();
    let arguments: Value = entries.map(|(key, value)| (argument(key), value.clone())).collect();
    let mut imported = alone(&arguments, horizon)?;
    account::check(&arguments, harmless::HARMLESS)?;
    card.settle();
    let lr_scheduler_type = arguments.get("lr_scheduler_type").and_then(Value::as_str);
    if lr_scheduler_type.is_none_or(|name| !WITHOUT_PARAMETERS.contains(&name)) {
        imported.notes.push(notes::card_without_parameters());
    }
    Ok(imported)
}

/// The name of the argument that a card calls so.
fn argument(key: &str) -> String {
    let known = NAMES.iter().find(|(card, _)| *card == key);
    known.map_or(key, |(_, argument)| argument).to_owned()
}
