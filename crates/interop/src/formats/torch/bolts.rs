//! `LinearWarmupCosineAnnealingLR` of lightning-bolts.
//!
//! With `W` for `warmup_epochs`: a line from `warmup_start_lr` to the base rate at step `W - 1`, which step
//! `W` has as well; from there a cosine to `eta_min` at step `max_epochs`, which swings on
//! (`pl_bolts/optimizers/lr_scheduler.py` in 0.7.0).

use glidepath_schedules::{Constant, CosineAnnealing, ScheduleError, Sequential, Transition};
use glidepath_serde::{BoxSchedule, IntoBoxSchedule};

use super::scheduler::{Effect, Scheduler, Start};
use crate::model::InteropError;
use crate::values::arguments::{Arguments, NonNegative};

/// A line, then a cosine.
#[derive(Debug)]
pub(super) struct LinearWarmupCosine {
    warmup: u64,
    half_period: u64,
    first: f64,
    least: f64,
}

impl LinearWarmupCosine {
    pub(super) fn read(arguments: &mut Arguments<'_>) -> Result<Box<dyn Scheduler>, InteropError> {
        let warmup: u64 = arguments.required("warmup_epochs")?;
        let end: u64 = arguments.required("max_epochs")?;
        if warmup == 0 {
            let problem = "must be greater than 0, got 0: the cosine would begin at `warmup_start_lr`";
            return Err(arguments.refuse("warmup_epochs", problem));
        }
        let Some(half_period) = end.checked_sub(warmup).filter(|&steps| steps > 0) else {
            let problem = format!("must be greater than `warmup_epochs`, {warmup}, got {end}");
            return Err(arguments.refuse("max_epochs", problem));
        };
        let NonNegative(first) = arguments.or("warmup_start_lr", NonNegative(0.0))?;
        let NonNegative(least) = arguments.or("eta_min", NonNegative(0.0))?;
        Ok(Box::new(Self { warmup, half_period, first, least }))
    }

    fn build(&self, base: f64) -> Result<BoxSchedule, ScheduleError> {
        let ramp = match self.warmup - 1 {
            0 => Constant::new(self.first)?.boxed(),
            steps => Transition::new(self.first, base, steps)?.boxed(),
        };
        let wave = CosineAnnealing::new(base, self.half_period)?.with_end_learning_rate(self.least)?.boxed();
        Ok(Sequential::new([ramp, wave], [self.warmup])?.boxed())
    }
}

impl Scheduler for LinearWarmupCosine {
    fn schedule(&self, start: &Start<'_>) -> Result<BoxSchedule, InteropError> {
        self.build(start.base()?).map_err(InteropError::unfit(start.path))
    }

    fn effect(&self) -> Effect {
        Effect::Mixes("it goes on from the rate that it finds")
    }
}
