//! `exponential_decay`.

use glidepath_schedules::{Clamped, Constant, ExponentialDecay};
use glidepath_serde::{BoxSchedule, IntoBoxSchedule};

use super::{notes, steps};
use crate::formats::call::{Context, checked};
use crate::model::InteropError;
use crate::values::arguments::{Arguments, NonNegative};

pub(super) fn decay(
    arguments: &mut Arguments<'_>,
    context: &mut Context<'_>,
) -> Result<BoxSchedule, InteropError> {
    let NonNegative(initial) = arguments.required("init_value")?;
    decay_from(initial, arguments, context)
}

/// The decay from that rate; the other arguments are those of `exponential_decay`.
pub(super) fn decay_from(
    initial: f64,
    arguments: &mut Arguments<'_>,
    context: &mut Context<'_>,
) -> Result<BoxSchedule, InteropError> {
    let length = steps::transition(arguments, context)?;
    let begin = steps::begin(arguments, context)?;
    let NonNegative(decay_rate) = arguments.required("decay_rate")?;
    let staircase: bool = arguments.or("staircase", false)?;
    let end: Option<NonNegative> = arguments.optional("end_value")?;
    if decay_rate == 0.0 {
        context.note(notes::no_decay(&arguments.path_of("decay_rate")));
    }
    let Some(length) = length.filter(|_| decay_rate > 0.0) else {
        return checked(Constant::new(initial), arguments.path()).map(IntoBoxSchedule::boxed);
    };
    let decay = checked(ExponentialDecay::new(initial, length, decay_rate), arguments.path())?;
    let decay = steps::wait(begin, decay.with_staircase(staircase).boxed());
    let Some(NonNegative(end)) = end else { return Ok(decay) };
    let (min, max) = if decay_rate < 1.0 { (end, f64::MAX) } else { (0.0, end) };
    checked(Clamped::new(decay, min, max), arguments.path()).map(IntoBoxSchedule::boxed)
}
