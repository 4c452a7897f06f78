//! What Keras makes of a schedule in a file.

use glidepath_serde::is_registered;
use serde_json::Value;

use super::{class, notes};
use crate::model::Note;

/// The notes on a schedule and those within it, as they stand in the file.
pub(crate) fn all(schedule: &Value) -> Vec<Note> {
    let mut notes = Vec::new();
    collect(schedule, &mut notes);
    notes
}

fn collect(value: &Value, notes: &mut Vec<Note>) {
    match value {
        Value::Array(elements) => elements.iter().for_each(|element| collect(element, notes)),
        Value::Object(object) => {
            if let (Some(Value::String(class_name)), Some(config)) =
                (object.get("class_name"), object.get("config"))
                && is_registered(class_name)
                && class::class(class_name).is_some()
            {
                notes.extend(of_class(class_name, config));
            }
            object.values().for_each(|value| collect(value, notes));
        }
        _ => {}
    }
}

/// The notes on a schedule of one of Keras's classes.
fn of_class(class_name: &str, config: &Value) -> Vec<Note> {
    let integer_rate = config.get("initial_learning_rate").filter(|rate| rate.is_u64());
    let has_target = config.get("warmup_target").is_some_and(|target| !target.is_null());
    let warmup_steps = config.get("warmup_steps").filter(|steps| !has_target && steps.as_f64() != Some(0.0));
    let values = config.get("values").and_then(Value::as_array).map_or(&[][..], Vec::as_slice);
    let mixed = values.iter().any(Value::is_f64) && !values.iter().all(Value::is_f64);
    let in_keras3 = class::class(class_name).is_some_and(|class| class.keras3_name.is_some());
    let breakdown = class::breakdown(class_name, |name| config.get(name)?.as_f64());
    let growing_periods = class_name == "CosineDecayRestarts"
        && config.get("t_mul").and_then(Value::as_f64).is_none_or(|t_mul| t_mul > 1.0);
    let null_name = in_keras3 && config.get("name").is_some_and(Value::is_null);

    [
        warmup_steps.map(|steps| notes::warmup_without_target(&steps.to_string())),
        integer_rate.map(|rate| notes::integer_rate(&rate.to_string())),
        mixed.then_some(notes::mixed_values()),
        breakdown.map(|breakdown| notes::rate_breaks_down(&breakdown.text)),
        growing_periods.then_some(notes::period_by_logarithm()),
        null_name.then(|| notes::null_name(class_name)),
        (class_name == "NoisyLinearCosineDecay").then_some(notes::other_noise()),
    ]
    .into_iter()
    .flatten()
    .collect()
}
