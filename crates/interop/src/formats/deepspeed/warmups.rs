//! `WarmupLR`, `WarmupDecayLR` and `WarmupCosineLR`.

use glidepath_schedules::{Constant, Curve, ScheduleError, Sequential, Shifted, StepCount, Transition};
use glidepath_serde::{BoxSchedule, IntoBoxSchedule};

use super::notes;
use super::scheduler::Scheduler;
use crate::model::{Built, InteropError};
use crate::parts::HALF_COSINE;
use crate::values::arguments::NonNegative;

/// `WarmupLR`: up to a rate, which stays.
pub(super) fn warmup(mut scheduler: Scheduler<'_>) -> Result<Built, InteropError> {
    let from = scheduler.non_negative_or("warmup_min_lr", 0.0)?;
    let to = match scheduler.parameters.optional("warmup_max_lr")? {
        Some(NonNegative(rate)) => rate,
        None => {
            let learning_rate = scheduler.optimizer_rate()?;
            scheduler.note(notes::optimizer_rate(learning_rate));
            learning_rate
        }
    };
    let warmup = Warmup::read(&mut scheduler)?;
    scheduler.note(notes::late_warmup());
    scheduler.built(warmup.ramp(from, to).map(|ramp| Shifted::new(ramp, -1).boxed()))
}

/// `WarmupDecayLR`: up to a rate, then linearly down.
pub(super) fn decay(mut scheduler: Scheduler<'_>) -> Result<Built, InteropError> {
    let total: u64 = scheduler.parameters.required("total_num_steps")?;
    let from = scheduler.non_negative_or("warmup_min_lr", 0.0)?;
    let to = scheduler.non_negative_or("warmup_max_lr", 0.001)?;
    let warmup = Warmup::read(&mut scheduler)?;
    scheduler.note(notes::late_warmup());
    let decay = match total.checked_sub(warmup.steps) {
        None | Some(0) => Constant::new(from).map(Constant::boxed),
        Some(steps) => Transition::new(to, from, steps).map(Transition::boxed),
    };
    let schedule = decay.and_then(|decay| {
        let both = Sequential::new([warmup.ramp(from, to)?.boxed(), decay], [warmup.steps])?;
        Ok(Shifted::new(both, -1).boxed())
    });
    scheduler.built(schedule)
}

/// `WarmupCosineLR`: up to the rate of the optimizer, and down along half a cosine.
pub(super) fn cosine(mut scheduler: Scheduler<'_>) -> Result<Built, InteropError> {
    let total: u64 = scheduler.parameters.required("total_num_steps")?;
    let warmup_min_ratio = scheduler.non_negative_or("warmup_min_ratio", 0.0)?;
    let cos_min_ratio = scheduler.non_negative_or("cos_min_ratio", 0.0001)?;
    let warmup = Warmup::read(&mut scheduler)?;
    let peak = scheduler.optimizer_rate()?;
    scheduler.note(notes::first_rate_zero());
    if !warmup.is_log {
        scheduler.note(notes::peak_not_reached());
    }
    let share = |ratio: f64| (peak * ratio).min(f64::MAX);
    let parts = || -> Result<BoxSchedule, ScheduleError> {
        let cosine = Transition::new(peak, share(cos_min_ratio), total.saturating_sub(warmup.steps).max(1))?
            .with_curve(HALF_COSINE)?;
        let schedules = [
            Constant::new(0.0)?.boxed(),
            warmup.ramp(share(warmup_min_ratio), peak)?.boxed(),
            Shifted::new(cosine, 1).boxed(),
        ];
        Ok(Sequential::new(schedules, [1, warmup.steps.saturating_add(1)])?.boxed())
    };
    scheduler.built(parts())
}

/// The way up.
#[derive(Clone, Copy)]
struct Warmup {
    steps: u64,
    is_log: bool,
}

impl Warmup {
    fn read(scheduler: &mut Scheduler<'_>) -> Result<Self, InteropError> {
        let steps = scheduler.parameters.or("warmup_num_steps", 1_000_u64)?;
        if steps < 2 {
            scheduler.note(notes::short_warmup(steps));
        }
        let warmup_type = scheduler.parameters.or("warmup_type", "log")?;
        if !["log", "linear"].contains(&warmup_type) {
            scheduler.note(notes::unknown_warmup_type(warmup_type));
        }
        Ok(Self { steps: steps.max(2), is_log: warmup_type != "linear" })
    }

    /// From one rate to another: linearly, or with the logarithm of the step, which is there one step
    /// sooner.
    fn ramp(self, from: f64, to: f64) -> Result<Transition, ScheduleError> {
        if self.is_log {
            let base = StepCount::from(self.steps).to_f64();
            Transition::new(from, to, self.steps - 1)?.with_curve(Curve::Logarithmic { base })
        } else {
            Transition::new(from, to, self.steps)
        }
    }
}
