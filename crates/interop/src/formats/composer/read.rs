//! From a configuration to its schedule.

use glidepath_serde::{BoxSchedule, Horizon};

use super::classes;
use super::plan::Plan;
use super::time::Clock;
use crate::model::InteropError;
use crate::values::arguments::{Arguments, NonNegative};
use crate::values::{Value, text};

/// The schedule and the length of the run.
pub(super) fn read(config: &Value, horizon: &Horizon) -> Result<(BoxSchedule, Option<u64>), InteropError> {
    let mut config = Arguments::new(config, "")?;
    let mut scheduler: Arguments<'_> = config.required("scheduler")?;
    let name: &str = scheduler.required("name")?;
    let Some(build) = classes::find(name) else {
        return Err(scheduler.refuse("name", text::must_be_one_of(classes::names(), name)));
    };
    let mut optimizer: Arguments<'_> = config.required("optimizer")?;
    let NonNegative(rate) = optimizer.required("lr")?;
    refuse_changes(&mut config)?;
    let clock = Clock::read(&mut config, horizon)?;
    let mut plan = Plan::new(rate, scheduler, clock);
    let schedule = build(&mut plan)?;
    let total_steps = plan.clock.total_steps();
    plan.finish()?;
    Ok((schedule, total_steps))
}

/// Refuses what would make other rates of the same scheduler.
fn refuse_changes(config: &mut Arguments<'_>) -> Result<(), InteropError> {
    let ratio = config.or("scale_schedule_ratio", 1.0)?;
    if ratio != 1.0 {
        return Err(config.refuse("scale_schedule_ratio", format!("must be 1, got {ratio:?}")));
    }
    if !config.or("step_schedulers_every_batch", true)? {
        return Err(config.refuse("step_schedulers_every_batch", "must be true, got false"));
    }
    Ok(())
}
