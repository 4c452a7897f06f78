//! What all schedulers of Composer are built of.

use glidepath_schedules::{ScheduleError, StepCount};
use glidepath_serde::BoxSchedule;

use super::time::{Clock, Time, TimeString};
use crate::model::InteropError;
use crate::parts::{fraction_of, warmed_up};
use crate::values::arguments::{Argument, Arguments, NonNegative};

/// A scheduler whose parameters are being read.
#[derive(Debug)]
pub(super) struct Plan<'c> {
    /// The optimizer's rate, which all factors are multiplied with.
    pub(super) rate: f64,
    pub(super) parameters: Arguments<'c>,
    pub(super) clock: Clock<'c>,
}

impl<'c> Plan<'c> {
    pub(super) fn new(rate: f64, parameters: Arguments<'c>, clock: Clock<'c>) -> Self {
        Self { rate, parameters, clock }
    }

    pub(super) fn finish(self) -> Result<(), InteropError> {
        self.parameters.finish()
    }

    /// The rate at a factor.
    pub(super) fn at(&mut self, name: &'static str, default: f64) -> Result<f64, InteropError> {
        let NonNegative(factor) = self.parameters.or(name, NonNegative(default))?;
        Ok(fraction_of(self.rate, factor))
    }

    /// A time that must be there.
    pub(super) fn time(&mut self, name: &'static str) -> Result<Time, InteropError> {
        let time = self.parameters.required(name)?;
        self.clock.convert(time, &self.parameters.path_of(name))
    }

    pub(super) fn time_or(&mut self, name: &'static str, default: &str) -> Result<Time, InteropError> {
        let default = default.into();
        let default = TimeString::read(&default, name)?;
        let time = match self.parameters.optional::<TimeString<'_>>(name)? {
            Some(time) => time,
            None => default,
        };
        self.clock.convert(time, &self.parameters.path_of(name))
    }

    /// The number of steps of a time above 0.
    pub(super) fn steps(&self, time: Time, name: &str) -> Result<StepCount, InteropError> {
        let steps = self.clock.steps(time, &self.parameters.path_of(name))?;
        if steps > 0.0 {
            Ok(StepCount::from(steps))
        } else {
            Err(self.parameters.refuse(name, "must be greater than 0, got 0"))
        }
    }

    /// The same where it must be whole.
    pub(super) fn whole_steps(&self, time: Time, name: &str) -> Result<u64, InteropError> {
        let steps = self.clock.steps(time, &self.parameters.path_of(name))?;
        let not_whole = || {
            self.parameters
                .refuse(name, format!("must be a whole number of steps here, got {steps:?} of them"))
        };
        StepCount::from(steps).whole().ok_or_else(not_whole)
    }

    /// The number of steps of a time above 0 where it must be whole.
    pub(super) fn positive_steps(&mut self, name: &'static str) -> Result<u64, InteropError> {
        let time = self.time(name)?;
        self.steps(time, name)?;
        self.whole_steps(time, name)
    }

    /// The first step that is not before a time.
    pub(super) fn first_step(&self, time: Time, name: &str) -> Result<u64, InteropError> {
        let steps = self.clock.steps(time, &self.parameters.path_of(name))?;
        let far = || self.parameters.refuse(name, format!("must be below 2^64 steps, got {steps:?}"));
        StepCount::from(steps.ceil()).whole().ok_or_else(far)
    }

    /// The time of the warmup. What the ratio does not scale, `scale_warmup` does not change.
    pub(super) fn warmup(&mut self) -> Result<Time, InteropError> {
        self.parameters.or("scale_warmup", false)?;
        self.time("t_warmup")
    }

    /// Puts the warmup before a schedule: a line from 0 to `target`.
    pub(super) fn warmed_up(
        &self,
        schedule: BoxSchedule,
        warmup: Time,
        target: f64,
    ) -> Result<BoxSchedule, InteropError> {
        let steps = self.whole_steps(warmup, "t_warmup")?;
        self.built(warmed_up(schedule, steps, target))
    }

    /// What was built, if nothing is wrong with the parameters.
    pub(super) fn built<S>(&self, schedule: Result<S, ScheduleError>) -> Result<S, InteropError> {
        schedule.map_err(InteropError::unfit(self.parameters.path()))
    }
}
