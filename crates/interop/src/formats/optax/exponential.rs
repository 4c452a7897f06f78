//! `exponential_decay`.

use glidepath_schedules::{Clamped, Constant, ExponentialDecay};
use glidepath_serde::{BoxSchedule, IntoBoxSchedule};

use super::{OptaxNote, steps};
use crate::formats::call::checked;
use crate::model::{InteropError, Note};
use crate::values::arguments::{Arguments, NonNegative};

pub(super) fn decay(
    arguments: &mut Arguments<'_>,
    notes: &mut Vec<Note>,
) -> Result<BoxSchedule, InteropError> {
    let NonNegative(initial) = arguments.required("init_value")?;
    decay_from(initial, arguments, notes)
}

/// The decay from that rate; the other arguments are those of `exponential_decay`.
pub(super) fn decay_from(
    initial: f64,
    arguments: &mut Arguments<'_>,
    notes: &mut Vec<Note>,
) -> Result<BoxSchedule, InteropError> {
    let length = steps::transition(arguments, notes)?;
    let begin = steps::begin(arguments, notes)?;
    let NonNegative(decay_rate) = arguments.required("decay_rate")?;
    let staircase: bool = arguments.or("staircase", false)?;
    let end: Option<NonNegative> = arguments.optional("end_value")?;
    if decay_rate == 0.0 {
        notes.push(Note::Optax(OptaxNote::NoDecay { path: arguments.path_of("decay_rate") }));
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
