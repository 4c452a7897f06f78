//! The enum of the built-in classes.

use std::collections::BTreeSet;

use glidepath_core::LearningRateSchedule;
use glidepath_serde::{BoxSchedule, BuiltIn, class_names, from_class_config, register_schedule};
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};

/// A configuration of each class.
fn configs() -> Vec<(&'static str, Value)> {
    let part = json!({"class_name": "Constant", "config": {"learning_rate": 0.5}});
    let decay = json!({"initial_learning_rate": 0.1, "decay_steps": 100});
    let decay_with_rate = json!({"initial_learning_rate": 0.1, "decay_steps": 100, "decay_rate": 0.5});
    let transition =
        json!({"initial_learning_rate": 0.1, "end_learning_rate": 0.01, "transition_steps": 100});
    let trapezoid = json!({
        "initial_learning_rate": 0.0, "peak_learning_rate": 0.1, "end_learning_rate": 0.0,
        "warmup_steps": 10, "stable_steps": 80, "decay_steps": 10,
    });
    vec![
        ("Clamped", json!({"schedule": part})),
        ("Constant", json!({"learning_rate": 0.1})),
        (
            "CosineAnnealing",
            json!({"initial_learning_rate": 0.1, "decay_steps": 100, "end_learning_rate": 0.0}),
        ),
        ("CosineDecay", decay.clone()),
        ("CosineDecayRestarts", json!({"initial_learning_rate": 0.1, "first_decay_steps": 100})),
        ("CosineHardRestarts", json!({"initial_learning_rate": 0.1, "decay_steps": 100, "num_cycles": 2})),
        ("Cyclic", json!({"base_learning_rate": 0.01, "max_learning_rate": 0.1})),
        ("ExponentialDecay", decay_with_rate.clone()),
        ("Interpolated", json!({"steps": [0, 100], "learning_rates": [0.1, 0.0]})),
        ("InverseSquareRoot", json!({"peak_learning_rate": 0.1})),
        ("InverseTimeDecay", decay_with_rate),
        ("LinearCosineDecay", decay.clone()),
        ("Noam", json!({"model_size": 512, "warmup_steps": 4000})),
        ("NoisyLinearCosineDecay", decay.clone()),
        ("OneCycle", json!({"max_learning_rate": 0.1, "total_steps": 100})),
        ("OneCycleMomentum", json!({"total_steps": 100})),
        ("PiecewiseConstantDecay", json!({"boundaries": [10], "values": [0.1, 0.01]})),
        ("PolynomialDecay", decay),
        ("PowerLaw", json!({"learning_rate": 0.1, "timescale": 100, "power": -0.5})),
        ("Product", json!({"schedules": [part]})),
        ("Repeated", json!({"schedule": part, "period_steps": 10})),
        ("Scaled", json!({"schedule": part, "factor": 0.5})),
        ("Sequential", json!({"schedules": [part], "boundaries": []})),
        ("Shifted", json!({"schedule": part, "shift": 1})),
        ("Stretched", json!({"schedule": part, "factor": 2})),
        ("Sum", json!({"schedules": [part]})),
        ("Table", json!({"learning_rates": [0.1, 0.01]})),
        ("Transition", transition.clone()),
        ("TransitionRestarts", transition),
        ("Warmup", json!({"schedule": part, "warmup_steps": 10})),
        ("WarmupStableDecay", trapezoid),
    ]
}

#[test]
fn every_registered_class_has_its_own_variant() {
    let mut seen = BTreeSet::new();
    for (class_name, config) in configs() {
        let schedule =
            from_class_config(class_name, &config).unwrap_or_else(|error| panic!("{class_name}: {error}"));
        let built_in = BuiltIn::of(&schedule).unwrap_or_else(|| panic!("{class_name} has no variant"));
        let shown = format!("{built_in:?}");
        assert!(shown.starts_with(&format!("{class_name}(")), "{class_name} is {shown}");
        seen.insert(class_name);
    }
    let registered: BTreeSet<_> = class_names().into_iter().filter(|name| !name.contains('>')).collect();
    assert_eq!(seen, registered);
}

/// A class of somebody's own.
#[derive(Clone, Debug, Serialize, Deserialize)]
struct Own {}

impl LearningRateSchedule for Own {
    fn learning_rate(&self, _step: u64) -> f64 {
        0.5
    }
}

register_schedule!(Own, "my_package>Own");

#[test]
fn a_class_of_somebody_else_is_not_built_in() {
    assert!(BuiltIn::of(&BoxSchedule::new(Own {})).is_none());
}
