//! The same schedule for a run of another length, as this test makes it.

use glidepath_serde::BoxSchedule;
use serde_json::Value;

/// How the steps before the last part follow: not at all, or in proportion and rounded.
pub(super) type Way = Option<fn(f64) -> f64>;

/// The ways in which people give a schedule another length.
pub(super) const WAYS: [Way; 3] = [None, Some(f64::round), Some(up)];

fn up(steps: f64) -> f64 {
    (steps - 1e-6).ceil()
}

/// The schedule with its end at this step.
pub(super) fn with_end(json: &Value, end: u64, way: Way) -> Option<BoxSchedule> {
    let mut json = json.clone();
    let last = last_part(&json)?;
    if let Some(round) = way {
        let factor = end as f64 / length(&json) as f64;
        stretch(&mut json, factor, round);
    }
    let before = length(&json) - json.pointer(&last)?.as_u64()?;
    *json.pointer_mut(&last)? = Value::from(end.checked_sub(before)?);
    glidepath_serde::deserialize(&json).ok()
}

/// The field with the length of the last part.
fn last_part(json: &Value) -> Option<String> {
    let config = &json["config"];
    Some(match json["class_name"].as_str()? {
        "CosineDecay" | "PolynomialDecay" | "CosineAnnealing" | "LinearCosineDecay" => {
            "/config/decay_steps".to_owned()
        }
        "OneCycle" => "/config/total_steps".to_owned(),
        "Transition" => "/config/transition_steps".to_owned(),
        "WarmupStableDecay" => "/config/stable_steps".to_owned(),
        "Warmup" => format!("/config/schedule{}", last_part(&config["schedule"])?),
        "Sequential" => format!("/config/schedules/1{}", last_part(&config["schedules"][1])?),
        _ => return None,
    })
}

fn length(json: &Value) -> u64 {
    let config = &json["config"];
    let fields = ["warmup_steps", "decay_steps", "stable_steps", "total_steps", "transition_steps"];
    let own: u64 = fields.iter().filter_map(|field| config[field].as_u64()).sum();
    let inner = [&config["schedule"], &config["schedules"][1]];
    let inner: u64 = inner.into_iter().filter(|inner| inner.is_object()).map(length).sum();
    own + inner + config["boundaries"][0].as_u64().unwrap_or(0)
}

/// Multiplies all numbers of steps.
fn stretch(json: &mut Value, factor: f64, round: fn(f64) -> f64) {
    let scaled = |steps: u64| Value::from(round(steps as f64 * factor) as u64);
    match json {
        Value::Object(fields) => {
            for (name, value) in fields {
                match value.as_u64() {
                    Some(steps) if name.ends_with("_steps") => *value = scaled(steps),
                    _ => stretch(value, factor, round),
                }
            }
        }
        // Boundaries are the only numbers in lists.
        Value::Array(elements) => elements.iter_mut().for_each(|element| match element.as_u64() {
            Some(steps) => *element = scaled(steps),
            None => stretch(element, factor, round),
        }),
        _ => {}
    }
}
