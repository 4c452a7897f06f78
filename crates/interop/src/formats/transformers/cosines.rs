//! The types along a cosine.

use glidepath_schedules::{CosineHardRestarts, ScheduleError, Shifted, Warmup};
use glidepath_serde::{BoxSchedule, IntoBoxSchedule};

use super::run::{Run, steps_after};
use crate::formats::notes;
use crate::model::{Built, InteropError};
use crate::parts::swing::Swing;
use crate::parts::{fraction_of, warmed_up};
use crate::values::arguments::NonNegative;

/// `cosine`: down to 0 at the end of the run, and up again after it.
pub(super) fn cosine(mut run: Run<'_, '_>) -> Result<Built, InteropError> {
    let (peak, warmup_steps) = (run.peak(), run.warmup_steps()?);
    let cosine = cosine_to(&mut run, warmup_steps, 0.0)?;
    run.built(cosine.and_then(|cosine| warmed_up(cosine, warmup_steps, peak)))
}

/// `cosine_with_restarts`: down to 0 several times, and 0 after the end of the run.
pub(super) fn cosine_with_restarts(mut run: Run<'_, '_>) -> Result<Built, InteropError> {
    let (peak, warmup_steps, max_steps) = (run.peak(), run.warmup_steps()?, run.max_steps()?);
    let num_cycles = run.kwargs.or("num_cycles", 1.0)?;
    let restarts = CosineHardRestarts::new(peak, steps_after(warmup_steps, max_steps), num_cycles);
    run.built(restarts.and_then(|restarts| warmed_up(restarts, warmup_steps, peak)))
}

/// `cosine_with_min_lr`: down to a rate above 0.
pub(super) fn cosine_with_min_lr(mut run: Run<'_, '_>) -> Result<Built, InteropError> {
    let (peak, warmup_steps) = (run.peak(), run.warmup_steps()?);
    let end = min_lr(&mut run)?;
    let cosine = cosine_to(&mut run, warmup_steps, end)?;
    run.built(cosine.and_then(|cosine| warmed_up(cosine, warmup_steps, peak)))
}

/// `cosine_warmup_with_min_lr`: the same, one step ahead, with a warmup that need not begin at 0.
pub(super) fn cosine_warmup_with_min_lr(mut run: Run<'_, '_>) -> Result<Built, InteropError> {
    let (peak, warmup_steps) = (run.peak(), run.warmup_steps()?);
    let end = min_lr(&mut run)?;
    let initial = run.kwargs.optional("warmup_lr_rate")?.map(|NonNegative(rate)| fraction_of(peak, rate));
    let cosine = cosine_to(&mut run, warmup_steps, end)?;
    run.built(cosine.and_then(|cosine| match (initial, warmup_steps) {
        (None, _) | (Some(_), 0) => Ok(Shifted::new(warmed_up(cosine, warmup_steps, peak)?, 1).boxed()),
        // The only step of this warmup has the initial rate.
        (Some(initial), 1) => {
            let warmup = Warmup::new(cosine, 1)?.with_warmup_prefix(false)?;
            Ok(warmup.with_initial_learning_rate(initial)?.boxed())
        }
        (Some(initial), _) => {
            Ok(Warmup::new(cosine, warmup_steps - 1)?.with_initial_learning_rate(initial)?.boxed())
        }
    }))
}

/// The rate at the bottom: itself, or as a share of the peak.
fn min_lr(run: &mut Run<'_, '_>) -> Result<f64, InteropError> {
    let min_lr = run.kwargs.optional("min_lr")?;
    let min_lr_rate = run.kwargs.optional("min_lr_rate")?;
    match (min_lr, min_lr_rate) {
        (Some(NonNegative(min_lr)), None) => Ok(min_lr),
        (None, Some(NonNegative(rate))) => Ok(fraction_of(run.peak(), rate)),
        (min_lr, _) => {
            let got = if min_lr.is_some() { "both" } else { "neither" };
            let problem = format!("must have one of `min_lr` and `min_lr_rate`, got {got}");
            Err(InteropError::invalid(run.kwargs.path(), problem))
        }
    }
}

/// The cosine that makes `num_cycles` waves between the warmup and the end of the run, and goes on.
fn cosine_to(
    run: &mut Run<'_, '_>,
    warmup_steps: u64,
    end: f64,
) -> Result<Result<BoxSchedule, ScheduleError>, InteropError> {
    let max_steps = run.max_steps()?;
    let num_cycles = run.kwargs.or("num_cycles", 0.5)?;
    let swing = swing(run, steps_after(warmup_steps, max_steps), num_cycles)?;
    if swing != Swing::Never {
        run.note(notes::swings_on(max_steps, "transformers"));
    }
    Ok(swing.between(run.peak(), end))
}

/// A wave that repeats `num_cycles` times in this number of steps.
pub(super) fn swing(run: &mut Run<'_, '_>, steps: u64, num_cycles: f64) -> Result<Swing, InteropError> {
    let Some(swing) = Swing::new(steps, num_cycles) else {
        return Err(run.kwargs.refuse("num_cycles", format!("must be at most 2^52, got {num_cycles:?}")));
    };
    if let Swing::About(steps) = swing {
        run.note(notes::rounded_swing(num_cycles, steps));
    }
    Ok(swing)
}
