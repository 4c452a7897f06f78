//! Reads a scheduler of burn.

use std::num::NonZeroU64;

use glidepath_schedules::{
    Constant, CosineAnnealing, ExponentialDecay, Noam, Product, Scaled, ScheduleError, Sequential, Sum,
    Transition,
};
use glidepath_serde::{BoxSchedule, IntoBoxSchedule, instead_of, serialize};

use super::marks::{VARIANTS, find};
use crate::model::{Imported, InteropError, Source};
use crate::values::arguments::{Argument, Arguments, NonNegative, expect};
use crate::values::path::{element, join};
use crate::values::{Value, text};

/// A configuration of a scheduler.
const SOURCE: Source = Source::text("burn", "a burn scheduler");

/// Reads the scheduler of a document.
pub(super) fn read(root: &Value) -> Result<Imported, InteropError> {
    let found = find(root);
    let keys = found.as_ref().map_or(&[][..], |found| &found.keys);
    let path = found.as_ref().map(super::marks::Found::path).unwrap_or_default();
    let scheduler = root.take_at(keys).unwrap_or(root);
    let schedule = checked(scheduler, &path)?;
    let further_groups = match keys.split_last() {
        Some((&"base", above)) => groups(root.at(above).unwrap_or(root), path.trim_end_matches("base"))?,
        _ => Vec::new(),
    };
    let further_groups = further_groups.into_iter().map(Into::into).collect();
    Ok(Imported { path, further_groups, ..Imported::new(schedule, SOURCE, Vec::new()) })
}

/// The schedulers of the groups of a `ModuleLrSchedulerConfig`, beside the one that all other parameters
/// have.
fn groups(module: &Value, path: &str) -> Result<Vec<BoxSchedule>, InteropError> {
    let path = format!("{path}scheduler_groups");
    let Some(groups) = module.take("scheduler_groups") else { return Ok(Vec::new()) };
    let groups = expect(groups.as_array(), "a list", groups, &path)?;
    let group = |(index, group): (usize, &Value)| {
        let mut group = Arguments::new(group, &element(&path, index))?;
        let parameters: &Value = group.required("group")?;
        parameters.settle();
        let scheduler: &Value = group.required("scheduler")?;
        let place = group.path_of("scheduler");
        group.finish()?;
        checked(scheduler, &place)
    };
    groups.iter().enumerate().map(group).collect()
}

/// What cannot be written, because it is nested too deep, is not read.
fn checked(scheduler: &Value, path: &str) -> Result<BoxSchedule, InteropError> {
    let schedule = schedule(scheduler, path)?;
    serialize(&*schedule).map_err(|error| error.under(path))?;
    Ok(schedule)
}

fn schedule(scheduler: &Value, path: &str) -> Result<BoxSchedule, InteropError> {
    let object = expect(scheduler.as_object(), "an object of one variant", scheduler, path)?;
    let Some((variant, own)) = object.iter().next().filter(|_| object.len() == 1) else {
        let problem = format!("must be an object of one variant, got {}", text::describe(scheduler));
        return Err(InteropError::invalid(path, problem));
    };
    object.take(variant);
    let place = join(path, variant);
    if variant == "Constant" {
        let NonNegative(rate) = NonNegative::read(own, &place)?;
        return boxed(Constant::new(rate), &place);
    }
    let mut own = Arguments::new(own, &place)?;
    let schedule = match variant.as_str() {
        "Linear" => linear(&mut own),
        "Cosine" => cosine(&mut own),
        "Exponential" => exponential(&mut own),
        "Noam" => noam(&mut own),
        "Step" => step(&mut own),
        "Composed" => composed(&mut own),
        "Sequential" => sequential(&mut own),
        other => {
            let problem =
                format!("unknown variant `{}`{}", text::shortened(other), instead_of(other, VARIANTS));
            return Err(InteropError::invalid(path, problem));
        }
    }?;
    own.finish()?;
    Ok(schedule)
}

fn linear(own: &mut Arguments<'_>) -> Result<BoxSchedule, InteropError> {
    let (first, last) = (first_rate(own)?, within(own, "final_lr", 1.0)?);
    let steps: NonZeroU64 = own.required("num_iters")?;
    boxed(Transition::new(first, last, steps.get()), own.path())
}

fn cosine(own: &mut Arguments<'_>) -> Result<BoxSchedule, InteropError> {
    let first = first_rate(own)?;
    let least = within(own, "min_lr", first)?;
    let steps: NonZeroU64 = own.required("num_iters")?;
    let annealing = CosineAnnealing::new(first, steps.get());
    boxed(annealing.and_then(|annealing| annealing.with_end_learning_rate(least)), own.path())
}

fn exponential(own: &mut Arguments<'_>) -> Result<BoxSchedule, InteropError> {
    let (first, gamma) = (first_rate(own)?, above_0_to_1(own, "gamma")?);
    boxed(ExponentialDecay::new(first, 1, gamma), own.path())
}

fn step(own: &mut Arguments<'_>) -> Result<BoxSchedule, InteropError> {
    let NonNegative(first) = own.required("initial_lr")?;
    let NonNegative(gamma) = own.required("gamma")?;
    let steps: NonZeroU64 = own.required("step_size")?;
    let decay = ExponentialDecay::new(first, steps.get(), gamma);
    boxed(decay.map(|decay| decay.with_staircase(true)), own.path())
}

fn noam(own: &mut Arguments<'_>) -> Result<BoxSchedule, InteropError> {
    let NonNegative(factor) = own.required("factor")?;
    let warmup_steps: NonZeroU64 = own.required("warmup_steps")?;
    let model_size: NonZeroU64 = own.required("model_size")?;
    let model_size = u32::try_from(model_size.get())
        .map_err(|_| own.refuse("model_size", format!("must be below 2^32, got {model_size}")))?;
    boxed(Noam::new(model_size, warmup_steps.get()).and_then(|noam| noam.with_factor(factor)), own.path())
}

fn composed(own: &mut Arguments<'_>) -> Result<BoxSchedule, InteropError> {
    let parts = parts(own)?;
    let reduction = own.required("reduction")?;
    #[expect(clippy::cast_precision_loss, reason = "a file holds far fewer")]
    let share = 1.0 / parts.len() as f64;
    let composed = match reduction {
        "Prod" => Product::new(parts).map(IntoBoxSchedule::boxed),
        "Sum" => Sum::new(parts).map(IntoBoxSchedule::boxed),
        "Avg" => Sum::new(parts).and_then(|sum| Scaled::new(sum.boxed(), share)).map(IntoBoxSchedule::boxed),
        other => {
            let got = text::shortened(other);
            return Err(own.refuse("reduction", format!("must be `Prod`, `Sum` or `Avg`, got {got:?}")));
        }
    };
    composed.map_err(InteropError::unfit(own.path()))
}

fn sequential(own: &mut Arguments<'_>) -> Result<BoxSchedule, InteropError> {
    let mut parts = parts(own)?;
    let milestones: Vec<u64> = own.required("milestones")?;
    if milestones.len() + 1 != parts.len() {
        let rule = format!("must have one element fewer than there are schedulers, {}", parts.len());
        return Err(own.refuse("milestones", format!("{rule}, got {}", milestones.len())));
    }
    let rises = milestones.iter().zip(milestones.iter().skip(1)).all(|(one, next)| one < next);
    if !rises || milestones.first() == Some(&0) {
        return Err(own.refuse("milestones", format!("must rise, and be greater than 0, got {milestones:?}")));
    }
    match parts.len() {
        1 => Ok(parts.remove(0)),
        _ => boxed(Sequential::new(parts, milestones), own.path()),
    }
}

fn parts(own: &mut Arguments<'_>) -> Result<Vec<BoxSchedule>, InteropError> {
    let parts: Vec<&Value> = own.required("schedulers")?;
    if parts.is_empty() {
        return Err(own.refuse("schedulers", "must have at least 1 element, got 0"));
    }
    let path = own.path_of("schedulers");
    parts.iter().enumerate().map(|(index, part)| schedule(part, &element(&path, index))).collect()
}

/// The first rate, which burn wants so.
fn first_rate(own: &mut Arguments<'_>) -> Result<f64, InteropError> {
    above_0_to_1(own, "initial_lr")
}

fn above_0_to_1(own: &mut Arguments<'_>, name: &'static str) -> Result<f64, InteropError> {
    let number: f64 = own.required(name)?;
    if number > 0.0 && number <= 1.0 {
        return Ok(number);
    }
    Err(own.refuse(name, format!("must be greater than 0 and at most 1, got {number:?}")))
}

fn within(own: &mut Arguments<'_>, name: &'static str, most: f64) -> Result<f64, InteropError> {
    let number: f64 = own.required(name)?;
    if (0.0..=most).contains(&number) {
        return Ok(number + 0.0);
    }
    Err(own.refuse(name, format!("must be at least 0 and at most {most:?}, got {number:?}")))
}

fn boxed(
    schedule: Result<impl IntoBoxSchedule, ScheduleError>,
    path: &str,
) -> Result<BoxSchedule, InteropError> {
    schedule.map(IntoBoxSchedule::boxed).map_err(InteropError::unfit(path))
}
