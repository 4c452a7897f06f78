//! Warmups before schedules.

use glidepath_schedules::{ScheduleError, Warmup};
use glidepath_serde::{BoxSchedule, IntoBoxSchedule};

/// A linear warmup from 0 to `peak` before a schedule.
pub(crate) fn warmed_up(
    schedule: impl IntoBoxSchedule,
    warmup_steps: u64,
    peak: f64,
) -> Result<BoxSchedule, ScheduleError> {
    if warmup_steps == 0 {
        return Ok(schedule.boxed());
    }
    let then = schedule.learning_rate(0);
    going_to(Warmup::new(schedule, warmup_steps), peak, then)
}

/// A warmup that ends at `target`. If that is the rate `then` with which the schedule goes on, it is left
/// out.
pub(crate) fn going_to(
    warmup: Warmup<impl IntoBoxSchedule>,
    target: f64,
    then: f64,
) -> Result<BoxSchedule, ScheduleError> {
    let warmup = if target == then { warmup } else { warmup.with_target_learning_rate(target)? };
    Ok(warmup.boxed())
}
