//! What the builders of all types are given.

use glidepath_schedules::ScheduleError;
use glidepath_serde::BoxSchedule;

use super::arguments::TrainingArguments;
use super::notes;
use crate::model::{Built, InteropError, Note};
use crate::values::arguments::Arguments;

/// A run of which the rate is asked for.
pub(super) struct Run<'a, 'v> {
    arguments: &'a TrainingArguments<'v>,
    /// `lr_scheduler_kwargs`.
    pub(super) kwargs: Arguments<'a>,
    notes: Vec<Note>,
    /// The type, if it takes no parameters.
    without_kwargs: Option<&'static str>,
}

/// Where the parameters of a type stand.
pub(super) const KWARGS: &str = "lr_scheduler_kwargs";

impl<'a, 'v> Run<'a, 'v> {
    pub(super) fn new(arguments: &'a TrainingArguments<'v>, kwargs: Arguments<'a>) -> Self {
        Self { arguments, kwargs, notes: arguments.notes.clone(), without_kwargs: None }
    }

    /// For a type that takes no parameters, whatever there are.
    pub(super) fn ignore_kwargs(&mut self, lr_scheduler_type: &'static str) {
        self.without_kwargs = Some(lr_scheduler_type);
    }

    /// The rate that the factors of the type are multiplied with.
    pub(super) fn peak(&self) -> f64 {
        self.arguments.learning_rate
    }

    pub(super) fn warmup_steps(&mut self) -> Result<u64, InteropError> {
        self.arguments.warmup_steps(&mut self.notes)
    }

    pub(super) fn has_warmup(&self) -> bool {
        self.arguments.has_warmup()
    }

    pub(super) fn max_steps(&self) -> Result<u64, InteropError> {
        self.arguments.max_steps()
    }

    /// The end of the run, where it is known.
    pub(super) fn known_max_steps(&self) -> Option<u64> {
        self.arguments.max_steps().ok()
    }

    pub(super) fn note(&mut self, note: Note) {
        self.notes.push(note);
    }

    /// What was built, if nothing is wrong with the parameters and none is left over.
    pub(super) fn built(
        mut self,
        schedule: Result<BoxSchedule, ScheduleError>,
    ) -> Result<Built, InteropError> {
        match (self.kwargs.finish(), self.without_kwargs) {
            (Ok(()), _) => {}
            (Err(_), Some(lr_scheduler_type)) => {
                self.notes.push(notes::no_parameters(lr_scheduler_type));
            }
            (Err(error), None) => return Err(error),
        }
        Ok(Built { schedule: schedule.map_err(InteropError::unfit(KWARGS))?, notes: self.notes })
    }
}

/// The steps between the warmup and the end of the run; 1 if there are none.
pub(super) fn steps_after(warmup_steps: u64, max_steps: u64) -> u64 {
    max_steps.saturating_sub(warmup_steps).max(1)
}
