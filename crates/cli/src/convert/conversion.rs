//! A schedule in the form that another program reads: exactly, for the run, or in pieces.

use std::num::NonZeroUsize;

use glidepath_interop::{
    Approximation, InteropError, Json, Note, Written, approximate, end_with_run, to_deepspeed, to_glidepath,
    to_keras2, to_keras3, to_toml, to_torch_groups, to_transformers, to_yaml,
};
use glidepath_serde::{IntoBoxSchedule, LearningRate};

use super::arguments::Arguments;
use super::target::Target;
use crate::default_range::own_length;
use crate::input::Input;

/// A form, and what to tell about it.
pub(super) struct Converted {
    pub(super) text: String,
    pub(super) notes: Vec<String>,
}

impl Converted {
    fn new(text: impl ToString, notes: Vec<Note>) -> Self {
        Self { text: text.to_string(), notes: notes.iter().map(ToString::to_string).collect() }
    }

    fn json(json: &Json, notes: Vec<Note>) -> Self {
        Self::new(format!("{json:#}\n"), notes)
    }

    fn form(written: Written) -> Self {
        Self::json(&written.json, written.notes)
    }
}

/// What is to be converted, and how.
pub(super) struct Conversion<'a> {
    arguments: &'a Arguments,
    input: &'a Input,
    /// The length of the run, if it is known.
    total_steps: Option<u64>,
}

impl<'a> Conversion<'a> {
    pub(super) fn new(arguments: &'a Arguments, input: &'a Input) -> Self {
        let total_steps = input.imported.total_steps.or(arguments.input.total_steps());
        Self { arguments, input, total_steps }
    }

    /// Converts exactly, or else for the run, or else by pieces if they are asked for.
    pub(super) fn converted(&self) -> Result<Converted, String> {
        let groups = self.groups();
        let refusal = match self.exact(&groups) {
            Ok(converted) => return Ok(converted),
            Err(error @ InteropError::NotWritable { .. }) => error,
            Err(error) => return Err(error.to_string()),
        };
        if let Some(converted) = self.total_steps.and_then(|steps| self.in_run(&groups, steps)) {
            return Ok(converted);
        }
        match self.arguments.approximate {
            Some(pieces) if self.arguments.to.has_pieces() => {
                self.approximated(pieces).map_err(|error| error.to_string())
            }
            Some(_) => Err(format!("{refusal}; nor are there constant pieces to approximate it by")),
            None => Err(format!("{refusal}{}", self.advice(&groups).unwrap_or_default())),
        }
    }

    /// The parameter groups that are written: of PyTorch all, if none is told.
    fn groups(&self) -> Vec<LearningRate> {
        match (self.arguments.to, self.arguments.input.group) {
            (Target::Torch | Target::TorchPython, None) => self.input.imported.groups().cloned().collect(),
            _ => vec![self.input.learning_rate().clone()],
        }
    }

    fn exact(&self, groups: &[LearningRate]) -> Result<Converted, InteropError> {
        let first = &groups[0];
        let told_step = self.arguments.step;
        let torch = || to_torch_groups(groups, told_step.or(self.input.imported.step).unwrap_or(0));
        let mut converted = match self.arguments.to {
            Target::Keras2 => Converted::form(to_keras2(first)?),
            Target::Keras3 => Converted::form(to_keras3(first)?),
            Target::Torch => {
                torch().map(|scheduler| Converted::json(&scheduler.to_json(), scheduler.notes()))?
            }
            Target::TorchPython => torch().map(|scheduler| Converted::new(&scheduler, scheduler.notes()))?,
            Target::Transformers => Converted::form(to_transformers(first, self.total_steps)?),
            Target::DeepSpeed => Converted::form(to_deepspeed(first)?),
            Target::Glidepath => Converted::json(&to_glidepath(first, told_step)?, vec![]),
            Target::Yaml => Converted::new(to_yaml(first, told_step)?, vec![]),
            Target::Toml => Converted::new(to_toml(first, told_step)?, vec![]),
        };
        let (written, all) = (groups.len(), self.input.groups());
        if written < all {
            converted.notes.push(format!("parameter group {} of {all} is written", self.input.group));
        }
        converted.notes.extend(self.note_on_step());
        Ok(converted)
    }

    /// What to tell of the step at which the file was saved, where it is not written.
    fn note_on_step(&self) -> Option<String> {
        let step = self.input.imported.step.filter(|&step| step > 0 && self.arguments.step.is_none())?;
        let place = match (self.arguments.to, self.arguments.to.keeper_of_step()) {
            (Target::Torch | Target::TorchPython, _) => return None,
            (_, Some(keeper)) => format!("it belongs to {keeper}"),
            (_, None) => format!("`--step {step}` writes it"),
        };
        Some(format!("the file was saved at step {step}, which this form does not tell: {place}"))
    }

    /// Converts the same rates without what comes behind the run.
    fn in_run(&self, groups: &[LearningRate], total_steps: u64) -> Option<Converted> {
        let ended: Result<Vec<_>, _> = groups.iter().map(|group| end_with_run(group, total_steps)).collect();
        let mut converted = self.exact(&ended.ok()?).ok()?;
        let note = format!(
            "the rates are the same up to step {total_steps}, where the run ends; behind it they may be others"
        );
        converted.notes.insert(0, note);
        Some(converted)
    }

    /// Converts constant pieces instead, of the group that is meant.
    fn approximated(&self, pieces: NonZeroUsize) -> Result<Converted, InteropError> {
        let range = self.arguments.steps.unwrap_or_else(|| self.input.suggested_range());
        let Approximation { schedule, largest_absolute, largest_relative, .. } =
            approximate(self.input.learning_rate(), range.last, pieces.get())?;
        let note = format!(
            "approximated by {} constant pieces from step 0 to {}, and the last rate behind it: the largest difference is \
             {:?} at step {}, the largest relative difference {:?} at step {}",
            schedule.values().len(),
            range.last,
            largest_absolute.difference,
            largest_absolute.step,
            largest_relative.difference,
            largest_relative.step
        );
        let mut converted = self.exact(&[schedule.boxed().into()])?;
        converted.notes.insert(0, note);
        Ok(converted)
    }

    /// Which option would help where there is no exact form.
    fn advice(&self, groups: &[LearningRate]) -> Option<String> {
        let length = own_length(&self.input.json).filter(|_| self.total_steps.is_none());
        if let Some(length) = length.filter(|&length| self.in_run(groups, length).is_some()) {
            return Some(format!(
                "; `--total-steps`, as {length}, leaves out what is behind the end of the run"
            ));
        }
        self.arguments
            .to
            .has_pieces()
            .then(|| "; `--approximate 100` writes constant pieces instead".to_owned())
    }
}
