//! glidepath: every schedule through `dyn`, as it is read from a file.

use std::error::Error;
use std::hint::black_box;

use glidepath::{BoxSchedule, LearningRateSchedule, from_json};

use crate::measure::{MILLION, Measurements};

/// The schedules, by the names that all participants use.
const SCHEDULES: [(&str, &str); 14] = [
    (
        "cosine",
        r#"{"class_name":"CosineDecay","config":{"initial_learning_rate":0.1,"decay_steps":1000000,
            "alpha":0.1}}"#,
    ),
    (
        "exponential",
        r#"{"class_name":"ExponentialDecay","config":{"initial_learning_rate":0.1,"decay_steps":10000,
            "decay_rate":0.96}}"#,
    ),
    (
        "power 0.9",
        r#"{"class_name":"PolynomialDecay","config":{"initial_learning_rate":0.1,"decay_steps":1000000,
            "end_learning_rate":0.0001,"power":0.9}}"#,
    ),
    (
        "warmup + cosine",
        r#"{"class_name":"CosineDecay","config":{"initial_learning_rate":0.0,"decay_steps":990000,
            "warmup_target":0.1,"warmup_steps":10000}}"#,
    ),
    (
        "restarts",
        r#"{"class_name":"CosineDecayRestarts","config":{"initial_learning_rate":0.1,"first_decay_steps":1000,
            "t_mul":2.0}}"#,
    ),
    ("one-cycle", r#"{"class_name":"OneCycle","config":{"max_learning_rate":0.1,"total_steps":1000000}}"#),
    (
        "linear cosine",
        r#"{"class_name":"LinearCosineDecay","config":{"initial_learning_rate":0.1,
            "decay_steps":1000000}}"#,
    ),
    (
        "inverse time",
        r#"{"class_name":"InverseTimeDecay","config":{"initial_learning_rate":0.1,"decay_steps":10000,
            "decay_rate":0.5}}"#,
    ),
    (
        "inverse square root",
        r#"{"class_name":"InverseSquareRoot","config":{"peak_learning_rate":0.1,"warmup_steps":10000}}"#,
    ),
    (
        "tanh",
        r#"{"class_name":"Transition","config":{"initial_learning_rate":0.1,"end_learning_rate":0.0001,
            "transition_steps":1000000,"curve":{"tanh":{"lower":-6.0,"upper":3.0}}}}"#,
    ),
    (
        "geometric",
        r#"{"class_name":"Transition","config":{"initial_learning_rate":0.1,"end_learning_rate":0.0001,
            "transition_steps":1000000,"curve":"geometric"}}"#,
    ),
    (
        "line",
        r#"{"class_name":"PolynomialDecay","config":{"initial_learning_rate":0.1,"decay_steps":1000000,
            "end_learning_rate":0.0001}}"#,
    ),
    (
        "pieces",
        r#"{"class_name":"PiecewiseConstantDecay","config":{"boundaries":[300000,600000,900000],
            "values":[0.1,0.01,0.001,0.0001]}}"#,
    ),
    ("constant", r#"{"class_name":"Constant","config":{"learning_rate":0.1}}"#),
];

pub(crate) fn round() -> Result<impl FnMut(&mut Measurements), Box<dyn Error>> {
    let schedules = SCHEDULES.iter().map(|(name, text)| Ok((*name, *text, from_json(text)?)));
    let schedules = schedules.collect::<Result<Vec<(&str, &str, BoxSchedule)>, Box<dyn Error>>>()?;
    let mut rates = vec![0.0; MILLION];
    Ok(move |measurements: &mut Measurements| {
        for (name, text, schedule) in &schedules {
            measurements.million(name, || schedule.fill(0, black_box(&mut rates)));
            let schedule: &dyn LearningRateSchedule = &**schedule;
            measurements.one_by_one(name, |step| black_box(schedule).learning_rate(step));
            measurements.each(&format!("parse/{name}"), 100, || {
                for _ in 0..100 {
                    black_box(from_json(black_box(text)).ok());
                }
            });
        }
    })
}
