//! `cosine_decay_schedule`.

use glidepath_schedules::{CosineDecay, Curve, StepCount, Transition};
use glidepath_serde::{BoxSchedule, IntoBoxSchedule};

use super::steps;
use crate::formats::call::{Context, checked};
use crate::model::InteropError;
use crate::values::arguments::{Arguments, NonNegative, Positive};

pub(super) fn decay(
    arguments: &mut Arguments<'_>,
    _context: &mut Context<'_>,
) -> Result<BoxSchedule, InteropError> {
    let NonNegative(initial) = arguments.required("init_value")?;
    let length = steps::positive(arguments, "decay_steps")?;
    let NonNegative(alpha) = arguments.or("alpha", NonNegative(0.0))?;
    let Positive(exponent) = arguments.or("exponent", Positive(1.0))?;
    if exponent == 1.0 && alpha <= 1.0 {
        // The share of the rate that is left need not be a double.
        let decay = checked(CosineDecay::new(initial, length), arguments.path())?;
        return checked(decay.with_alpha(alpha), arguments.path()).map(IntoBoxSchedule::boxed);
    }
    half_cosine(initial, initial * alpha, length, exponent, arguments.path())
}

/// `end + (initial - end) * ((1 + cos πu) / 2) ^ exponent`.
pub(super) fn half_cosine(
    initial: f64,
    end: f64,
    length: StepCount,
    exponent: f64,
    path: &str,
) -> Result<BoxSchedule, InteropError> {
    let line = checked(Transition::new(initial, end, length), path)?;
    checked(line.with_curve(Curve::Cosine { exponent }), path).map(IntoBoxSchedule::boxed)
}
