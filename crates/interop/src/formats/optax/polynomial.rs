//! `constant_schedule`, `linear_schedule`, `polynomial_schedule`.

use glidepath_schedules::{Constant, Curve, PiecewiseConstantDecay, StepCount, Transition};
use glidepath_serde::{BoxSchedule, IntoBoxSchedule};

use super::{notes, steps};
use crate::formats::call::{Context, checked};
use crate::model::InteropError;
use crate::values::arguments::{Arguments, NonNegative};

pub(super) fn constant(
    arguments: &mut Arguments<'_>,
    _context: &mut Context<'_>,
) -> Result<BoxSchedule, InteropError> {
    let NonNegative(value) = arguments.required("value")?;
    checked(Constant::new(value), arguments.path()).map(IntoBoxSchedule::boxed)
}

pub(super) fn linear(
    arguments: &mut Arguments<'_>,
    context: &mut Context<'_>,
) -> Result<BoxSchedule, InteropError> {
    transition(arguments, 1.0, context)
}

pub(super) fn polynomial(
    arguments: &mut Arguments<'_>,
    context: &mut Context<'_>,
) -> Result<BoxSchedule, InteropError> {
    let NonNegative(power) = arguments.required("power")?;
    transition(arguments, power, context)
}

fn transition(
    arguments: &mut Arguments<'_>,
    power: f64,
    context: &mut Context<'_>,
) -> Result<BoxSchedule, InteropError> {
    let NonNegative(initial) = arguments.required("init_value")?;
    let NonNegative(end) = arguments.required("end_value")?;
    let length = steps::transition(arguments, context)?;
    let begin = steps::begin(arguments, context)?;
    let Some(length) = length else {
        return checked(Constant::new(initial), arguments.path()).map(IntoBoxSchedule::boxed);
    };
    if power == 0.0 {
        context.note(notes::power_of_zero(&arguments.path_of("power")));
        return jump(initial, end, length, arguments.path()).map(|schedule| steps::wait(begin, schedule));
    }
    let line = checked(Transition::new(initial, end, length), arguments.path())?;
    let curve = if power == 1.0 { Curve::Linear } else { Curve::Polynomial { power } };
    let transition = checked(line.with_curve(curve), arguments.path())?;
    Ok(steps::wait(begin, transition.boxed()))
}

/// One rate for all steps before `length`, then another.
fn jump(initial: f64, end: f64, length: StepCount, path: &str) -> Result<BoxSchedule, InteropError> {
    let last_step = match length.whole() {
        Some(steps) => StepCount::from(steps - 1),
        None => length,
    };
    checked(PiecewiseConstantDecay::new([last_step], [initial, end]), path).map(IntoBoxSchedule::boxed)
}
