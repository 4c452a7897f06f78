//! llm-foundry's fall with the inverse square root.

use glidepath_core::LearningRateSchedule;
use glidepath_schedules::{
    Constant, InverseSquareRoot, ScheduleError, Sequential, StepCount, Sum, Transition,
};
use glidepath_serde::{BoxSchedule, IntoBoxSchedule};

use super::plan::Plan;
use super::time::{Time, TimeString};
use crate::model::InteropError;
use crate::parts::fraction_of;
use crate::values::arguments::NonNegative;

/// `InverseSquareRootWithWarmupScheduler`: a warmup, the root, and a line down at the end.
pub(super) fn inverse_square_root_with_warmup(plan: &mut Plan<'_>) -> Result<BoxSchedule, InteropError> {
    let warmup = own_unit(plan, "t_warmup")?;
    let scale = own_unit(plan, "t_scale")?;
    let cooldown = own_unit(plan, "t_cooldown")?;
    let t_max = plan.time_or("t_max", "1dur")?;
    if t_max.unit != warmup.unit {
        return Err(plan.parameters.refuse("t_max", "must be in the same unit as `max_duration`"));
    }
    let NonNegative(floor) = plan.parameters.or("alpha_f_decay", NonNegative(0.0))?;
    let NonNegative(end) = plan.parameters.or("alpha_f_cooldown", NonNegative(0.0))?;
    if floor < end {
        let problem = format!("must be at least `alpha_f_cooldown`, {end:?}, got {floor:?}");
        return Err(plan.parameters.refuse("alpha_f_decay", problem));
    }
    if floor > 1.0 {
        return Err(plan.parameters.refuse("alpha_f_decay", format!("must be at most 1, got {floor:?}")));
    }
    let decay = plan.built(decay(plan.rate, floor, plan.steps(scale, "t_scale")?))?;
    // The line begins with the warmup's end at the earliest.
    let start = Time { value: (t_max.value - cooldown.value - warmup.value).max(0.0), ..t_max };
    let start = plan.whole_steps(start, "t_cooldown")?;
    let top = decay.learning_rate(start);
    let last = if cooldown.value == 0.0 {
        plan.built(Constant::new(top).map(Constant::boxed))?
    } else {
        let steps = plan.steps(cooldown, "t_cooldown")?;
        plan.built(Transition::new(top, fraction_of(plan.rate, end), steps).map(Transition::boxed))?
    };
    let both = if start == 0 {
        last
    } else {
        plan.built(Sequential::new([decay, last], [start]).map(IntoBoxSchedule::boxed))?
    };
    plan.warmed_up(both, warmup, plan.rate)
}

/// The fall from the rate to a share of it, at infinity.
fn decay(rate: f64, floor: f64, timescale: StepCount) -> Result<BoxSchedule, ScheduleError> {
    let root = |peak| Ok(InverseSquareRoot::new(peak, 0)?.with_timescale(timescale)?.boxed());
    if floor == 0.0 {
        return root(rate);
    }
    let parts = [root(fraction_of(rate, 1.0 - floor))?, Constant::new(fraction_of(rate, floor))?.boxed()];
    Ok(Sum::new(parts)?.boxed())
}

/// A time in the unit of `max_duration`, as llm-foundry demands.
fn own_unit(plan: &mut Plan<'_>, name: &'static str) -> Result<Time, InteropError> {
    let time: TimeString<'_> = plan.parameters.required(name)?;
    let path = plan.parameters.path_of(name);
    let unit = plan.clock.max_duration(&path)?.unit();
    if time.unit() != unit {
        let problem = format!("must be in the unit of `max_duration`, `{unit}`, got `{}`", time.unit());
        return Err(InteropError::invalid(&path, problem));
    }
    plan.clock.convert(time, &path)
}
