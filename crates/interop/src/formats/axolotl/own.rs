//! The schedules that Axolotl has of its own.

use glidepath_schedules::{Curve, ScheduleError, Shifted, Transition, Warmup};
use glidepath_serde::{BoxSchedule, IntoBoxSchedule};
use serde_json::json;

use super::run::{Run, cut};
use crate::formats::{torch, transformers};
use crate::model::{Built, InteropError};
use crate::parts::{HALF_COSINE, fraction_of, warmed_up};
use crate::values::arguments::Arguments;
use crate::values::{Object, Value};

/// `one_cycle`: PyTorch's class, whose rise is the warmup unless `lr_scheduler_kwargs` say otherwise.
#[expect(clippy::cast_precision_loss, reason = "Python divides doubles as well")]
pub(super) fn one_cycle(run: &Run<'_>) -> Result<Built, InteropError> {
    const KWARGS: &str = "lr_scheduler_kwargs";
    let max_steps = run.max_steps()?;
    let mut arguments = json!({
        "pct_start": run.warmup_steps as f64 / max_steps as f64,
        "anneal_strategy": "cos",
    });
    let mut given = Arguments::new(&run.kwargs, KWARGS)?;
    for name in ["max_lr", "total_steps"] {
        if given.optional::<&Value>(name)?.is_some() {
            return Err(given.refuse(name, "must be left out: Axolotl gives it"));
        }
    }
    for (name, value) in run.kwargs.as_object().into_iter().flatten() {
        arguments[name] = value.to_json();
    }
    arguments["max_lr"] = json!(run.learning_rate);
    arguments["total_steps"] = json!(max_steps);
    torch::schedule("OneCycleLR", run.learning_rate, &arguments).map_err(|error| error.under(KWARGS))
}

/// `rex`: `RexLR` is made at its step 1, so it is one step ahead.
pub(super) fn rex(run: &Run<'_>) -> Result<Built, InteropError> {
    let steps = run.steps_until(run.max_steps()?)?;
    let end = fraction_of(run.learning_rate, run.cosine_min_lr_ratio.unwrap_or(0.0));
    built(Transition::new(run.learning_rate, end, steps).and_then(|transition| {
        let transition = transition.with_curve(Curve::Rational { beta: 0.9 })?;
        Ok(Shifted::new(warmed_up(transition, run.warmup_steps, run.learning_rate)?, 1).boxed())
    }))
}

/// `cosine` with `cosine_min_lr_ratio` and `cosine_constant_lr_ratio`: it reaches the lowest rate early, and
/// stays there.
pub(super) fn early_cosine(run: &Run<'_>, floor: f64, end: f64) -> Result<Built, InteropError> {
    let steps = run.steps_until(cut(run.max_steps()?, end)?)?;
    let lowest = fraction_of(run.learning_rate, floor);
    built(Transition::new(run.learning_rate, lowest, steps).and_then(|transition| {
        let transition = transition.with_curve(HALF_COSINE)?;
        warmed_up(transition, run.warmup_steps, run.learning_rate)
    }))
}

/// `cosine` with `lr_quadratic_warmup`: only the warmup is another than that of transformers.
pub(super) fn quadratic_cosine(run: &Run<'_>) -> Result<Built, InteropError> {
    let steps = run.steps_until(run.max_steps()?)?;
    let Built { notes, .. } = run.of_transformers("cosine", Object::default().into())?;
    let after = json!({"learning_rate": run.learning_rate, "max_steps": steps});
    let cosine = transformers::schedule("cosine", &after)?.schedule;
    if run.warmup_steps == 0 {
        return Ok(Built { schedule: cosine, notes });
    }
    let warmup = Warmup::new(cosine, run.warmup_steps)
        .and_then(|warmup| warmup.with_curve(Curve::Power { power: 2.0 }));
    Ok(Built { notes, ..built(warmup.map(Warmup::boxed))? })
}

fn built(schedule: Result<BoxSchedule, ScheduleError>) -> Result<Built, InteropError> {
    Ok(Built { schedule: schedule.map_err(InteropError::unfit(""))?, notes: Vec::new() })
}
