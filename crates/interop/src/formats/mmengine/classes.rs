//! The classes of schedulers, and their parameters.

use glidepath_serde::did_you_mean;

use super::course::Course;
use super::least::Least;
use super::restarts::Restarts;
use crate::model::InteropError;
use crate::values::arguments::{Argument, Arguments, NonNegative};
use crate::values::{Value, text};

/// The classes, as they are named in a configuration.
const CLASSES: [&str; 9] = [
    "ConstantLR",
    "CosineAnnealingLR",
    "CosineRestartLR",
    "ExponentialLR",
    "LinearLR",
    "MultiStepLR",
    "OneCycleLR",
    "PolyLR",
    "StepLR",
];

/// Whether a scheduler moves the rate: the same classes move a momentum under other names.
pub(super) fn is_of_rate(class: &str, parameter: Option<&str>) -> bool {
    !class.ends_with("Momentum") && parameter.is_none_or(|parameter| parameter == "lr")
}

/// Refuses a class that follows a metric.
pub(super) fn refuse_metric(class: &str, path: &str) -> Result<(), InteropError> {
    match class {
        "ReduceOnPlateauLR" => Err(InteropError::metric(path, class, "ReduceOnPlateau")),
        _ => Ok(()),
    }
}

/// Reads the parameters of a class; `scale` are the iterations of an epoch, where a scheduler that is
/// described by epochs counts iterations.
pub(super) fn course(
    class: &str,
    own: &mut Arguments<'_>,
    steps: Option<u64>,
    scale: u64,
) -> Result<Course, InteropError> {
    let scaled = |steps: u64| steps.saturating_mul(scale);
    match class {
        "StepLR" => {
            let step_size: u64 = own.required("step_size")?;
            Ok(as_torch("StepLR", own, [("step_size", scaled(step_size).into())])?)
        }
        "MultiStepLR" => {
            let milestones: Vec<u64> = milestones(own)?;
            let milestones = milestones.into_iter().map(|milestone| Value::from(scaled(milestone))).collect();
            as_torch("MultiStepLR", own, [("milestones", milestones)])
        }
        "ExponentialLR" => {
            let gamma: &Value = own.required("gamma")?;
            Ok(Course::AsTorch { class: "ExponentialLR", arguments: entries([("gamma", gamma.clone())]) })
        }
        "ConstantLR" => {
            let factor = share(own, "factor", 1.0 / 3.0)?;
            if factor == 0.0 {
                return Err(own.refuse("factor", "must be greater than 0, got 0: mmengine divides by it"));
            }
            Ok(Course::Constant { factor })
        }
        "LinearLR" => Ok(Course::Linear {
            start_factor: share(own, "start_factor", 1.0 / 3.0)?,
            end_factor: share(own, "end_factor", 1.0)?,
        }),
        "PolyLR" => {
            let NonNegative(eta_min) = own.or("eta_min", NonNegative(0.0))?;
            let NonNegative(power) = own.or("power", NonNegative(1.0))?;
            Ok(Course::Polynomial { least: Least::Rate(eta_min), power })
        }
        "CosineAnnealingLR" => {
            let half_period: Option<u64> = own.optional("T_max")?;
            let half_period = half_period.filter(|&steps| steps > 0).map(scaled);
            Ok(Course::Cosine { least: least(own)?, half_period })
        }
        "CosineRestartLR" => restarts(own, scale),
        "OneCycleLR" => one_cycle(own, steps, scale),
        other => {
            let known = CLASSES.map(|class| format!("`{class}`")).join(", ");
            let got = text::shortened(other);
            let meant = did_you_mean(other, CLASSES);
            Err(own
                .refuse("type", format!("must be a class of mmengine, one of {known}, got {got:?}{meant}")))
        }
    }
}

/// The milestones: a list, or in a state the counts of its elements.
fn milestones(own: &mut Arguments<'_>) -> Result<Vec<u64>, InteropError> {
    let value: &Value = own.required("milestones")?;
    let path = own.path_of("milestones");
    let Some(counts) = value.as_object() else { return Vec::read(value, &path) };
    let mut milestones = Vec::new();
    for (milestone, count) in counts {
        let place = crate::values::path::join(&path, milestone);
        let milestone: u64 = milestone
            .parse()
            .map_err(|_| InteropError::invalid(&*place, "must be named by a whole number"))?;
        let count = u64::read(count, &place)?;
        if count > 64 {
            return Err(InteropError::invalid(place, format!("must be at most 64, got {count}")));
        }
        milestones.extend(std::iter::repeat_n(milestone, usize::try_from(count).unwrap_or_default()));
    }
    Ok(milestones)
}

fn as_torch<const N: usize>(
    class: &'static str,
    own: &mut Arguments<'_>,
    arguments: [(&str, Value); N],
) -> Result<Course, InteropError> {
    let gamma: Option<&Value> = own.optional("gamma")?;
    let gamma = gamma.map(|gamma| ("gamma", gamma.clone()));
    Ok(Course::AsTorch { class, arguments: entries(arguments.into_iter().chain(gamma)) })
}

fn entries<'k>(entries: impl IntoIterator<Item = (&'k str, Value)>) -> Value {
    entries.into_iter().map(|(key, value)| (key.to_owned(), value)).collect()
}

/// A factor, which mmengine wants so.
fn share(own: &mut Arguments<'_>, name: &'static str, default: f64) -> Result<f64, InteropError> {
    let NonNegative(share) = own.or(name, NonNegative(default))?;
    if share > 1.0 {
        return Err(own.refuse(name, format!("must be between 0 and 1, got {share:?}")));
    }
    Ok(share)
}

fn least(own: &mut Arguments<'_>) -> Result<Least, InteropError> {
    let eta_min: Option<NonNegative> = own.optional("eta_min")?;
    let ratio: Option<NonNegative> = own.optional("eta_min_ratio")?;
    match (eta_min, ratio) {
        (Some(_), Some(_)) => Err(own.refuse("eta_min_ratio", "must not be given together with `eta_min`")),
        (_, Some(NonNegative(ratio))) => Ok(Least::Share(ratio)),
        (eta_min, None) => Ok(Least::Rate(eta_min.map_or(0.0, |eta_min| eta_min.0))),
    }
}

fn restarts(own: &mut Arguments<'_>, scale: u64) -> Result<Course, InteropError> {
    let periods: Vec<std::num::NonZeroU64> = own.required("periods")?;
    let periods: Vec<u64> = periods.into_iter().map(|period| period.get().saturating_mul(scale)).collect();
    let weights: Option<Vec<NonNegative>> = own.optional("restart_weights")?;
    let weights: Vec<f64> =
        weights.map_or_else(|| vec![1.0], |weights| weights.into_iter().map(|weight| weight.0).collect());
    if periods.len() != weights.len() || periods.is_empty() {
        let problem =
            format!("must have an element for each of the periods, {}, got {}", periods.len(), weights.len());
        return Err(own.refuse("restart_weights", problem));
    }
    if !own.has("eta_min") && !own.has("eta_min_ratio") {
        return Err(own.refuse("eta_min", "must be given, or `eta_min_ratio`"));
    }
    Ok(Course::Restarts(Restarts { periods, weights, least: least(own)? }))
}

/// PyTorch's, whose greatest rate has another name.
fn one_cycle(own: &mut Arguments<'_>, steps: Option<u64>, scale: u64) -> Result<Course, InteropError> {
    const SAME: [&str; 5] = ["anneal_strategy", "div_factor", "final_div_factor", "pct_start", "three_phase"];
    let eta_max: &Value = own.required("eta_max")?;
    let total: Option<u64> = own.optional("total_steps")?;
    let Some(total) = total.map(|total| total.saturating_mul(scale)).or(steps) else {
        return Err(
            own.refuse("total_steps", "must be given, or `end`, where the run does not tell its length")
        );
    };
    let mut arguments = vec![("max_lr", eta_max.clone()), ("total_steps", total.into())];
    for name in SAME {
        if let Some(value) = own.optional::<&Value>(name)? {
            arguments.push((name, value.clone()));
        }
    }
    Ok(Course::AsTorch { class: "OneCycleLR", arguments: entries(arguments) })
}
