//! Powers of the step.

use glidepath_schedules::{
    Constant, PowerLaw, Product, ScheduleError, ScheduleExt, StepCount, WarmupStableDecay,
};
use glidepath_serde::{BoxSchedule, IntoBoxSchedule};

use super::decay::Decay;
use crate::model::InteropError;
use crate::values::arguments::{Arguments, NonNegative, PositiveSteps};

/// The power that the dataclasses of the framework have.
const POWER: f64 = -0.5;

pub(super) fn power(own: &mut Arguments<'_>) -> Result<Decay, InteropError> {
    let law = law(own)?;
    Decay::new(law, 0, own.path())
}

/// The power, times a line to 0 over the last part of the run.
pub(super) fn power_linear(own: &mut Arguments<'_>) -> Result<Decay, InteropError> {
    let law = law(own)?;
    let PositiveSteps(total) = own.required("total_decay_steps")?;
    let NonNegative(fraction) = own.or("linear_decay_fraction", NonNegative(0.1))?;
    if fraction > 1.0 {
        return Err(own.refuse("linear_decay_fraction", format!("must be at most 1, got {fraction:?}")));
    }
    let offset = own.or("offset", 0)?;
    let line_steps = StepCount::from(total.to_f64() * fraction);
    let schedule = if line_steps > StepCount::default() { with_line(law, total, line_steps) } else { law };
    Decay::new(schedule, offset, own.path())
}

fn with_line(
    law: Result<BoxSchedule, ScheduleError>,
    total: StepCount,
    line_steps: StepCount,
) -> Result<BoxSchedule, ScheduleError> {
    let plateau = StepCount::from(total.to_f64() - line_steps.to_f64());
    let line = WarmupStableDecay::new(1.0, 0, plateau, line_steps)?;
    Ok(Product::new([law?, line.boxed()])?.boxed())
}

/// A constant up to the offset, then the power, never above the constant.
pub(super) fn power_with_offset(own: &mut Arguments<'_>) -> Result<Decay, InteropError> {
    let law = law(own)?;
    let NonNegative(most) = own.or("pre_offset_learning_rate", NonNegative(1.0e6))?;
    let offset: u64 = own.or("offset", 0)?;
    let beyond = || own.refuse("offset", format!("must be less than 2^64 - 1, got {offset}"));
    let begin = offset.checked_add(1).ok_or_else(beyond)?;
    let schedule = law.and_then(|law| Constant::new(most)?.then(begin, law.shifted(1).clamped(0.0, most)?));
    Decay::new(schedule, 0, own.path())
}

/// `initial_learning_rate * max(step, 1) ^ power`.
fn law(own: &mut Arguments<'_>) -> Result<Result<BoxSchedule, ScheduleError>, InteropError> {
    let NonNegative(rate) = own.required("initial_learning_rate")?;
    let power = own.or("power", POWER)?;
    let law = PowerLaw::new(rate, 1, power);
    // A power from 0 on is 0 at step 0, or 1 there, where the framework has the rate of step 1 as well.
    Ok(if power < 0.0 { law.map(IntoBoxSchedule::boxed) } else { law.and_then(|law| from_step_1(law, rate)) })
}

fn from_step_1(law: PowerLaw, rate: f64) -> Result<BoxSchedule, ScheduleError> {
    Ok(Constant::new(rate)?.then(1, law.shifted(1))?.boxed())
}
