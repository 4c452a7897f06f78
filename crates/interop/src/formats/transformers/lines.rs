//! The types without a cosine.

use glidepath_schedules::{Constant, InverseSquareRoot, PolynomialDecay, Sequential, Transition};
use glidepath_serde::IntoBoxSchedule;

use super::notes;
use super::run::Run;
use crate::model::{Built, InteropError};
use crate::parts::warmed_up;
use crate::values::arguments::NonNegative;

/// `constant`: neither warmup nor parameters.
pub(super) fn constant(mut run: Run<'_, '_>) -> Result<Built, InteropError> {
    run.ignore_kwargs("constant");
    if run.has_warmup() {
        run.note(notes::no_warmup("constant"));
    }
    let peak = run.peak();
    run.built(Constant::new(peak).map(Constant::boxed))
}

/// `constant_with_warmup`: the rate after the warmup.
pub(super) fn constant_with_warmup(mut run: Run<'_, '_>) -> Result<Built, InteropError> {
    run.ignore_kwargs("constant_with_warmup");
    let (peak, warmup_steps) = (run.peak(), run.warmup_steps()?);
    run.built(Constant::new(peak).and_then(|constant| warmed_up(constant, warmup_steps, peak)))
}

/// `linear`: down to 0 at the end of the run.
pub(super) fn linear(mut run: Run<'_, '_>) -> Result<Built, InteropError> {
    let (peak, warmup_steps, max_steps) = (run.peak(), run.warmup_steps()?, run.max_steps()?);
    let decay = match max_steps.checked_sub(warmup_steps) {
        None | Some(0) => Constant::new(0.0).map(Constant::boxed),
        Some(steps) => Transition::new(peak, 0.0, steps).map(Transition::boxed),
    };
    run.built(decay.and_then(|decay| warmed_up(decay, warmup_steps, peak)))
}

/// `polynomial`: down to `lr_end` at the end of the run, along a power of the time that is left.
pub(super) fn polynomial(mut run: Run<'_, '_>) -> Result<Built, InteropError> {
    let (peak, warmup_steps, max_steps) = (run.peak(), run.warmup_steps()?, run.max_steps()?);
    let NonNegative(end) = run.kwargs.or("lr_end", NonNegative(1e-7))?;
    let power = run.kwargs.or("power", 1.0)?;
    if end >= peak {
        let problem = format!("must be less than `learning_rate`, {peak:?}, got {end:?}");
        return Err(run.kwargs.refuse("lr_end", problem));
    }
    if warmup_steps == max_steps {
        run.note(notes::divides_by_zero(max_steps));
    }
    let decay = match max_steps.checked_sub(warmup_steps) {
        None | Some(0) => Constant::new(end).map(Constant::boxed),
        // A power of 0 is 1, of nothing left as well.
        Some(steps) if power == 0.0 => Constant::new(peak)
            .and_then(|top| Sequential::new([top, Constant::new(end)?], [steps.saturating_add(1)]))
            .map(IntoBoxSchedule::boxed),
        Some(steps) => PolynomialDecay::new(peak, steps, end)
            .and_then(|decay| decay.with_power(power))
            .map(PolynomialDecay::boxed),
    };
    run.built(decay.and_then(|decay| warmed_up(decay, warmup_steps, peak)))
}

/// `inverse_sqrt`: one over the square root of the step.
pub(super) fn inverse_sqrt(mut run: Run<'_, '_>) -> Result<Built, InteropError> {
    let (peak, warmup_steps) = (run.peak(), run.warmup_steps()?);
    let timescale: Option<f64> = run.kwargs.optional("timescale")?;
    let schedule = InverseSquareRoot::new(peak, warmup_steps).and_then(|schedule| match timescale {
        Some(timescale) => schedule.with_timescale(timescale),
        None => Ok(schedule),
    });
    run.built(schedule.map(InverseSquareRoot::boxed))
}
