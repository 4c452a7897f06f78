//! `constant_schedule`, `linear_schedule`, `polynomial_schedule`.

use glidepath_schedules::{Constant, Curve, PiecewiseConstantDecay, StepCount, Transition};
use glidepath_serde::{BoxSchedule, IntoBoxSchedule};

use super::{OptaxNote, steps};
use crate::formats::call::checked;
use crate::model::{InteropError, Note};
use crate::values::arguments::{Arguments, NonNegative};

pub(super) fn constant(
    arguments: &mut Arguments<'_>,
    _notes: &mut Vec<Note>,
) -> Result<BoxSchedule, InteropError> {
    let NonNegative(value) = arguments.required("value")?;
    checked(Constant::new(value), arguments.path()).map(IntoBoxSchedule::boxed)
}

pub(super) fn linear(
    arguments: &mut Arguments<'_>,
    notes: &mut Vec<Note>,
) -> Result<BoxSchedule, InteropError> {
    transition(arguments, 1.0, notes)
}

pub(super) fn polynomial(
    arguments: &mut Arguments<'_>,
    notes: &mut Vec<Note>,
) -> Result<BoxSchedule, InteropError> {
    let NonNegative(power) = arguments.required("power")?;
    transition(arguments, power, notes)
}

fn transition(
    arguments: &mut Arguments<'_>,
    power: f64,
    notes: &mut Vec<Note>,
) -> Result<BoxSchedule, InteropError> {
    let NonNegative(initial) = arguments.required("init_value")?;
    let NonNegative(end) = arguments.required("end_value")?;
    let length = steps::transition(arguments, notes)?;
    let begin = steps::begin(arguments, notes)?;
    let Some(length) = length else {
        return checked(Constant::new(initial), arguments.path()).map(IntoBoxSchedule::boxed);
    };
    if power == 0.0 {
        notes.push(Note::Optax(OptaxNote::PowerOfZero { path: arguments.path_of("power") }));
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
