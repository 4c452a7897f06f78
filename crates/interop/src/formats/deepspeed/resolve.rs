//! One value for each parameter: where the configuration leaves it open, and where it has one for each group.

use super::notes;
use super::run::{Known, Run};
use crate::model::groups::check_count;
use crate::model::{InteropError, Note, Remedy};
use crate::values::{Object, Value, path};

/// The parameters that may have a value for each parameter group.
const OF_GROUPS: [&str; 3] = ["warmup_min_lr", "warmup_max_lr", "lr_range_test_min_lr"];

/// The length of the run.
const TOTAL: &str = "total_num_steps";

pub(super) const NEEDS_ARGUMENTS: &str =
    "give this configuration as `deepspeed` in the training arguments of transformers, which tell the value";

pub(super) fn is_auto(value: &Value) -> bool {
    value.as_str() == Some("auto")
}

/// The parameters, what is `"auto"` as transformers fills it in.
#[derive(Debug)]
pub(super) struct Resolved<'p> {
    parameters: Object,
    path: &'p str,
    pub(super) notes: Vec<Note>,
}

impl<'p> Resolved<'p> {
    pub(super) fn new(parameters: &Object, path: &'p str, known: Known<'_>) -> Result<Self, InteropError> {
        let mut resolved = Self { parameters: parameters.clone(), path, notes: Vec::new() };
        match known {
            Known::Run(run) => resolved.fill_in(run)?,
            Known::Length(total_steps) => {
                resolved.fill_in_length(total_steps);
                resolved.refuse_open()?;
            }
        }
        Ok(resolved)
    }

    /// How many groups the lists have, which must be equally long.
    pub(super) fn group_count(&self) -> Result<usize, InteropError> {
        let mut lists =
            OF_GROUPS.iter().filter_map(|&name| Some((name, self.parameters.get(name)?.as_array()?.len())));
        let Some((first, count)) = lists.next() else { return Ok(1) };
        let values = Value::Object(self.parameters.clone());
        check_count(count, &values, &path::join(self.path, first))?;
        match lists.find(|&(_, other)| other != count) {
            Some((name, other)) => {
                let problem = format!("must have as many elements as `{first}`, {count}, got {other}");
                Err(InteropError::invalid(path::join(self.path, name), problem))
            }
            None => Ok(count),
        }
    }

    /// The parameters of one group.
    pub(super) fn of_group(&self, group: usize) -> Value {
        let mut parameters = self.parameters.clone();
        for name in OF_GROUPS {
            if let Some(value) = parameters.get_mut(name)
                && let Some(own) = value.as_array().and_then(|values| values.get(group)).cloned()
            {
                *value = own;
            }
        }
        Value::Object(parameters)
    }

    fn fill_in_length(&mut self, total_steps: Option<u64>) {
        if let (Some(value), Some(total_steps)) = (self.parameters.get_mut(TOTAL), total_steps)
            && is_auto(value)
        {
            *value = total_steps.into();
            self.notes.push(notes::auto_length(total_steps));
        }
    }

    fn refuse_open(&self) -> Result<(), InteropError> {
        let open = self.parameters.iter().filter(|(_, value)| is_auto(value));
        let names: Vec<_> = open.map(|(name, _)| format!("`{name}`")).collect();
        let verb = match names.len() {
            0 => return Ok(()),
            1 => "is",
            _ => "are",
        };
        let is_length_open = self.parameters.get(TOTAL).is_some_and(is_auto);
        let problem = format!("{} {verb} \"auto\"; {NEEDS_ARGUMENTS}", names.join(", "));
        let remedy = if is_length_open { Remedy::TotalSteps } else { Remedy::TrainingArguments };
        Err(InteropError::invalid(self.path, problem).with_remedy(remedy))
    }

    fn fill_in(&mut self, run: &dyn Run) -> Result<(), InteropError> {
        for (name, value) in self.parameters.iter_mut().filter(|(_, value)| is_auto(value)) {
            *value = match &**name {
                "warmup_min_lr" => 0.0.into(),
                "warmup_max_lr" => run.learning_rate().into(),
                "warmup_num_steps" => run.warmup_steps()?.into(),
                TOTAL => run.max_steps()?.into(),
                _ => {
                    let problem = "is \"auto\", which transformers does not fill in here";
                    return Err(InteropError::invalid(path::join(self.path, name), problem));
                }
            };
            let (parameter, value) = (name.clone(), value.to_string());
            self.notes.push(notes::auto_parameter(&parameter, &value));
        }
        Ok(())
    }
}
