//! Which steps `show` and `diff` choose, and what `diff` says of the others.

use std::fs;

use serde_json::{Value, json};

use crate::common::{Run, run, run_with_input, scratch};

fn schedule(class_name: &str, config: Value) -> Value {
    json!({"class_name": class_name, "config": config})
}

fn exponential(decay_steps: u64, decay_rate: f64) -> Value {
    schedule(
        "ExponentialDecay",
        json!({"initial_learning_rate": 0.01, "decay_steps": decay_steps, "decay_rate": decay_rate}),
    )
}

/// The decay of Keras's optimizers before 2.11, `decay=1e-6`.
fn inverse_time() -> Value {
    schedule("InverseTimeDecay", json!({"initial_learning_rate": 0.01, "decay_steps": 1, "decay_rate": 1e-6}))
}

fn cosine() -> Value {
    schedule("CosineDecay", json!({"initial_learning_rate": 0.1, "decay_steps": 1000}))
}

fn clamped(inner: &Value, min: f64) -> Value {
    schedule("Clamped", json!({"schedule": inner, "min": min}))
}

fn scaled(inner: &Value) -> Value {
    schedule("Scaled", json!({"schedule": inner, "factor": 1.0}))
}

#[track_caller]
fn check_range(value: &Value, last: u64) {
    let result = run_with_input(&["show", "-", "--format", "json"], value.to_string().as_bytes());
    let report: Value = serde_json::from_str(&result.stdout).unwrap_or_else(|_| panic!("{}", result.stderr));
    assert_eq!((&report["first_step"], &report["last_step"]), (&json!(0), &json!(last)), "{value}");
    let [peak, lowest] =
        ["peak", "lowest"].map(|name| report["rates"][name]["learning_rate"].as_f64().unwrap());
    assert!(lowest <= 0.52 * peak || lowest == peak, "it moves from {peak} to {lowest} only: {value}");
}

fn diff(test: &str, a: &Value, b: &Value, options: &[&str]) -> Run {
    let directory = scratch(test);
    let files = [("a", a), ("b", b)].map(|(name, value)| {
        let path = directory.join(name);
        fs::write(&path, value.to_string()).unwrap();
        path.to_str().unwrap().to_owned()
    });
    run(&[&["diff", &files[0], &files[1]], options].concat())
}

#[test]
fn a_falling_curve_is_shown_to_a_tenth_of_its_peak() {
    check_range(&exponential(1, 0.99999), 240_000);
    check_range(&inverse_time(), 9_000_000);
    check_range(&scaled(&exponential(1, 0.99999)), 240_000);
    check_range(&schedule("Stretched", json!({"schedule": exponential(1, 0.999), "factor": 100})), 240_000);
    let constant = schedule("Constant", json!({"learning_rate": 0.01}));
    let after = json!({"boundaries": [1000], "schedules": [constant, exponential(1, 0.99999)]});
    check_range(&schedule("Sequential", after), 240_000);
    // A fall by the inverse square root never ends.
    check_range(
        &schedule("InverseSquareRoot", json!({"peak_learning_rate": 0.001, "warmup_steps": 4000})),
        170_000,
    );
    // Two of the steps down at least.
    let stairs =
        json!({"initial_learning_rate": 0.1, "decay_steps": 30, "decay_rate": 0.1, "staircase": true});
    check_range(&schedule("ExponentialDecay", stairs), 60);
}

#[test]
fn a_curve_is_shown_until_it_rests() {
    check_range(&cosine(), 1_000);
    check_range(&clamped(&exponential(1, 0.99999), 0.005), 69_315);
    check_range(&schedule("Shifted", json!({"schedule": cosine(), "shift": -1_000_000})), 1_001_000);
    check_range(&schedule("Table", json!({"learning_rates": [0.3, 0.2, 0.1]})), 2);
    check_range(&schedule("Stretched", json!({"schedule": cosine(), "factor": 100})), 100_000);
    // What it rises to is seen.
    let constant = schedule("Constant", json!({"learning_rate": 0.1}));
    check_range(&schedule("Warmup", json!({"schedule": constant, "warmup_steps": 400})), 500);
}

#[test]
fn a_growing_curve_is_shown_to_ten_times_its_first_rate() {
    check_range(&exponential(1, 1.0001), 24_000);
}

#[test]
fn cycles_are_shown_three_times() {
    check_range(&schedule("Cyclic", json!({"base_learning_rate": 0.001, "max_learning_rate": 0.1})), 11_999);
    let decaying = json!({"base_learning_rate": 0.001, "max_learning_rate": 0.1, "step_size_up": 500,
        "mode": "exp_range", "gamma": 0.99999});
    check_range(&schedule("Cyclic", decaying), 2_999);
    let annealing = schedule("CosineAnnealing", json!({"initial_learning_rate": 0.1, "decay_steps": 30}));
    check_range(&annealing, 89);
    check_range(&schedule("Stretched", json!({"schedule": annealing, "factor": 1000})), 179_999);
    let restarts = json!({"initial_learning_rate": 0.1, "first_decay_steps": 1000, "m_mul": 0.9});
    check_range(&schedule("CosineDecayRestarts", restarts), 2_999);
}

#[test]
fn a_constant_rate_is_shown_for_a_thousand_steps() {
    check_range(&json!(0.1), 1_000);
    check_range(&json!(0), 1_000);
}

#[test]
fn a_late_difference_is_found() {
    for falling in [exponential(1, 0.99999), inverse_time()] {
        let result = diff("a_late_difference", &falling, &clamped(&falling, 0.005), &[]);
        assert_eq!((result.code, result.stderr.as_str()), (1, ""));
        assert!(result.stdout.starts_with("different at "), "{}", result.stdout);
    }
}

#[test]
fn a_difference_after_both_ranges_is_found() {
    let late = schedule("InverseSquareRoot", json!({"peak_learning_rate": 0.001, "warmup_steps": 10}));
    let result = diff("a_difference_after_both_ranges", &late, &clamped(&late, 0.0001), &[]);
    assert_eq!((result.code, result.stderr.as_str()), (1, ""));
    assert!(result.stdout.starts_with("different at "), "{}", result.stdout);
}

#[track_caller]
fn check_same(test: &str, a: &Value, b: &Value, options: &[&str], want: &str, proof: &Value) {
    let result = diff(test, a, b, options);
    assert_eq!((result.code, result.stdout.trim_end(), result.stderr.as_str()), (0, want, ""));
    let result = diff(test, a, b, &[options, &["--format", "json"]].concat());
    let report: Value = serde_json::from_str(&result.stdout).unwrap();
    assert_eq!(&json!([report["same_up_to"], report["proven_beyond"]]), proof);
}

#[test]
fn diff_says_up_to_where_and_what_is_proven() {
    let test = "diff_says_up_to_where";
    let exponential = exponential(1, 0.99999);
    let mut named = exponential.clone();
    named["config"]["name"] = json!("slow");
    let equal = "the same at every step: both have the same class and equal parameters";
    check_same(test, &exponential, &named, &[], equal, &json!([240_000, "equal_parameters"]));
    check_same(test, &exponential, &named, &["--steps", "0,5"], equal, &json!([null, "equal_parameters"]));
    check_same(
        test,
        &exponential,
        &scaled(&exponential),
        &[],
        "the same up to step 240000; later steps may differ",
        &json!([240_000, null]),
    );
    let (cosine, other) = (cosine(), scaled(&cosine()));
    check_same(
        test,
        &cosine,
        &other,
        &[],
        "the same at every step: both are constant from step 1000 on",
        &json!([1_000, "constant"]),
    );
    check_same(
        test,
        &cosine,
        &other,
        &["--steps", "0..1000"],
        "the same up to step 999; later steps may differ",
        &json!([999, null]),
    );
    check_same(
        test,
        &cosine,
        &other,
        &["--steps", "0..=2000:2"],
        "the same at every step of 0..=2000:2; other steps may differ",
        &json!([null, null]),
    );
    check_same(
        test,
        &json!(0.1),
        &schedule("Constant", json!({"learning_rate": 0.1})),
        &[],
        "the same at every step: both are constant from step 0 on",
        &json!([1_000, "constant"]),
    );
}

/// Where `diff` takes a schedule for constant, the rates are.
#[test]
fn what_is_proven_constant_is() {
    let parts = json!([cosine(), schedule("Constant", json!({"learning_rate": 0.5}))]);
    let schedules = [
        cosine(),
        schedule(
            "CosineDecay",
            json!({"initial_learning_rate": 0.0, "decay_steps": 70.5, "warmup_target": 0.1,
            "warmup_steps": 20.25, "alpha": 0.1}),
        ),
        schedule(
            "CosineHardRestarts",
            json!({"initial_learning_rate": 0.1, "decay_steps": 100, "num_cycles": 3}),
        ),
        schedule("LinearCosineDecay", json!({"initial_learning_rate": 0.1, "decay_steps": 99.5})),
        schedule("PolynomialDecay", json!({"initial_learning_rate": 0.1, "decay_steps": 99.5, "power": 2.0})),
        schedule("OneCycle", json!({"max_learning_rate": 0.1, "total_steps": 100})),
        schedule("OneCycleMomentum", json!({"total_steps": 100})),
        schedule(
            "Transition",
            json!({"initial_learning_rate": 0.1, "end_learning_rate": 0.0,
            "transition_steps": 99.5}),
        ),
        schedule(
            "WarmupStableDecay",
            json!({"peak_learning_rate": 0.1, "warmup_steps": 10.5, "stable_steps": 50.25,
            "decay_steps": 20.5}),
        ),
        schedule("PiecewiseConstantDecay", json!({"boundaries": [10, 20.5], "values": [0.3, 0.2, 0.1]})),
        schedule("Interpolated", json!({"steps": [3, 99.5], "learning_rates": [0.1, 0.7]})),
        schedule("Table", json!({"learning_rates": [0.3, 0.2, 0.1]})),
        schedule(
            "Sequential",
            json!({"boundaries": [200], "schedules": parts.as_array().unwrap().iter().rev()
            .collect::<Vec<_>>()}),
        ),
        schedule("Sum", json!({"schedules": parts})),
        schedule("Product", json!({"schedules": parts})),
        clamped(&cosine(), 0.01),
        schedule("Shifted", json!({"schedule": cosine(), "shift": -500})),
        schedule("Shifted", json!({"schedule": cosine(), "shift": 500})),
        schedule("Stretched", json!({"schedule": cosine(), "factor": 2.5})),
        schedule("Warmup", json!({"schedule": cosine(), "warmup_steps": 100})),
        schedule("Warmup", json!({"schedule": cosine(), "warmup_steps": 100, "warmup_prefix": false})),
    ];
    for schedule in schedules {
        let options = ["--format", "json", "--steps", "0..=4000"];
        let result = diff("what_is_proven_constant", &schedule, &scaled(&schedule), &options);
        let report: Value = serde_json::from_str(&result.stdout).unwrap();
        assert_eq!(report["proven_beyond"], "constant", "{schedule}");
        let last = report["constant_from"].as_u64().unwrap();
        let steps = format!("{last},{},{},1000000007,18446744073709551615", last + 1, last + 2);
        let text = schedule.to_string();
        let result = run_with_input(&["eval", "-", "--format", "csv", "--steps", &steps], text.as_bytes());
        let rates: Vec<_> =
            result.stdout.lines().skip(1).map(|line| line.split_once(',').unwrap().1).collect();
        let same = rates.windows(2).all(|pair| pair[0] == pair[1]);
        assert!(rates.len() == 5 && same, "{last}: {rates:?}: {schedule}");
    }
}
