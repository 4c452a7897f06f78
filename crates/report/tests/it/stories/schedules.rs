//! Random schedules as people write them.

use serde_json::{Value, json};

use super::random::Random;

/// A schedule whose course takes about `length` steps, as JSON.
pub(super) fn schedule(random: &mut Random, length: u64) -> Value {
    let length = length.max(20);
    let peak = rounded(random.log(1e-5, 0.5));
    let warmup = random.between(1, (length / 8).max(2));
    match random.below(18) {
        0 => class(
            "CosineDecay",
            json!({"initial_learning_rate": peak, "decay_steps": length, "alpha": alpha(random)}),
        ),
        1 => class(
            "CosineDecay",
            json!({"initial_learning_rate": 0.0, "decay_steps": length - warmup, "warmup_target": peak,
                "warmup_steps": warmup}),
        ),
        2 => class(
            "PolynomialDecay",
            json!({"initial_learning_rate": peak, "decay_steps": length, "end_learning_rate": peak * alpha(random),
                "power": random.pick(&[0.5, 1.0, 1.0, 2.0])}),
        ),
        3 => class(
            "ExponentialDecay",
            json!({"initial_learning_rate": peak, "decay_steps": (length / 10).max(1),
                "decay_rate": rounded(0.3 + 0.6 * random.unit())}),
        ),
        4 => class(
            "ExponentialDecay",
            json!({"initial_learning_rate": peak, "decay_steps": (length / 10).max(1), "decay_rate": 0.7,
                "staircase": true}),
        ),
        5 => class(
            "InverseTimeDecay",
            json!({"initial_learning_rate": peak, "decay_steps": (length / 10).max(1), "decay_rate": 0.5}),
        ),
        6 => {
            let (first, second) = (length / 3, 2 * length / 3);
            class(
                "PiecewiseConstantDecay",
                json!({"boundaries": [first, second.max(first + 1)], "values": [peak, peak * 0.1, peak * 0.01]}),
            )
        }
        7 => class(
            "CosineDecayRestarts",
            json!({"initial_learning_rate": peak, "first_decay_steps": (length / 4).max(1), "t_mul": random.pick(&[1.0, 2.0]),
                "m_mul": random.pick(&[1.0, 0.9])}),
        ),
        8 => class(
            "CosineAnnealing",
            json!({"initial_learning_rate": peak, "decay_steps": length,
            "end_learning_rate": peak * alpha(random)}),
        ),
        9 => class("OneCycle", json!({"max_learning_rate": peak, "total_steps": length})),
        10 => class(
            "WarmupStableDecay",
            json!({"peak_learning_rate": peak, "warmup_steps": warmup, "stable_steps": length / 2,
                "decay_steps": length - length / 2 - warmup}),
        ),
        11 => class("InverseSquareRoot", json!({"peak_learning_rate": peak, "warmup_steps": warmup})),
        12 => class("Noam", json!({"model_size": 512, "warmup_steps": warmup})),
        13 => class(
            "Cyclic",
            json!({"base_learning_rate": peak * 0.1, "max_learning_rate": peak, "step_size_up": (length / 6).max(1),
                "mode": "triangular2"}),
        ),
        14 => class(
            "Warmup",
            json!({"warmup_steps": warmup, "schedule": class("Transition",
                json!({"initial_learning_rate": peak, "end_learning_rate": 0.0, "transition_steps": length - warmup}))}),
        ),
        15 => class(
            "Warmup",
            json!({"warmup_steps": warmup, "initial_learning_rate": peak * 0.01, "schedule": class("CosineDecay",
                json!({"initial_learning_rate": peak, "decay_steps": length - warmup, "alpha": 0.1}))}),
        ),
        16 => class(
            "Sequential",
            json!({"boundaries": [length / 2], "schedules": [
                class("Constant", json!({"learning_rate": peak})),
                class("PolynomialDecay", json!({"initial_learning_rate": peak, "decay_steps": length - length / 2,
                    "end_learning_rate": 0.0})),
            ]}),
        ),
        _ => class(
            "LinearCosineDecay",
            json!({"initial_learning_rate": peak, "decay_steps": length, "num_periods": 0.5}),
        ),
    }
}

fn class(name: &str, config: Value) -> Value {
    json!({"class_name": name, "config": config})
}

fn alpha(random: &mut Random) -> f64 {
    random.pick(&[0.0, 0.0, 0.1, 0.01])
}

/// Two or three digits, as people write rates.
fn rounded(rate: f64) -> f64 {
    format!("{rate:.1e}").parse().unwrap()
}
