//! Writes a scheduler of burn.

use glidepath_schedules::{Curve, ExponentialDecay, Noam};
use glidepath_serde::{BoxSchedule, BuiltIn, LearningRate};

use crate::model::{ExportOptions, InteropError, Target, Written};
use crate::parts::piece::{Course, HALF_COSINE, Piece, Ramp};
use crate::parts::pieces::pieces;
use crate::values::{Json, object};

/// Writes an `LrSchedulerConfig`; see [`Target::Burn`].
pub(crate) fn configuration(
    learning_rate: &LearningRate,
    _: &ExportOptions,
) -> Result<Written, InteropError> {
    Ok(Written::json_form(whole(&learning_rate.to_schedule())?, Vec::new()))
}

/// A variant, and how many steps it has; `None` if it has no end.
type Part = (Json, Option<u64>);

/// One variant with the rates of a schedule.
fn whole(schedule: &BoxSchedule) -> Result<Json, InteropError> {
    let mut parts = Vec::new();
    for piece in pieces(schedule) {
        parts.extend(variants(&piece, schedule)?);
    }
    let (schedulers, lengths): (Vec<Json>, Vec<Option<u64>>) = parts.into_iter().unzip();
    if let [only] = schedulers.as_slice() {
        return Ok(only.clone());
    }
    let mut end = 0_u64;
    let ends = lengths.into_iter().map_while(|length| {
        end = end.checked_add(length?)?;
        Some(Json::from(end))
    });
    let milestones = ends.take(schedulers.len() - 1).collect();
    Ok(variant(
        "Sequential",
        [("schedulers", Json::Array(schedulers)), ("milestones", Json::Array(milestones))],
    ))
}

fn variants(piece: &Piece, schedule: &BoxSchedule) -> Result<Vec<Part>, InteropError> {
    let one = |variant| Ok(vec![(variant, piece.steps)]);
    match &piece.course {
        Course::Hold(rate) => one(constant(*rate)),
        _ if !piece.begins() => Err(refuse(schedule, "burn has no curve that begins in its middle")),
        Course::Ramp(ramp) => ramped(*ramp, piece.steps, schedule),
        Course::Wave(ramp) => one(cosine(*ramp, schedule)?),
        Course::Other(other) => one(class(other)?),
    }
}

fn constant(rate: f64) -> Json {
    object([("Constant", rate.into())])
}

fn variant<const N: usize>(name: &str, own: [(&str, Json); N]) -> Json {
    object([(name, object(own))])
}

fn ramped(ramp: Ramp, steps: Option<u64>, schedule: &BoxSchedule) -> Result<Vec<Part>, InteropError> {
    if ramp.curve == HALF_COSINE {
        return Ok(vec![(cosine(ramp, schedule)?, steps)]);
    }
    let length = ramp.length.whole().filter(|_| ramp.curve == Curve::Linear);
    let Some(length) = length else {
        return Err(refuse(schedule, "burn has lines and half cosines of whole steps, no other curve"));
    };
    if ramp.from > 0.0 {
        return Ok(vec![(line(ramp, length, schedule)?, steps)]);
    }
    // A line of burn cannot begin at 0, so that its first step is a part of its own.
    let first = (constant(0.0), Some(1));
    match length - 1 {
        0 => Ok(vec![first]),
        rest => {
            #[expect(clippy::cast_precision_loss, reason = "no run is longer than 2^53")]
            let from = ramp.to / length as f64;
            let line = line(Ramp { from, ..ramp }, rest, schedule)?;
            Ok(vec![first, (line, steps.map(|steps| steps.saturating_sub(1)))])
        }
    }
}

fn line(ramp: Ramp, steps: u64, schedule: &BoxSchedule) -> Result<Json, InteropError> {
    check_rates(ramp, schedule)?;
    let own = [("initial_lr", ramp.from.into()), ("final_lr", ramp.to.into()), ("num_iters", steps.into())];
    Ok(variant("Linear", own))
}

fn cosine(ramp: Ramp, schedule: &BoxSchedule) -> Result<Json, InteropError> {
    check_rates(ramp, schedule)?;
    let steps = ramp.length.whole().filter(|_| ramp.from >= ramp.to);
    let refuse = || refuse(schedule, "a cosine of burn falls, in a whole number of steps");
    let steps = steps.ok_or_else(refuse)?;
    let own = [("initial_lr", ramp.from.into()), ("min_lr", ramp.to.into()), ("num_iters", steps.into())];
    Ok(variant("Cosine", own))
}

/// What burn refuses otherwise.
fn check_rates(ramp: Ramp, schedule: &BoxSchedule) -> Result<(), InteropError> {
    if ramp.from > 0.0 && ramp.from <= 1.0 && ramp.to <= 1.0 {
        return Ok(());
    }
    Err(refuse(schedule, "a curve of burn begins above 0 and has rates up to 1"))
}

/// A class that is not a sequence of simple pieces.
fn class(schedule: &BoxSchedule) -> Result<Json, InteropError> {
    match BuiltIn::of(schedule) {
        Some(BuiltIn::ExponentialDecay(decay)) => exponential(decay, schedule),
        Some(BuiltIn::Noam(noam)) => of_noam(noam, schedule),
        Some(BuiltIn::Product(product)) => composed(product.schedules(), "Prod"),
        Some(BuiltIn::Sum(sum)) => composed(sum.schedules(), "Sum"),
        Some(BuiltIn::Scaled(scaled)) => {
            Ok(reduced(vec![constant(scaled.factor()), whole(scaled.schedule())?], "Prod"))
        }
        _ => Err(refuse(schedule, "burn has no scheduler with such rates")),
    }
}

fn exponential(decay: &ExponentialDecay, schedule: &BoxSchedule) -> Result<Json, InteropError> {
    let (first, gamma) = (decay.initial_learning_rate(), decay.decay_rate());
    match (decay.staircase(), decay.decay_steps().whole()) {
        (true, Some(steps)) => {
            let own = [("initial_lr", first.into()), ("step_size", steps.into()), ("gamma", gamma.into())];
            Ok(variant("Step", own))
        }
        (false, Some(1)) if first > 0.0 && first <= 1.0 && gamma > 0.0 && gamma <= 1.0 => {
            Ok(variant("Exponential", [("initial_lr", first.into()), ("gamma", gamma.into())]))
        }
        (false, Some(1)) => {
            Err(refuse(schedule, "burn wants a first rate and a `gamma` above 0 and up to 1"))
        }
        _ => {
            Err(refuse(schedule, "burn multiplies by `gamma` at every step, or after whole numbers of steps"))
        }
    }
}

fn of_noam(noam: &Noam, schedule: &BoxSchedule) -> Result<Json, InteropError> {
    let Some(warmup_steps) = noam.warmup_steps().whole() else {
        return Err(refuse(schedule, "burn takes a whole number of warmup steps"));
    };
    let model_size = u64::from(noam.model_size());
    let own = [
        ("factor", noam.factor().into()),
        ("warmup_steps", warmup_steps.into()),
        ("model_size", model_size.into()),
    ];
    Ok(variant("Noam", own))
}

fn composed(schedules: &[BoxSchedule], reduction: &str) -> Result<Json, InteropError> {
    let schedulers = schedules.iter().map(whole).collect::<Result<_, _>>()?;
    Ok(reduced(schedulers, reduction))
}

fn reduced(schedulers: Vec<Json>, reduction: &str) -> Json {
    variant("Composed", [("schedulers", Json::Array(schedulers)), ("reduction", reduction.into())])
}

fn refuse(schedule: &BoxSchedule, reason: &str) -> InteropError {
    InteropError::not_writable(Target::Burn, "", format!("this `{}`: {reason}", schedule.class_name()))
}
