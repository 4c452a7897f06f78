//! The door across: what a file holds, in the form of a target, exactly, for the run, or in pieces.

use std::error::Error;
use std::fmt;
use std::num::NonZeroUsize;

use glidepath_serde::{IntoBoxSchedule, LearningRate};

use crate::export::export;
use crate::model::{ExportOptions, Imported, InteropError, Target, Written};
use crate::parts::{Approximation, approximate, end_with_run};

/// How to write what a file holds in the form of a [`Target`].
///
/// The rates are written exactly where the target can hold them; else as far as the run goes, if its length
/// is known; else in constant pieces, if these are asked for.
///
/// ```
/// use glidepath_interop::{Conversion, Target, import_bytes};
///
/// let imported = import_bytes(br#"{"class_name": "ExponentialDecay", "config":
///     {"initial_learning_rate": 0.1, "decay_steps": 100, "decay_rate": 0.5, "staircase": true}}"#)?;
/// let converted = Conversion::new(&imported, Target::Toml).convert()?;
/// assert!(converted.text.starts_with("class_name = \"ExponentialDecay\"\n"));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone, Copy, Debug)]
pub struct Conversion<'a> {
    imported: &'a Imported,
    target: Target,
    group: Option<usize>,
    step: Option<u64>,
    total_steps: Option<u64>,
    likely_length: Option<u64>,
    pieces: Option<(NonZeroUsize, u64)>,
}

/// A form, and what to tell about it.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub struct Converted {
    /// The content of the file to write.
    pub text: String,
    /// What a reader of the form should know.
    pub notes: Vec<String>,
    /// The step at which the file was saved, if it is after 0 and the form does not tell it.
    pub unwritten_step: Option<u64>,
}

/// What would make a conversion possible.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Advice {
    /// The length of the run, which is probably this: what is after its end is then left out.
    RunLength(u64),
    /// Constant pieces; see [`Conversion::with_pieces`].
    Pieces,
    /// Nothing: even constant pieces, which were asked for, cannot be written.
    Nothing,
}

/// Why a file was not converted.
#[derive(Debug)]
#[non_exhaustive]
pub struct ConversionError {
    /// What is wrong.
    pub error: InteropError,
    /// What would help, if that is known.
    pub advice: Option<Advice>,
}

impl fmt::Display for ConversionError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.error.fmt(f)?;
        match self.advice {
            Some(Advice::Nothing) => f.write_str("; nor are there constant pieces to approximate it by"),
            _ => Ok(()),
        }
    }
}

impl Error for ConversionError {}

impl From<InteropError> for ConversionError {
    fn from(error: InteropError) -> Self {
        Self { error, advice: None }
    }
}

impl Converted {
    fn new(written: &Written) -> Self {
        let notes = written.notes().iter().map(ToString::to_string).collect();
        Self { text: written.to_string(), notes, unwritten_step: None }
    }
}

impl<'a> Conversion<'a> {
    /// Writes what a file holds for a target.
    pub fn new(imported: &'a Imported, target: Target) -> Self {
        let total_steps = imported.total_steps;
        Self { imported, target, group: None, step: None, total_steps, likely_length: None, pieces: None }
    }

    /// Writes this parameter group alone. Default: all of them where the target holds several, else the
    /// first.
    #[must_use]
    pub fn with_group(self, group: Option<usize>) -> Self {
        Self { group, ..self }
    }

    /// The number of updates that were made before the run goes on. Default: for PyTorch, that of the file.
    #[must_use]
    pub fn with_step(self, step: Option<u64>) -> Self {
        Self { step, ..self }
    }

    /// The number of steps of the whole run, where the file does not tell.
    #[must_use]
    pub fn with_total_steps(self, total_steps: Option<u64>) -> Self {
        Self { total_steps: self.imported.total_steps.or(total_steps), ..self }
    }

    /// The length that the parameters suggest, for [`Advice::RunLength`].
    #[must_use]
    pub fn with_likely_length(self, length: Option<u64>) -> Self {
        Self { likely_length: length, ..self }
    }

    /// Where there is no exact form, writes at most this number of constant pieces over the steps 0 to
    /// `last`.
    #[must_use]
    pub fn with_pieces(self, pieces: NonZeroUsize, last: u64) -> Self {
        Self { pieces: Some((pieces, last)), ..self }
    }

    /// Converts.
    ///
    /// # Errors
    ///
    /// If there is no parameter group of this index, if the target cannot express the rates in any of the
    /// ways that are allowed, or if it cannot hold the step that was set.
    pub fn convert(&self) -> Result<Converted, ConversionError> {
        let groups = self.groups()?;
        let refusal = match self.exact(&groups) {
            Ok(converted) => return Ok(converted),
            Err(error) if error.is_not_writable() => error,
            Err(error) => return Err(error.into()),
        };
        if let Some(converted) = self.total_steps.and_then(|steps| self.in_run(&groups, steps)) {
            return Ok(converted);
        }
        match self.pieces {
            Some((pieces, last)) if self.target.holds_pieces() => Ok(self.approximated(pieces, last)?),
            Some(_) => Err(ConversionError { error: refusal, advice: Some(Advice::Nothing) }),
            None => Err(ConversionError { error: refusal, advice: self.advice(&groups) }),
        }
    }

    /// The group that is meant where only one is written.
    fn one_group(&self) -> Result<&LearningRate, InteropError> {
        let (index, count) = (self.group.unwrap_or(0), self.imported.groups().count());
        let missing = || InteropError::new(format!("there is no parameter group {index}; there are {count}"));
        self.imported.groups().nth(index).ok_or_else(missing)
    }

    /// The parameter groups that are written: all, if the target holds them and none is chosen.
    fn groups(&self) -> Result<Vec<LearningRate>, InteropError> {
        match self.group {
            None if self.target.holds_groups() => Ok(self.imported.groups().cloned().collect()),
            _ => Ok(vec![self.one_group()?.clone()]),
        }
    }

    fn options(&self) -> ExportOptions {
        let mut options = ExportOptions::new();
        // PyTorch goes on where the file was saved.
        let saved = self.imported.step.filter(|_| self.holds_saved_step());
        if let Some(step) = self.step.or(saved) {
            options = options.with_step(step);
        }
        if let Some(total_steps) = self.total_steps {
            options = options.with_total_steps(total_steps);
        }
        options
    }

    /// Whether the step at which the file was saved is written without being asked for.
    fn holds_saved_step(&self) -> bool {
        matches!(self.target, Target::Torch | Target::TorchPython)
    }

    fn exact(&self, groups: &[LearningRate]) -> Result<Converted, InteropError> {
        let mut converted = Converted::new(&export(groups, self.target, &self.options())?);
        let (written, all) = (groups.len(), self.imported.groups().count());
        if written < all {
            let group = self.group.unwrap_or(0);
            converted.notes.push(format!("parameter group {group} of {all} is written"));
        }
        if !self.holds_saved_step() && self.step.is_none() {
            converted.unwritten_step = self.imported.step.filter(|&step| step > 0);
        }
        Ok(converted)
    }

    /// Converts the same rates without what comes after the run.
    fn in_run(&self, groups: &[LearningRate], total_steps: u64) -> Option<Converted> {
        let ended: Result<Vec<_>, _> = groups.iter().map(|group| end_with_run(group, total_steps)).collect();
        let mut converted = self.exact(&ended.ok()?).ok()?;
        let note = format!(
            "the rates are the same up to step {total_steps}, where the run ends; after it they may differ"
        );
        converted.notes.insert(0, note);
        Some(converted)
    }

    /// Converts constant pieces instead, of the group that is meant.
    fn approximated(&self, pieces: NonZeroUsize, last: u64) -> Result<Converted, InteropError> {
        let Approximation { schedule, largest_absolute, largest_relative, .. } =
            approximate(self.one_group()?, last, pieces.get())?;
        let note = format!(
            "approximated by {} constant pieces from step 0 to {last}, and the last rate after it: the largest difference is \
             {:?} at step {}, the largest relative difference {:?} at step {}",
            schedule.values().len(),
            largest_absolute.difference,
            largest_absolute.step,
            largest_relative.difference,
            largest_relative.step
        );
        let mut converted = self.exact(&[schedule.boxed().into()])?;
        converted.notes.insert(0, note);
        Ok(converted)
    }

    /// What would help where there is no exact form.
    fn advice(&self, groups: &[LearningRate]) -> Option<Advice> {
        let length = self.likely_length.filter(|_| self.total_steps.is_none());
        match length.filter(|&length| self.in_run(groups, length).is_some()) {
            Some(length) => Some(Advice::RunLength(length)),
            None => self.target.holds_pieces().then_some(Advice::Pieces),
        }
    }
}
