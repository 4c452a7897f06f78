//! A schedule in a few words: its classes, and the curves that they follow.

use glidepath_serde::{LearningRate, serialize};
use serde_json::Value;

/// How much of a schedule is shown.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Detail {
    /// `Warmup[Transition(cosine)]`
    Full,
    /// `Warmup[Transition]`, and of several equal parts one.
    Classes,
    /// `Warmup[…]`
    Outermost,
}

/// The class, the form that it has in parentheses, and what it is composed of in brackets.
pub(crate) fn composition(schedule: &LearningRate, detail: Detail) -> String {
    match schedule {
        LearningRate::Constant(_) => "a number".to_owned(),
        LearningRate::Schedule(schedule) => {
            of_value(&serialize(&**schedule).expect("a schedule that can be written"), detail)
        }
    }
}

fn of_value(schedule: &Value, detail: Detail) -> String {
    let config = &schedule["config"];
    let class_name = schedule["class_name"].as_str().expect("a class");
    let forms = if detail == Detail::Full { forms(config) } else { Vec::new() };
    let form = if forms.is_empty() { String::new() } else { format!("({})", forms.join(", ")) };
    let parts = match (&config["schedule"], &config["schedules"]) {
        (Value::Null, Value::Array(schedules)) => schedules.as_slice(),
        (Value::Null, _) => &[],
        (schedule, _) => std::slice::from_ref(schedule),
    };
    if parts.is_empty() {
        return format!("{class_name}{form}");
    }
    if detail == Detail::Outermost {
        return format!("{class_name}[…]");
    }
    let mut parts: Vec<_> = parts.iter().map(|part| of_value(part, detail)).collect();
    if detail == Detail::Classes {
        parts.sort_unstable();
        parts.dedup();
    }
    format!("{class_name}{form}[{}]", parts.join(", "))
}

/// What is not as if nothing were told: curves, and what is switched on.
fn forms(config: &Value) -> Vec<&str> {
    let curves = ["curve", "warmup_curve", "decay_curve", "interpolation", "mode"];
    let curves = curves.iter().filter_map(|&field| match &config[field] {
        Value::String(name) => Some(name.as_str()),
        Value::Object(curve) => curve.keys().next().map(String::as_str),
        _ => None,
    });
    let switches = ["staircase", "mirror", "cycle", "three_phase"];
    let switches = switches.into_iter().filter(|&field| config[field] == Value::Bool(true));
    curves.filter(|&name| !matches!(name, "linear" | "triangular")).chain(switches).collect()
}
