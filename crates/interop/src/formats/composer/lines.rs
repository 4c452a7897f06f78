//! The schedulers that lead from one factor to another, with and without a warmup.

use glidepath_schedules::{Constant, PolynomialDecay, ScheduleError, StepCount, Transition};
use glidepath_serde::{BoxSchedule, IntoBoxSchedule};

use super::plan::Plan;
use super::time::{Time, TimeString};
use crate::model::InteropError;
use crate::parts::HALF_COSINE;
use crate::values::arguments::NonNegative;

/// `LinearScheduler`.
pub(super) fn linear(plan: &mut Plan<'_>) -> Result<BoxSchedule, InteropError> {
    let (initial, end) = (plan.at("alpha_i", 1.0)?, plan.at("alpha_f", 0.0)?);
    whole(plan, |steps| Ok(Transition::new(initial, end, steps)?.boxed()))
}

/// `CosineAnnealingScheduler`.
pub(super) fn cosine(plan: &mut Plan<'_>) -> Result<BoxSchedule, InteropError> {
    let (initial, end) = (plan.rate, plan.at("alpha_f", 0.0)?);
    whole(plan, half_a_cosine(initial, end))
}

/// `PolynomialScheduler`.
pub(super) fn polynomial(plan: &mut Plan<'_>) -> Result<BoxSchedule, InteropError> {
    let NonNegative(power) = plan.parameters.required("power")?;
    let (initial, end) = (plan.rate, plan.at("alpha_f", 0.0)?);
    whole(plan, power_of_what_is_left(initial, end, power))
}

/// `LinearWithWarmupScheduler`.
pub(super) fn linear_with_warmup(plan: &mut Plan<'_>) -> Result<BoxSchedule, InteropError> {
    let (initial, end) = (plan.at("alpha_i", 1.0)?, plan.at("alpha_f", 0.0)?);
    after_warmup(plan, initial, |steps| Ok(Transition::new(initial, end, steps)?.boxed()))
}

/// `ConstantWithWarmupScheduler`: a line between equal factors, so the end of it changes nothing.
pub(super) fn constant_with_warmup(plan: &mut Plan<'_>) -> Result<BoxSchedule, InteropError> {
    let rate = plan.at("alpha", 1.0)?;
    after_warmup(plan, rate, |_| Ok(Constant::new(rate)?.boxed()))
}

/// `CosineAnnealingWithWarmupScheduler`.
pub(super) fn cosine_with_warmup(plan: &mut Plan<'_>) -> Result<BoxSchedule, InteropError> {
    let (initial, end) = (plan.rate, plan.at("alpha_f", 0.0)?);
    after_warmup(plan, initial, half_a_cosine(initial, end))
}

/// `PolynomialWithWarmupScheduler`.
pub(super) fn polynomial_with_warmup(plan: &mut Plan<'_>) -> Result<BoxSchedule, InteropError> {
    let NonNegative(power) = plan.parameters.or("power", NonNegative(2.0))?;
    let (initial, end) = (plan.rate, plan.at("alpha_f", 0.0)?);
    after_warmup(plan, initial, power_of_what_is_left(initial, end, power))
}

/// A way of a certain length.
type Way = Result<BoxSchedule, ScheduleError>;

fn half_a_cosine(initial: f64, end: f64) -> impl Fn(StepCount) -> Way {
    move |steps| {
        let transition = Transition::new(initial, end, steps)?;
        Ok(transition.with_curve(HALF_COSINE)?.boxed())
    }
}

fn power_of_what_is_left(initial: f64, end: f64, power: f64) -> impl Fn(StepCount) -> Way {
    move |steps| {
        // A power of 0 is 1, of nothing left as well.
        if power == 0.0 {
            return Ok(Constant::new(initial)?.boxed());
        }
        Ok(PolynomialDecay::new(initial, steps, end)?.with_power(power)?.boxed())
    }
}

/// A way along `t_max`.
fn whole(plan: &mut Plan<'_>, way: impl Fn(StepCount) -> Way) -> Result<BoxSchedule, InteropError> {
    let t_max = plan.time_or("t_max", "1dur")?;
    let steps = plan.steps(t_max, "t_max")?;
    plan.built(way(steps))
}

/// A warmup, and a way along what it leaves of `t_max`; if that is nothing, Composer stays at the top.
fn after_warmup(
    plan: &mut Plan<'_>,
    top: f64,
    way: impl Fn(StepCount) -> Way,
) -> Result<BoxSchedule, InteropError> {
    let warmup = plan.warmup()?;
    let t_max = plan.time_or("t_max", "1dur")?;
    check(plan, warmup, t_max)?;
    let after = if t_max.value > warmup.value {
        let rest = Time { value: t_max.value - warmup.value, ..t_max };
        let steps = plan.steps(rest, "t_max")?;
        plan.built(way(steps))?
    } else {
        plan.built(Constant::new(top).map(Constant::boxed))?
    };
    plan.warmed_up(after, warmup, top)
}

/// What Composer demands of the two.
fn check(plan: &mut Plan<'_>, warmup: Time, t_max: Time) -> Result<(), InteropError> {
    if warmup.unit != t_max.unit {
        let problem = "must be in the same unit as `t_max`, as Composer demands";
        return Err(plan.parameters.refuse("t_warmup", problem));
    }
    let path = plan.parameters.path_of("t_max");
    let whole = plan.clock.convert(TimeString::WHOLE, &path)?;
    if whole.unit == t_max.unit && t_max.value < whole.value {
        let problem = "must not be less than `max_duration`, as Composer demands";
        return Err(InteropError::invalid(&path, problem));
    }
    Ok(())
}
