//! Numbers of steps as optax takes them.

use super::notes;
use crate::formats::call::Context;
use crate::model::InteropError;
use crate::values::Value;
use crate::values::arguments::{Argument, Arguments, expect};
use glidepath_schedules::{Shifted, StepCount};
use glidepath_serde::{BoxSchedule, IntoBoxSchedule};

/// A number of steps of any sign, whole or not.
#[derive(Clone, Copy, Debug)]
pub(super) struct Steps(pub(super) StepCount);

impl Argument<'_> for Steps {
    fn read(value: &Value, path: &str) -> Result<Self, InteropError> {
        let whole = value.as_u64().map(StepCount::from);
        let steps = whole.or_else(|| value.as_f64().map(StepCount::from));
        expect(steps, "a number of steps", value, path).map(Self)
    }
}

/// A number of steps that must be above 0.
pub(super) fn positive(arguments: &mut Arguments<'_>, name: &'static str) -> Result<StepCount, InteropError> {
    let Steps(steps) = arguments.required(name)?;
    if steps.to_f64() > 0.0 {
        Ok(steps)
    } else {
        Err(arguments.refuse(name, format!("must be greater than 0, got {steps}")))
    }
}

/// `transition_steps`; `None` where there are none, so that nothing changes.
pub(super) fn transition(
    arguments: &mut Arguments<'_>,
    context: &mut Context<'_>,
) -> Result<Option<StepCount>, InteropError> {
    const NAME: &str = "transition_steps";
    let Steps(steps) = arguments.required(NAME)?;
    if steps.to_f64() > 0.0 {
        return Ok(Some(steps));
    }
    context.note(notes::no_transition(&arguments.path_of(NAME), &steps.to_string()));
    Ok(None)
}

/// `transition_begin`, the number of steps to wait.
pub(super) fn begin(arguments: &mut Arguments<'_>, context: &mut Context<'_>) -> Result<i64, InteropError> {
    const NAME: &str = "transition_begin";
    let begin: i64 = arguments.or(NAME, 0)?;
    if begin < 0 {
        context.note(notes::negative_begin(&arguments.path_of(NAME), begin));
    }
    Ok(begin.max(0))
}

/// Holds a schedule at its step 0 for this number of steps.
pub(super) fn wait(begin: i64, schedule: BoxSchedule) -> BoxSchedule {
    if begin > 0 { Shifted::new(schedule, -begin).boxed() } else { schedule }
}
