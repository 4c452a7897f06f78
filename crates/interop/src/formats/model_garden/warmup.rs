//! Warmups, which take the place of the first steps of a decay.

use glidepath_core::LearningRateSchedule;
use glidepath_schedules::{Constant, Curve, ScheduleError, ScheduleExt, Transition, Warmup};
use glidepath_serde::{BoxSchedule, IntoBoxSchedule};

use super::choice::Choice;
use super::decay::Decay;
use crate::model::InteropError;
use crate::values::arguments::NonNegative;

/// The kinds of warmups.
pub(super) const TYPES: [&str; 2] = ["linear", "polynomial"];

/// Puts a warmup before a decay.
pub(super) fn before(decay: Decay, warmup: Choice<'_>) -> Result<BoxSchedule, InteropError> {
    let Choice { kind, mut own } = warmup;
    own.ignore(&["name"]);
    let steps: u64 = own.required("warmup_steps")?;
    let path = own.path().to_owned();
    let warmed = if kind == "linear" {
        let NonNegative(first) = own.or("warmup_learning_rate", NonNegative(0.0))?;
        own.finish()?;
        linear(decay.covered(steps)?, steps, first)
    } else {
        let NonNegative(power) = own.or("power", NonNegative(1.0))?;
        own.finish()?;
        polynomial(decay.covered(steps)?, steps, power)
    };
    warmed.map_err(InteropError::unfit(&path))
}

fn linear(decay: BoxSchedule, steps: u64, first: f64) -> Result<BoxSchedule, ScheduleError> {
    if steps == 0 {
        return Ok(decay);
    }
    let warmup = Warmup::new(decay, steps).with_initial_learning_rate(first)?;
    Ok(warmup.with_warmup_prefix(false)?.boxed())
}

/// `(max(step, 1) / steps) ^ power`, times the rate of the decay after the warmup.
fn polynomial(decay: BoxSchedule, steps: u64, power: f64) -> Result<BoxSchedule, ScheduleError> {
    if steps == 0 {
        return Ok(decay);
    }
    let curve = if power == 1.0 { Curve::Linear } else { Curve::Power { power } };
    let ramp = Transition::new(0.0, decay.learning_rate(steps), steps)?.with_curve(curve)?;
    let first = Constant::new(ramp.learning_rate(1))?;
    let warmup = Warmup::new(decay, steps).with_curve(curve)?.with_warmup_prefix(false)?;
    Ok(first.then(1, warmup.shifted(1))?.boxed())
}
