//! `OneCycle`.

use std::num::NonZeroU64;

use glidepath_schedules::{
    Curve, Interpolated, InverseTimeDecay, Repeated, ScheduleError, Sequential, Shifted, Transition,
};
use glidepath_serde::{BoxSchedule, IntoBoxSchedule};

use super::notes;
use super::scheduler::Scheduler;
use crate::model::{Built, InteropError};
use crate::values::arguments::NonNegative;

/// `OneCycle`: up, down, and then a slow decay.
pub(super) fn one_cycle(mut scheduler: Scheduler<'_>) -> Result<Built, InteropError> {
    let cycle = Cycle::read(&mut scheduler)?;
    scheduler.parameters.ignore(&["cycle_min_mom", "cycle_max_mom", "decay_mom_rate"]);
    if scheduler.parameters.or("cycle_momentum", true)? {
        scheduler.note(notes::momentum());
    }
    scheduler.built(cycle.build())
}

struct Cycle {
    low: f64,
    high: f64,
    first: Half,
    second: Half,
    decay_rate: f64,
    decay_steps: f64,
}

/// A way up or down.
#[derive(Clone, Copy)]
struct Half {
    /// Below 2^62, so that both together are a shift.
    steps: u64,
    /// The number of stairs, if it is no line.
    stairs: Option<u32>,
}

impl Cycle {
    fn read(scheduler: &mut Scheduler<'_>) -> Result<Self, InteropError> {
        let NonNegative(low) = scheduler.parameters.required("cycle_min_lr")?;
        let NonNegative(high) = scheduler.parameters.required("cycle_max_lr")?;
        let default = NonZeroU64::new(2_000).unwrap_or(NonZeroU64::MIN);
        let first_steps = scheduler.parameters.or("cycle_first_step_size", default)?;
        let second_steps = scheduler.parameters.optional("cycle_second_step_size")?;
        for (name, steps) in
            [("cycle_first_step_size", Some(first_steps)), ("cycle_second_step_size", second_steps)]
        {
            if let Some(steps) = steps.filter(|steps| steps.get() >= 1 << 62) {
                return Err(scheduler.refuse(name, format!("must be below 2^62, got {steps}")));
            }
        }
        let first_stairs = scheduler.parameters.or("cycle_first_stair_count", 0)?;
        let second_stairs =
            scheduler.parameters.optional("cycle_second_stair_count")?.unwrap_or(first_stairs);
        let first = Half {
            steps: first_steps.get(),
            stairs: stairs(scheduler, "cycle_first_stair_count", first_stairs)?,
        };
        let second = Half {
            steps: second_steps.unwrap_or(first_steps).get(),
            stairs: stairs(scheduler, "cycle_second_stair_count", second_stairs)?,
        };
        let decay_rate = scheduler.non_negative_or("decay_lr_rate", 0.0)?;
        let decay_steps = scheduler.non_negative_or("decay_step_size", 0.0)?;
        Ok(Self { low, high, first, second, decay_rate, decay_steps })
    }

    fn build(&self) -> Result<BoxSchedule, ScheduleError> {
        let (middle, end) = (self.first.steps, self.first.steps + self.second.steps);
        let (mut schedules, mut boundaries) = if self.first.stairs.is_none() && self.second.stairs.is_none() {
            let triangle = Interpolated::new([0, middle, end], [self.low, self.high, self.low])?;
            (vec![triangle.boxed()], vec![])
        } else {
            (vec![self.up(self.first)?.boxed(), self.down(self.second)?], vec![middle])
        };
        if self.decay_rate > 0.0 && self.decay_steps > 0.0 {
            schedules.push(InverseTimeDecay::new(self.low, self.decay_steps, self.decay_rate)?.boxed());
            boundaries.push(end);
        }
        if boundaries.is_empty() {
            return Ok(schedules.remove(0));
        }
        Ok(Sequential::new(schedules, boundaries)?.boxed())
    }

    fn up(&self, half: Half) -> Result<Transition, ScheduleError> {
        let curve = half.stairs.map_or(Curve::Linear, |count| Curve::Stairs { count });
        Transition::new(self.low, self.high, half.steps)?.with_curve(curve)
    }

    /// The way up, backwards: stairs are not the same from the other side.
    fn down(&self, half: Half) -> Result<BoxSchedule, ScheduleError> {
        if half.stairs.is_none() {
            return Ok(Transition::new(self.high, self.low, half.steps)?.boxed());
        }
        let there_and_back =
            Repeated::new(self.up(half)?, half.steps)?.with_mirror(true).with_cycle_limit(2)?;
        Ok(Shifted::new(there_and_back, half.steps.cast_signed()).boxed())
    }
}

fn stairs(scheduler: &Scheduler<'_>, name: &str, count: i64) -> Result<Option<u32>, InteropError> {
    match u32::try_from(count.max(0)) {
        Ok(0) => Ok(None),
        Ok(count) => Ok(Some(count)),
        Err(_) => Err(scheduler.refuse(name, format!("must be below 2^32, got {count}"))),
    }
}
