//! Each rule with a schedule that it must find and three near it that it must not.

use serde_json::{Value, json};

use crate::common::{class, only, options, report, rules};

/// A schedule, and the length of its run if that is known.
type Case = (Value, Option<u64>);

#[track_caller]
fn check(rule: &str, found: &Case, message: &str, near: [Case; 3]) {
    let case = report(&options(found.1), &found.0);
    assert_eq!(only(&case, rule).message, message);
    for (index, (file, total_steps)) in near.into_iter().enumerate() {
        let rules = rules(&report(&options(total_steps), &file));
        assert!(!rules.contains(&rule), "near {index}: {rules:?}");
    }
}

fn cosine(initial: f64, steps: f64) -> Value {
    class("CosineDecay", json!({"initial_learning_rate": initial, "decay_steps": steps}))
}

fn annealing(steps: u64) -> Value {
    class("CosineAnnealing", json!({"initial_learning_rate": 0.1, "decay_steps": steps}))
}

fn line(from: f64, to: f64, steps: u64) -> Value {
    class(
        "Transition",
        json!({"initial_learning_rate": from, "end_learning_rate": to, "transition_steps": steps}),
    )
}

fn warmup(steps: u64, schedule: &Value) -> Value {
    class("Warmup", json!({"warmup_steps": steps, "schedule": schedule}))
}

fn constant(rate: f64) -> Value {
    class("Constant", json!({"learning_rate": rate}))
}

fn sequence(boundary: u64, first: &Value, second: &Value) -> Value {
    class("Sequential", json!({"schedules": [first, second], "boundaries": [boundary]}))
}

fn stairs(boundaries: &[u64], values: &[f64]) -> Value {
    class("PiecewiseConstantDecay", json!({"boundaries": boundaries, "values": values}))
}

fn exponential(rate: f64) -> Value {
    class("ExponentialDecay", json!({"initial_learning_rate": 0.1, "decay_steps": 100, "decay_rate": rate}))
}

#[test]
fn warmup_longer_than_run() {
    check(
        "warmup-longer-than-run",
        &(warmup(2_000, &cosine(1e-3, 8_000.0)), Some(10)),
        "the warmup takes 2000 steps, the run has 10: the rate ends at 4.5e-6 and never reaches 0.001",
        [
            (warmup(9, &cosine(1e-3, 1.0)), Some(10)),
            // A learning-rate range test rises by design.
            (exponential(1.1), Some(10)),
            (warmup(2_000, &cosine(1e-3, 8_000.0)), None),
        ],
    );
}

#[test]
fn ends_high() {
    check(
        "ends-high",
        &(cosine(0.1, 90_000.0), Some(90)),
        "the run ends after 90 steps at the rate 0.09999976; the curve comes down to 0.0 at step 90000",
        [
            (cosine(0.1, 110.0), Some(90)),
            // An exponential decay has no end.
            (exponential(0.96), Some(90)),
            (
                class(
                    "CosineDecayRestarts",
                    json!({"initial_learning_rate": 0.1, "first_decay_steps": 1000}),
                ),
                Some(90),
            ),
        ],
    );
    let high = report(&options(Some(90)), &cosine(0.1, 90_000.0));
    assert!(only(&high, "ends-high").help.starts_with("90000 is 1000 times 90: "));
    let wave = report(&options(Some(400)), &annealing(1_000));
    assert_eq!(only(&wave, "ends-high").steps, Some((399, 1_000)));
}

#[test]
fn ends_early() {
    check(
        "ends-early",
        &(
            class(
                "PolynomialDecay",
                json!({"initial_learning_rate": 0.1, "decay_steps": 90, "end_learning_rate": 1e-4}),
            ),
            Some(90_000),
        ),
        "the curve reaches its end rate 0.0001 at step 90 of 90000: 99 % of the run is spent at that rate",
        [
            (cosine(0.1, 60.0), Some(90)),
            (stairs(&[30], &[0.1, 0.01]), Some(90)),
            // A warmup to a constant rate ends at the top.
            (warmup(10, &constant(0.1)), Some(1_000)),
        ],
    );
    let early = report(&options(Some(90_000)), &cosine(0.1, 90.0));
    assert!(
        only(&early, "ends-early")
            .help
            .starts_with("90000 is 1000 times 90: the schedule seems to count epochs")
    );
}

#[test]
fn drop_after_warmup() {
    // The decay has been counting during the warmup.
    let product = class(
        "Sequential",
        json!({"boundaries": [100], "schedules": [
        line(0.0, 0.1, 100), class("Shifted", json!({"shift": 100, "schedule": line(0.1, 0.0, 1_000)}))]}),
    );
    check(
        "drop-after-warmup",
        &(product, Some(1_000)),
        "the rate drops by 9.1 % where the warmup ends, from 0.099 at step 99 to 0.09 at step 100",
        [
            (sequence(100, &line(0.0, 0.1, 100), &line(0.1, 0.0, 900)), Some(1_000)),
            (warmup(100, &exponential(0.5)), Some(1_000)),
            // From stair to stair.
            (sequence(100, &constant(0.1), &constant(0.01)), Some(1_000)),
        ],
    );
}

#[test]
fn jump() {
    check(
        "jump",
        &(sequence(500, &line(0.1, 0.05, 500), &line(0.02, 0.0, 500)), Some(1_000)),
        "the rate jumps from 0.0501 at step 499 to 0.02 at step 500",
        [
            (sequence(500, &line(0.1, 0.05, 500), &line(0.05, 0.0, 500)), Some(1_000)),
            (stairs(&[500], &[0.1, 0.01]), Some(1_000)),
            (
                class("CosineDecayRestarts", json!({"initial_learning_rate": 0.1, "first_decay_steps": 100})),
                Some(1_000),
            ),
        ],
    );
}

#[test]
fn first_update_zero() {
    check(
        "first-update-zero",
        &(warmup(100, &constant(0.1)), None),
        "the first update has the rate 0 and changes nothing",
        [
            (
                class(
                    "Warmup",
                    json!({"warmup_steps": 100, "initial_learning_rate": 1e-9, "schedule": constant(0.1)}),
                ),
                None,
            ),
            (line(0.1, 0.0, 100), None),
            (constant(0.0), None),
        ],
    );
    let late = sequence(50, &constant(0.0), &constant(0.1));
    let late = report(&options(None), &late);
    assert_eq!(
        only(&late, "first-update-zero").message,
        "the first 50 updates have the rate 0 and change nothing"
    );
}

#[test]
fn rises_after_end() {
    check(
        "rises-after-end",
        &(annealing(100), Some(150)),
        "the rate falls to 0.0 at step 100 and rises again, to 0.04842946 at step 149 of 150",
        [
            (annealing(100), Some(102)),
            (cosine(0.1, 100.0), Some(150)),
            (
                class(
                    "Cyclic",
                    json!({"base_learning_rate": 0.01, "max_learning_rate": 0.1, "step_size_up": 40}),
                ),
                Some(150),
            ),
        ],
    );
}

#[test]
fn cycles_in_run() {
    check(
        "cycles-in-run",
        &(annealing(10), Some(10_000)),
        "the rate goes up again 500 times in the 10000 steps of the run, first at step 10: every 20 steps on average",
        [
            (annealing(10_000), Some(10_000)),
            (
                class("CosineDecayRestarts", json!({"initial_learning_rate": 0.1, "first_decay_steps": 500})),
                Some(10_000),
            ),
            (
                class(
                    "Cyclic",
                    json!({"base_learning_rate": 0.01, "max_learning_rate": 0.1, "step_size_up": 500}),
                ),
                Some(10_000),
            ),
        ],
    );
    // Even where cycles are meant, hundreds are not.
    let restarts = class(
        "CosineDecayRestarts",
        json!({"initial_learning_rate": 0.1, "first_decay_steps": 10, "t_mul": 1.0}),
    );
    assert_eq!(rules(&report(&options(Some(10_000)), &restarts)), ["cycles-in-run"]);
}

#[test]
fn never_above_zero() {
    check(
        "never-above-zero",
        &(cosine(0.0, 100.0), Some(100)),
        "the rate is 0 at all 100 steps of the run: nothing is trained",
        [(line(0.0, 1e-9, 100), Some(100)), (constant(1e-12), None), (line(0.1, 0.0, 10), Some(100))],
    );
}

#[test]
fn implausible_rate_and_steps() {
    let swapped = cosine(1_000.0, 0.1);
    check(
        "implausible-rate",
        &(swapped.clone(), None),
        "the rate is 1000.0 at step 0; a learning rate above 10 is not plausible",
        [(constant(10.0), None), (cosine(1.0, 100.0), None), (exponential(1.001), Some(1_000))],
    );
    check(
        "implausible-steps",
        &(swapped.clone(), None),
        "0.1 is less than one step",
        [
            (cosine(0.1, 1.0), None),
            (warmup(0, &constant(0.1)), None),
            // Half an epoch of 100 steps.
            (class("Stretched", json!({"factor": 100, "schedule": cosine(0.1, 0.5)})), None),
        ],
    );
    assert_eq!(only(&report(&options(None), &swapped), "implausible-steps").path, "config.decay_steps");
}

#[test]
fn min_above_peak() {
    let annealing = |end: f64| {
        class(
            "CosineAnnealing",
            json!({"initial_learning_rate": 1e-4, "decay_steps": 100, "end_learning_rate": end}),
        )
    };
    check(
        "min-above-peak",
        &(annealing(1e-3), Some(100)),
        "the minimum rate is 0.001, above 0.0001, from which the schedule should decay",
        [
            (annealing(1e-4), Some(100)),
            // A warmup by another name.
            (
                class(
                    "PolynomialDecay",
                    json!({"initial_learning_rate": 0.0, "decay_steps": 10, "end_learning_rate": 0.1}),
                ),
                Some(100),
            ),
            (class("Clamped", json!({"min": 0.01, "max": 1.0, "schedule": cosine(0.1, 100.0)})), Some(100)),
        ],
    );
    let clamped = class("Clamped", json!({"min": 0.5, "max": 1.0, "schedule": cosine(0.1, 100.0)}));
    assert_eq!(only(&report(&options(Some(100)), &clamped), "min-above-peak").path, "config.min");
}

#[test]
fn boundary_after_end() {
    check(
        "boundary-after-end",
        &(stairs(&[30, 60, 90], &[0.1, 0.01, 1e-3, 1e-4]), Some(50)),
        "2 boundaries, from step 60 on, lie after the end of the run, which has 50 steps",
        [
            (stairs(&[30, 60, 90], &[0.1, 0.01, 1e-3, 1e-4]), Some(90)),
            (stairs(&[30, 60, 90], &[0.1, 0.01, 1e-3, 1e-4]), None),
            (class("Interpolated", json!({"steps": [0, 100], "learning_rates": [0.1, 0.0]})), Some(50)),
        ],
    );
}

#[test]
fn group_rates_overwritten() {
    use glidepath_core::schedule_fn;
    use glidepath_diagnose::{Facts, diagnose};

    let schedule = schedule_fn(|_| 0.1);
    let groups = |rates: &[f64]| {
        let facts = rates.iter().fold(Facts::new(), |facts, &rate| facts.with_group_rate(rate, "optimizer"));
        diagnose(&schedule, &facts)
    };
    let found = groups(&[0.1, 0.01]);
    assert_eq!(found[0].rule, "group-rates-overwritten");
    assert_eq!(
        found[0].message,
        "the parameter groups have different rates, such as 0.1 and 0.01, but the schedule overwrites them"
    );
    for near in [&[][..], &[0.1], &[0.1, 0.1]] {
        assert_eq!(groups(near), []);
    }
}

/// Schedules as they are meant, with the length that they are made for.
#[test]
fn no_false_alarm() {
    let peak = json!({"peak_learning_rate": 0.1, "warmup_steps": 10, "stable_steps": 70, "decay_steps": 20,
        "initial_learning_rate": 1e-3});
    for (file, total_steps) in [
        (class("WarmupStableDecay", peak), 100),
        (class("OneCycle", json!({"max_learning_rate": 0.1, "total_steps": 100})), 100),
        (class("OneCycle", json!({"max_learning_rate": 0.1, "total_steps": 100, "three_phase": true})), 100),
        (
            class(
                "CosineDecayRestarts",
                json!({"initial_learning_rate": 0.1, "first_decay_steps": 100, "t_mul": 2.0}),
            ),
            700,
        ),
        (
            class(
                "CosineHardRestarts",
                json!({"initial_learning_rate": 0.1, "decay_steps": 100, "num_cycles": 4}),
            ),
            100,
        ),
        (
            class(
                "Cyclic",
                json!({"base_learning_rate": 1e-3, "max_learning_rate": 0.1, "step_size_up": 10}),
            ),
            100,
        ),
        (class("InverseSquareRoot", json!({"peak_learning_rate": 0.1, "warmup_steps": 0})), 100),
        (
            class(
                "PolynomialDecay",
                json!({"initial_learning_rate": 0.1, "decay_steps": 25, "end_learning_rate": 1e-3,
            "cycle": true}),
            ),
            100,
        ),
        (class("LinearCosineDecay", json!({"initial_learning_rate": 0.1, "decay_steps": 100})), 100),
        (
            class(
                "NoisyLinearCosineDecay",
                json!({"initial_learning_rate": 0.1, "decay_steps": 100, "seed": 1, "initial_variance": 1e-6}),
            ),
            100,
        ),
        (annealing(100), 100),
        (exponential(0.5), 1_000),
        (constant(0.1), 100),
    ] {
        assert_eq!(rules(&report(&options(Some(total_steps)), &file)), [""; 0], "{file}");
        assert_eq!(rules(&report(&options(None), &file)), [""; 0], "{file}");
    }
}
