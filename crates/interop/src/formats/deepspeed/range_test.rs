//! `LRRangeTest`.

use std::num::NonZeroU64;

use glidepath_schedules::{Constant, PowerLaw, ScheduleError, StepCount, Stretched};
use glidepath_serde::{BoxSchedule, IntoBoxSchedule};

use super::scheduler::Scheduler;
use crate::model::{Built, InteropError};

/// `LRRangeTest`: up linearly or in stairs, without an end.
pub(super) fn range_test(mut scheduler: Scheduler<'_>) -> Result<Built, InteropError> {
    let initial = scheduler.non_negative_or("lr_range_test_min_lr", 1e-3)?;
    let default = NonZeroU64::new(2_000).unwrap_or(NonZeroU64::MIN);
    let step_size: NonZeroU64 = scheduler.parameters.or("lr_range_test_step_size", default)?;
    let step_rate = scheduler.non_negative_or("lr_range_test_step_rate", 1.0)?;
    let staircase = scheduler.parameters.or("lr_range_test_staircase", false)?;
    let schedule = || -> Result<BoxSchedule, ScheduleError> {
        if step_rate == 0.0 {
            return Ok(Constant::new(initial)?.boxed());
        }
        // After this number of steps the rate is twice the initial one.
        let line = |steps: f64| PowerLaw::new(initial, steps / step_rate, 1.0)?.with_offset(1.0);
        if staircase {
            return Ok(Stretched::new(line(1.0)?, step_size.get())?.boxed());
        }
        Ok(line(StepCount::from(step_size.get()).to_f64())?.boxed())
    };
    scheduler.built(schedule())
}
