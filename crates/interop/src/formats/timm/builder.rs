//! What all schedulers of timm have.

use super::noise;
use super::notes;
use crate::model::{Built, InteropError, Note};
use crate::parts::going_to;
use crate::values::arguments::{Arguments, NonNegative, Positive};
use glidepath_core::LearningRateSchedule;
use glidepath_schedules::{ScheduleError, Warmup};
use glidepath_serde::{BoxSchedule, IntoBoxSchedule};

/// A scheduler whose parameters are being read.
pub(super) struct Builder<'v> {
    pub(super) base: f64,
    pub(super) arguments: Arguments<'v>,
    notes: Vec<Note>,
    warmup_t: u64,
    warmup_lr_init: f64,
    warmup_prefix: bool,
}

impl<'v> Builder<'v> {
    pub(super) fn new(base: f64, mut arguments: Arguments<'v>) -> Result<Self, InteropError> {
        let mut notes = Vec::new();
        arguments.ignore(&["noise_pct", "noise_type", "noise_std", "noise_seed", "initialize"]);
        noise::refuse(&mut arguments, "noise_range_t")?;
        if arguments.or("t_in_epochs", true)? {
            notes.push(notes::steps_are_epochs());
        }
        let warmup_t = arguments.or("warmup_t", 0)?;
        let NonNegative(warmup_lr_init) = arguments.or("warmup_lr_init", NonNegative(0.0))?;
        Ok(Self { base, arguments, notes, warmup_t, warmup_lr_init, warmup_prefix: true })
    }

    /// Reads whether the scheduler's time begins after the warmup.
    pub(super) fn read_warmup_prefix(&mut self, default: bool) -> Result<(), InteropError> {
        self.warmup_prefix = self.arguments.or("warmup_prefix", default)?;
        Ok(())
    }

    /// The length of the warmup.
    pub(super) fn warmup_t(&self) -> u64 {
        self.warmup_t
    }

    /// A number that must be there and above 0.
    pub(super) fn positive(&mut self, name: &'static str) -> Result<f64, InteropError> {
        self.arguments.required(name).map(|Positive(number)| number)
    }

    pub(super) fn positive_or(&mut self, name: &'static str, default: f64) -> Result<f64, InteropError> {
        self.arguments.or(name, Positive(default)).map(|Positive(number)| number)
    }

    pub(super) fn non_negative_or(&mut self, name: &'static str, default: f64) -> Result<f64, InteropError> {
        self.arguments.or(name, NonNegative(default)).map(|NonNegative(number)| number)
    }

    pub(super) fn note(&mut self, note: Note) {
        self.notes.push(note);
    }

    /// The scheduler after a warmup to the base rate.
    pub(super) fn built(self, schedule: Result<BoxSchedule, ScheduleError>) -> Result<Built, InteropError> {
        let target = self.base;
        self.built_with_target(schedule, Some(target))
    }

    /// The scheduler after a warmup to the rate that it continues with.
    pub(super) fn built_without_jump(
        self,
        schedule: Result<BoxSchedule, ScheduleError>,
    ) -> Result<Built, InteropError> {
        let target = self.warmup_prefix.then_some(self.base);
        self.built_with_target(schedule, target)
    }

    fn built_with_target(
        mut self,
        schedule: Result<BoxSchedule, ScheduleError>,
        target: Option<f64>,
    ) -> Result<Built, InteropError> {
        let path = self.arguments.path().to_owned();
        let schedule = schedule.and_then(|schedule| self.warmed_up(schedule, target));
        self.arguments.finish()?;
        Ok(Built { schedule: schedule.map_err(InteropError::unfit(&path))?, notes: self.notes })
    }

    fn warmed_up(
        &mut self,
        schedule: BoxSchedule,
        target: Option<f64>,
    ) -> Result<BoxSchedule, ScheduleError> {
        if self.warmup_t == 0 {
            return Ok(schedule);
        }
        let then = schedule.learning_rate(if self.warmup_prefix { 0 } else { self.warmup_t });
        let warmup = Warmup::new(schedule, self.warmup_t)?
            .with_warmup_prefix(self.warmup_prefix)?
            .with_initial_learning_rate(self.warmup_lr_init)?;
        let Some(target) = target else { return Ok(warmup.boxed()) };
        if !self.warmup_prefix && target != then {
            self.note(notes::warmup_jump(self.warmup_t, target, then));
        }
        going_to(warmup, target, then)
    }
}
