//! One value for each parameter: where the configuration leaves it open, and where it has one for each group.

use serde_json::{Map, Value, json};

use super::DeepSpeedNote;
use crate::transformers::TrainingArguments;
use crate::{InteropError, Note, path};

/// The parameters that may have a value for each parameter group.
const OF_GROUPS: [&str; 3] = ["warmup_min_lr", "warmup_max_lr", "lr_range_test_min_lr"];

pub(super) const NEEDS_ARGUMENTS: &str =
    "give this configuration as `deepspeed` in the training arguments of transformers, which tell the value";

pub(super) fn is_auto(value: &Value) -> bool {
    value.as_str() == Some("auto")
}

/// The parameters, what is `"auto"` as transformers fills it in, and of a list its first value.
pub(super) fn resolve(
    parameters: &Map<String, Value>,
    path: &str,
    arguments: Option<&TrainingArguments<'_>>,
    notes: &mut Vec<Note>,
) -> Result<Value, InteropError> {
    let mut resolved = parameters.clone();
    match arguments {
        Some(arguments) => fill_in(&mut resolved, path, arguments, notes)?,
        None => refuse_open(parameters, path)?,
    }
    for parameter in OF_GROUPS {
        let Some(Value::Array(values)) = resolved.get(parameter) else { continue };
        let Some(first) = values.first().cloned() else {
            let problem = "must have at least 1 element, got 0";
            return Err(InteropError::invalid(&path::join(path, parameter), problem));
        };
        if values.len() > 1 {
            notes.push(Note::FirstGroup { parameter: parameter.to_owned(), groups: values.len() });
        }
        resolved.insert(parameter.to_owned(), first);
    }
    Ok(Value::Object(resolved))
}

fn refuse_open(parameters: &Map<String, Value>, path: &str) -> Result<(), InteropError> {
    let open = parameters.iter().filter(|(_, value)| is_auto(value));
    let open: Vec<_> = open.map(|(name, _)| format!("`{name}`")).collect();
    let verb = match open.len() {
        0 => return Ok(()),
        1 => "is",
        _ => "are",
    };
    let problem = format!("{} {verb} \"auto\"; {NEEDS_ARGUMENTS}", open.join(", "));
    Err(InteropError::invalid(path, problem))
}

fn fill_in(
    parameters: &mut Map<String, Value>,
    path: &str,
    arguments: &TrainingArguments<'_>,
    notes: &mut Vec<Note>,
) -> Result<(), InteropError> {
    for (name, value) in parameters.iter_mut().filter(|(_, value)| is_auto(value)) {
        *value = match &**name {
            "warmup_min_lr" => json!(0.0),
            "warmup_max_lr" => json!(arguments.learning_rate),
            "warmup_num_steps" => json!(arguments.warmup_steps(&mut Vec::new())?.max(1)),
            "total_num_steps" => json!(arguments.max_steps()?),
            _ => {
                let problem = "is \"auto\", which transformers does not fill in here";
                return Err(InteropError::invalid(&path::join(path, name), problem));
            }
        };
        let (parameter, value) = (name.clone(), value.to_string());
        notes.push(Note::DeepSpeed(DeepSpeedNote::Auto { parameter, value }));
    }
    Ok(())
}
