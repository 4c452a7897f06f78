//! What the builders of all schedulers are given.

use super::resolve::{NEEDS_ARGUMENTS, is_auto};
use super::run::Run;
use crate::model::{Built, InteropError, Note};
use crate::values::arguments::{Argument, Arguments, NonNegative};
use crate::values::{Value, path};
use glidepath_schedules::ScheduleError;
use glidepath_serde::BoxSchedule;

/// A scheduler whose parameters are being read.
pub(super) struct Scheduler<'a> {
    pub(super) parameters: Arguments<'a>,
    config: &'a Value,
    /// The place of the configuration.
    path: &'a str,
    run: Option<&'a dyn Run>,
    notes: Vec<Note>,
}

impl<'a> Scheduler<'a> {
    pub(super) fn new(
        config: &'a Value,
        path: &'a str,
        parameters: Arguments<'a>,
        run: Option<&'a dyn Run>,
        notes: Vec<Note>,
    ) -> Result<Self, InteropError> {
        let mut scheduler = Self { parameters, config, path, run, notes };
        if let Some(last) = scheduler.parameters.optional::<i64>("last_batch_iteration")?
            && last != -1
        {
            return Err(scheduler.refuse("last_batch_iteration", format!("must be -1, got {last}")));
        }
        Ok(scheduler)
    }

    /// The rate of the optimizer, which some schedulers take as their greatest.
    pub(super) fn optimizer_rate(&self) -> Result<f64, InteropError> {
        let place = path::join(self.path, "optimizer.params");
        let rate = self.config.take_at(&["optimizer", "params", "lr"]);
        match (rate, self.run) {
            // The Trainer then builds the optimizer itself.
            (None, Some(run)) => Ok(run.learning_rate()),
            (None, None) => Err(InteropError::invalid(&place, "missing field `lr`")),
            (Some(rate), Some(run)) if is_auto(rate) => Ok(run.learning_rate()),
            (Some(rate), None) if is_auto(rate) => Err(InteropError::invalid(
                &path::join(&place, "lr"),
                format!("is \"auto\"; {NEEDS_ARGUMENTS}"),
            )),
            (Some(rate), _) => {
                NonNegative::read(rate, &path::join(&place, "lr")).map(|NonNegative(rate)| rate)
            }
        }
    }

    pub(super) fn non_negative_or(&mut self, name: &'static str, default: f64) -> Result<f64, InteropError> {
        self.parameters.or(name, NonNegative(default)).map(|NonNegative(number)| number)
    }

    pub(super) fn note(&mut self, note: Note) {
        self.notes.push(note);
    }

    pub(super) fn refuse(&self, name: &str, problem: impl Into<String>) -> InteropError {
        self.parameters.refuse(name, problem)
    }

    /// What was built, if nothing is wrong with the parameters and none is left over.
    pub(super) fn built(self, schedule: Result<BoxSchedule, ScheduleError>) -> Result<Built, InteropError> {
        let path = self.parameters.path().to_owned();
        self.parameters.finish()?;
        Ok(Built { schedule: schedule.map_err(InteropError::unfit(&path))?, notes: self.notes })
    }
}
