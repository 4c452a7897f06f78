//! The schedulers, by their names.

use std::collections::BTreeMap;
use std::num::NonZeroU64;

use glidepath_core::LearningRateSchedule;
use glidepath_schedules::{
    Clamped, Constant, ExponentialDecay, PiecewiseConstantDecay, PolynomialDecay, Product, ScheduleError,
    Transition,
};
use glidepath_serde::{BoxSchedule, IntoBoxSchedule};

use super::notes;
use super::solver::{Run, Solver};
use super::warmup::Beginning;
use crate::model::InteropError;
use crate::parts::{HALF_COSINE, fraction_of};
use crate::values::arguments::{NonNegative, Positive};
use crate::values::{path, text};

/// The schedule of a run with that base rate.
pub(super) fn build(solver: &mut Solver<'_>, run: &Run, rate: f64) -> Result<BoxSchedule, InteropError> {
    let name: &str = solver.or("LR_SCHEDULER_NAME", "WarmupMultiStepLR", "WarmupMultiStepLR")?;
    if name == "WarmupPolyLR" {
        return polynomial(solver, run, rate);
    }
    let warmup = Beginning::within(solver, run)?;
    let schedule = match name {
        "WarmupMultiStepLR" => multi_step(solver, run, &warmup, rate)?,
        "WarmupCosineLR" => cosine(solver, run, &warmup, rate)?,
        "WarmupStepWithFixedGammaLR" => fixed_gamma(solver, run, &warmup, rate)?,
        other => {
            let problem = format!(
                "must be `WarmupMultiStepLR`, `WarmupCosineLR`, `WarmupStepWithFixedGammaLR` or `WarmupPolyLR`, got {:?}",
                text::shortened(other)
            );
            return Err(solver.arguments.refuse("LR_SCHEDULER_NAME", problem));
        }
    };
    warmup.before(schedule, rate).map_err(InteropError::unfit(solver.arguments.path()))
}

/// `MultiStepParamScheduler`.
fn multi_step(
    solver: &mut Solver<'_>,
    run: &Run,
    warmup: &Beginning,
    rate: f64,
) -> Result<BoxSchedule, InteropError> {
    let NonNegative(gamma) = solver.or("GAMMA", NonNegative(0.1), "0.1")?;
    let mut steps: Vec<u64> = solver.or("STEPS", vec![30_000], "[30000]")?;
    let after_run: Vec<u64> = steps.iter().copied().filter(|&step| step > run.max_iter).collect();
    if !after_run.is_empty() {
        steps.retain(|&step| step <= run.max_iter);
        solver.note(notes::steps_after_run(&after_run, run.max_iter));
    }
    let place = solver.arguments.path_of("STEPS");
    let mut before = 0;
    for (index, &step) in steps.iter().enumerate() {
        let refuse = |problem| Err(InteropError::invalid(path::element(&place, index), problem));
        if step == run.max_iter {
            return refuse(format!("must not be `MAX_ITER`, {step}"));
        }
        if step <= before {
            return refuse(format!("must be greater than {before}, got {step}"));
        }
        before = step;
    }
    let starts = steps.iter().map(|&step| warmup.first_step(run, run.max_iter, step));
    falling(rate, gamma, starts).map_err(InteropError::unfit(solver.arguments.path()))
}

/// `CosineParamScheduler`.
fn cosine(
    solver: &mut Solver<'_>,
    run: &Run,
    warmup: &Beginning,
    rate: f64,
) -> Result<BoxSchedule, InteropError> {
    // A key that releases before 2022 do not know, so that nothing is said where it is missing.
    let NonNegative(end) = solver.arguments.or("BASE_LR_END", NonNegative(0.0))?;
    if rate == 0.0 {
        return Err(solver
            .arguments
            .refuse("BASE_LR", "must be greater than 0 with `WarmupCosineLR`, got 0"));
    }
    if end > rate {
        let problem = format!("must be at most `BASE_LR`, {rate:?}, got {end:?}");
        return Err(solver.arguments.refuse("BASE_LR_END", problem));
    }
    let transition = Transition::new(rate, end, warmup.length(run));
    let cosine = transition.and_then(|transition| transition.with_curve(HALF_COSINE));
    cosine.map(IntoBoxSchedule::boxed).map_err(InteropError::unfit(solver.arguments.path()))
}

/// `StepWithFixedGammaParamScheduler`.
fn fixed_gamma(
    solver: &mut Solver<'_>,
    run: &Run,
    warmup: &Beginning,
    rate: f64,
) -> Result<BoxSchedule, InteropError> {
    let Positive(gamma) = solver.or("GAMMA", Positive(0.1), "0.1")?;
    let default = NonZeroU64::MIN.saturating_add(2);
    let decays = solver.or("NUM_DECAYS", default, "3")?.get();
    if decays >= run.max_iter {
        let problem = format!("must be below `MAX_ITER`, {}, got {decays}", run.max_iter);
        return Err(solver.arguments.refuse("NUM_DECAYS", problem));
    }
    if warmup.steps >= run.max_iter {
        let problem = format!("must be below `MAX_ITER`, {}, with this scheduler", run.max_iter);
        return Err(solver.arguments.refuse("WARMUP_ITERS", problem));
    }
    let starts = (1..=decays).map(|decay| warmup.first_step(run, decays + 1, decay));
    falling(rate, gamma, starts).map_err(InteropError::unfit(solver.arguments.path()))
}

/// A rate that is multiplied by `gamma` at each of these steps.
fn falling(rate: f64, gamma: f64, starts: impl Iterator<Item = u64>) -> Result<BoxSchedule, ScheduleError> {
    let powers = ExponentialDecay::new(rate, 1_u64, gamma)?;
    // Where two begin at one step, the second counts.
    let values: BTreeMap<u64, f64> =
        (1..).zip(starts).map(|(count, start)| (start, powers.learning_rate(count))).collect();
    if values.is_empty() {
        return Ok(Constant::new(rate)?.boxed());
    }
    let boundaries: Vec<u64> = values.keys().map(|start| start - 1).collect();
    let values: Vec<f64> = std::iter::once(rate).chain(values.into_values()).collect();
    Ok(PiecewiseConstantDecay::new(boundaries, values)?.boxed())
}

/// DeepLab's `WarmupPolyLR`, with a warmup that multiplies.
fn polynomial(solver: &mut Solver<'_>, run: &Run, rate: f64) -> Result<BoxSchedule, InteropError> {
    let warmup = Beginning::read(solver)?;
    let Positive(power) = solver.or("POLY_LR_POWER", Positive(0.9), "0.9")?;
    let NonNegative(ending) = solver.or("POLY_LR_CONSTANT_ENDING", NonNegative(0.0), "0")?;
    if ending > 1.0 {
        let problem = format!("must be at most 1, got {ending:?}");
        return Err(solver.arguments.refuse("POLY_LR_CONSTANT_ENDING", problem));
    }
    let unfit = InteropError::unfit(solver.arguments.path());
    let decay = PolynomialDecay::new(rate, run.max_iter, 0.0).and_then(|decay| decay.with_power(power));
    let decay = decay.map_err(&unfit)?;
    let end = fraction_of(rate, ending);
    if end > 0.0 && warmup.steps > 0 && decay.learning_rate(warmup.steps) < end {
        let problem = "must not be reached before the end of the warmup";
        return Err(solver.arguments.refuse("POLY_LR_CONSTANT_ENDING", problem));
    }
    let clamped = || Ok(Clamped::new(decay.clone(), end, rate)?.boxed());
    let decay = if end > 0.0 { clamped().map_err(&unfit)? } else { decay.boxed() };
    match warmup.factors().map_err(&unfit)? {
        Some(factors) => Product::new([factors, decay]).map(IntoBoxSchedule::boxed).map_err(unfit),
        None => Ok(decay),
    }
}
