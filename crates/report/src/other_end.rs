//! The same schedule for a run of another length.

use glidepath_serde::{BoxSchedule, LearningRate, deserialize};
use serde_json::{Map, Value};

/// What happens to the warmup and the boundaries when the end of a schedule moves.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Rescaling {
    /// They stay where they are; only the last part changes its length.
    LastPart,
    /// They keep their share of the run, rounded to the nearest step.
    Nearest,
    /// They keep their share of the run, rounded up.
    Up,
}

/// A schedule whose end can be moved.
pub(crate) struct Ending {
    value: Value,
    /// The step at which it ends.
    pub(crate) end: f64,
}

impl Ending {
    /// `None` if the schedule has no end.
    pub(crate) fn of(rate: &LearningRate) -> Option<Self> {
        let LearningRate::Schedule(schedule) = rate else { return None };
        let value = serde_json::to_value(schedule).ok()?;
        let end = length(&value).filter(|end| *end > 0.0)?;
        Some(Self { value, end })
    }

    /// The schedule with its end at this step, or `None` if it is not valid.
    pub(crate) fn at(&self, end: f64, rescaling: Rescaling) -> Option<BoxSchedule> {
        let mut value = self.value.clone();
        match rescaling {
            Rescaling::LastPart => set_length(&mut value, end)?,
            Rescaling::Nearest => stretch(&mut value, end / self.end, f64::round)?,
            Rescaling::Up => stretch(&mut value, end / self.end, |steps| (steps - 1e-6).ceil())?,
        }
        deserialize(&value).ok()
    }
}

fn parts(value: &Value) -> Option<(&str, &Map<String, Value>)> {
    Some((value.get("class_name")?.as_str()?, value.get("config")?.as_object()?))
}

/// The fields that count steps from the beginning of the schedule to its end, one after another.
fn counts(class: &str) -> &'static [&'static str] {
    match class {
        "CosineAnnealing"
        | "CosineHardRestarts"
        | "LinearCosineDecay"
        | "NoisyLinearCosineDecay"
        | "PolynomialDecay" => &["decay_steps"],
        "CosineDecay" => &["warmup_steps", "decay_steps"],
        "OneCycle" => &["total_steps"],
        "Transition" => &["transition_steps"],
        "WarmupStableDecay" => &["warmup_steps", "decay_steps", "stable_steps"],
        _ => &[],
    }
}

/// The steps from the beginning of a schedule to its end, if it has one.
fn length(value: &Value) -> Option<f64> {
    let (class, config) = parts(value)?;
    let number = |field: &str| config.get(field).and_then(Value::as_f64);
    match class {
        "PolynomialDecay" if config.get("cycle").and_then(Value::as_bool) == Some(true) => None,
        "CosineDecay" if config.get("warmup_target").is_none_or(Value::is_null) => number("decay_steps"),
        "Clamped" | "Scaled" => length(config.get("schedule")?),
        "Shifted" => Some(length(config.get("schedule")?)? - number("shift")?),
        "Warmup" => Some(length(config.get("schedule")?)? + begin_after_warmup(config)?),
        "Sequential" => {
            let last = config.get("schedules")?.as_array()?.last()?;
            Some(length(last)? + last_boundary(config)?)
        }
        class if counts(class).is_empty() => None,
        class => counts(class).iter().map(|field| number(field)).sum(),
    }
}

fn begin_after_warmup(config: &Map<String, Value>) -> Option<f64> {
    let runs_on = config.get("warmup_prefix").and_then(Value::as_bool) == Some(false);
    if runs_on { Some(0.0) } else { config.get("warmup_steps")?.as_f64() }
}

fn last_boundary(config: &Map<String, Value>) -> Option<f64> {
    config.get("boundaries")?.as_array()?.last().map_or(Some(0.0), Value::as_f64)
}

/// Changes the length of the last part.
fn set_length(value: &mut Value, end: f64) -> Option<()> {
    let (class, config) = parts(value)?;
    let class = class.to_owned();
    let number = |field: &str| config.get(field).and_then(Value::as_f64);
    let (inner, inner_end) = match class.as_str() {
        "Clamped" | "Scaled" => ("schedule", end),
        "Shifted" => ("schedule", end + number("shift")?),
        "Warmup" => ("schedule", end - begin_after_warmup(config)?),
        "Sequential" => ("schedules", end - last_boundary(config)?),
        "CosineDecay" if config.get("warmup_target").is_none_or(Value::is_null) => ("", end),
        class => {
            let before: f64 = counts(class).split_last()?.1.iter().filter_map(|field| number(field)).sum();
            ("", end - before)
        }
    };
    let config = value.get_mut("config")?.as_object_mut()?;
    match inner {
        "schedules" => set_length(config.get_mut(inner)?.as_array_mut()?.last_mut()?, inner_end),
        "schedule" => set_length(config.get_mut(inner)?, inner_end),
        _ => {
            let field = counts(&class).last()?;
            (inner_end >= 0.0).then(|| config.insert((*field).to_owned(), steps(inner_end)))?;
            Some(())
        }
    }
}

/// Scales all step counts.
fn stretch(value: &mut Value, factor: f64, round: fn(f64) -> f64) -> Option<()> {
    let (class, config) = parts(value)?;
    let end = length(value);
    let (class, fields) = (class.to_owned(), config.keys().cloned().collect::<Vec<_>>());
    let config = value.get_mut("config")?.as_object_mut()?;
    for field in fields {
        let entry = config.get_mut(&field)?;
        let scaled = |entry: &Value| {
            let old = entry.as_f64()?;
            let new = old * factor;
            Some(steps(if old.fract() == 0.0 { round(new) } else { new }))
        };
        match entry {
            Value::Object(_) => stretch(entry, factor, round)?,
            Value::Array(elements) if field == "schedules" => {
                elements.iter_mut().try_for_each(|element| stretch(element, factor, round))?;
            }
            Value::Array(elements) if field == "boundaries" => {
                for element in elements {
                    *element = scaled(element)?;
                }
            }
            Value::Number(_) if field.ends_with("_steps") => *entry = scaled(entry)?,
            _ => {}
        }
    }
    // The last part absorbs the rounding.
    let whole = end.map(|end| (end * factor).round()).filter(|_| !counts(&class).is_empty());
    whole.map_or(Some(()), |whole| set_length(value, whole))
}

/// A number of steps as JSON.
#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "whole, not negative, and below 2^53"
)]
fn steps(count: f64) -> Value {
    if count.fract() == 0.0 && (0.0..9e15).contains(&count) {
        Value::from(count as u64)
    } else {
        Value::from(count)
    }
}
