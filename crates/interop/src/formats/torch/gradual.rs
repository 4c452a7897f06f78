//! `GradualWarmupScheduler` of pytorch-gradual-warmup-lr.
//!
//! A line from the base rate to `multiplier` times that in `total_epoch` steps, from 0 if the multiplier is 1
//! (`warmup_scheduler/scheduler.py` at 7021d63).

use glidepath_schedules::Transition;
use glidepath_serde::BoxSchedule;

use super::scheduler::{Effect, Scheduler, Start};
use crate::model::InteropError;
use crate::values::Value;
use crate::values::arguments::{Arguments, Positive, PositiveSteps};

/// A line that ends with a constant.
#[derive(Debug)]
pub(super) struct GradualWarmup {
    multiplier: f64,
    steps: PositiveSteps,
}

impl GradualWarmup {
    pub(super) fn read(arguments: &mut Arguments<'_>) -> Result<Box<dyn Scheduler>, InteropError> {
        let Positive(multiplier) = arguments.required("multiplier")?;
        if multiplier < 1.0 {
            return Err(arguments.refuse("multiplier", format!("must be at least 1, got {multiplier:?}")));
        }
        let steps = arguments.required("total_epoch")?;
        if arguments.optional::<&Value>("after_scheduler")?.is_some() {
            let problem = "the scheduler after the warmup was saved as an object, which is code to be run";
            return Err(arguments.refuse("after_scheduler", problem));
        }
        arguments.ignore(&["finished"]);
        Ok(Box::new(Self { multiplier, steps }))
    }
}

impl Scheduler for GradualWarmup {
    fn schedule(&self, start: &Start<'_>) -> Result<BoxSchedule, InteropError> {
        let base = start.base()?;
        let first = if self.multiplier == 1.0 { 0.0 } else { base };
        start.build(Transition::new(first, base * self.multiplier, self.steps.0))
    }

    fn effect(&self) -> Effect {
        Effect::Overwrites
    }
}
