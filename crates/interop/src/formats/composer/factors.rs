//! The schedulers that change by a factor, and the restarts.

use glidepath_schedules::{Constant, CosineDecayRestarts, ExponentialDecay, PiecewiseConstantDecay, Warmup};
use glidepath_serde::{BoxSchedule, IntoBoxSchedule};
use serde_json::json;

use super::plan::Plan;
use super::time::TimeString;
use crate::formats::torch;
use crate::model::{Built, InteropError};
use crate::parts::going_to;
use crate::values::arguments::NonNegative;
use crate::values::path;

/// `StepScheduler`.
pub(super) fn step(plan: &mut Plan<'_>) -> Result<BoxSchedule, InteropError> {
    let steps = plan.positive_steps("step_size")?;
    let NonNegative(gamma) = plan.parameters.or("gamma", NonNegative(0.1))?;
    plan.built(ExponentialDecay::new(plan.rate, steps, gamma).map(|decay| decay.with_staircase(true).boxed()))
}

/// `ExponentialScheduler`.
pub(super) fn exponential(plan: &mut Plan<'_>) -> Result<BoxSchedule, InteropError> {
    let period = plan.time_or("decay_period", "1ep")?;
    let steps = plan.steps(period, "decay_period")?;
    let NonNegative(gamma) = plan.parameters.required("gamma")?;
    plan.built(ExponentialDecay::new(plan.rate, steps, gamma).map(ExponentialDecay::boxed))
}

/// `ConstantScheduler`: a factor until `t_max`, and 1 then.
pub(super) fn constant(plan: &mut Plan<'_>) -> Result<BoxSchedule, InteropError> {
    let factor = plan.at("alpha", 1.0)?;
    let t_max = plan.time_or("t_max", "1dur")?;
    let end = plan.first_step(t_max, "t_max")?;
    let rate = plan.rate;
    if factor == rate || end == 0 {
        return plan.built(Constant::new(rate).map(Constant::boxed));
    }
    plan.built(PiecewiseConstantDecay::new([end - 1], [factor, rate]).map(PiecewiseConstantDecay::boxed))
}

/// `MultiStepScheduler`, which is PyTorch's with times.
pub(super) fn multi_step(plan: &mut Plan<'_>) -> Result<BoxSchedule, InteropError> {
    let times: Vec<TimeString<'_>> = plan.parameters.required("milestones")?;
    let NonNegative(gamma) = plan.parameters.or("gamma", NonNegative(0.1))?;
    let place = plan.parameters.path_of("milestones");
    let mut milestones = Vec::new();
    for (index, &time) in times.iter().enumerate() {
        let time = plan.clock.convert(time, &path::element(&place, index))?;
        milestones.push(plan.first_step(time, "milestones")?);
    }
    let arguments = json!({"milestones": milestones, "gamma": gamma});
    torch::schedule("MultiStepLR", plan.rate, &arguments).map(|Built { schedule, .. }| schedule)
}

/// `MultiStepWithWarmupScheduler`: the milestones count from the beginning of the run.
pub(super) fn multi_step_with_warmup(plan: &mut Plan<'_>) -> Result<BoxSchedule, InteropError> {
    let time = plan.warmup()?;
    let warmup_steps = plan.whole_steps(time, "t_warmup")?;
    let schedule = multi_step(plan)?;
    if warmup_steps == 0 {
        return Ok(schedule);
    }
    let rate = plan.rate;
    let then = schedule.learning_rate(warmup_steps);
    let warmup = Warmup::new(schedule, warmup_steps).with_warmup_prefix(false);
    plan.built(warmup.and_then(|warmup| going_to(warmup, rate, then)))
}

/// `CosineAnnealingWarmRestartsScheduler`, which cuts the length of each period to a whole number.
pub(super) fn cosine_restarts(plan: &mut Plan<'_>) -> Result<BoxSchedule, InteropError> {
    let steps = plan.positive_steps("t_0")?;
    let NonNegative(t_mult) = plan.parameters.or("t_mult", NonNegative(1.0))?;
    if t_mult < 1.0 || t_mult.fract() != 0.0 {
        let problem = format!("must be a whole number above 0, as Composer cuts the periods, got {t_mult:?}");
        return Err(plan.parameters.refuse("t_mult", problem));
    }
    let NonNegative(alpha) = plan.parameters.or("alpha_f", NonNegative(0.0))?;
    let restarts = CosineDecayRestarts::new(plan.rate, steps);
    plan.built(
        restarts.and_then(|restarts| {
            Ok(restarts.with_t_mul(t_mult)?.with_m_mul(1.0)?.with_alpha(alpha)?.boxed())
        }),
    )
}
