//! A schedule in the form that another program reads: exactly, for the run, or in pieces.

use std::num::NonZeroUsize;

use glidepath_interop::{
    Approximation, ExportOptions, InteropError, Target, Written, approximate, end_with_run, export,
};
use glidepath_serde::{IntoBoxSchedule, LearningRate};

use super::arguments::Arguments;
use crate::default_range::own_length;
use crate::input::Input;

/// A form, and what to tell about it.
pub(super) struct Converted {
    pub(super) text: String,
    pub(super) notes: Vec<String>,
}

impl Converted {
    fn new(written: &Written) -> Self {
        Self { text: written.to_string(), notes: written.notes().iter().map(ToString::to_string).collect() }
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
            Err(error) if error.is_not_writable() => error,
            Err(error) => return Err(error.to_string()),
        };
        if let Some(converted) = self.total_steps.and_then(|steps| self.in_run(&groups, steps)) {
            return Ok(converted);
        }
        match self.arguments.approximate {
            Some(pieces) if self.arguments.to.holds_pieces() => {
                self.approximated(pieces).map_err(|error| error.to_string())
            }
            Some(_) => Err(format!("{refusal}; nor are there constant pieces to approximate it by")),
            None => Err(format!("{refusal}{}", self.advice(&groups).unwrap_or_default())),
        }
    }

    /// The parameter groups that are written: all, if the target holds them and none is chosen.
    fn groups(&self) -> Vec<LearningRate> {
        match self.arguments.input.group {
            None if self.arguments.to.holds_groups() => self.input.imported.groups().cloned().collect(),
            _ => vec![self.input.learning_rate().clone()],
        }
    }

    fn options(&self) -> ExportOptions {
        let mut options = ExportOptions::new();
        // PyTorch goes on where the file was saved.
        let saved = self.input.imported.step.filter(|_| self.holds_saved_step());
        if let Some(step) = self.arguments.step.or(saved) {
            options = options.with_step(step);
        }
        if let Some(total_steps) = self.total_steps {
            options = options.with_total_steps(total_steps);
        }
        options
    }

    /// Whether the step at which the file was saved is written without being asked for.
    fn holds_saved_step(&self) -> bool {
        matches!(self.arguments.to, Target::Torch | Target::TorchPython)
    }

    fn exact(&self, groups: &[LearningRate]) -> Result<Converted, InteropError> {
        let mut converted = Converted::new(&export(groups, self.arguments.to, &self.options())?);
        let (written, all) = (groups.len(), self.input.groups());
        if written < all {
            converted.notes.push(format!("parameter group {} of {all} is written", self.input.group));
        }
        converted.notes.extend(self.note_on_step());
        Ok(converted)
    }

    /// What to tell about the step at which the file was saved, if it is not written.
    fn note_on_step(&self) -> Option<String> {
        if self.holds_saved_step() {
            return None;
        }
        let step = self.input.imported.step.filter(|&step| step > 0 && self.arguments.step.is_none())?;
        let place = match self.arguments.to.keeper_of_step() {
            Some(keeper) => format!("it belongs to {keeper}"),
            None => format!("`--step {step}` writes it"),
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
            .holds_pieces()
            .then(|| "; `--approximate 100` writes constant pieces instead".to_owned())
    }
}
