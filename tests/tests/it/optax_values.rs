//! The rates of optax's and flax's functions against the exact values of their documented formulas.

use glidepath_core::LearningRateSchedule;
use glidepath_interop::{InteropError, import_bytes};
use glidepath_tests::{ulps_between, vector_files};

/// The greatest distance that a rate may have.
const BOUND: u64 = 2;

/// These multiply the rates of two schedules, each of which is rounded.
const PRODUCTS: [&str; 2] = ["create_stepped_learning_rate_schedule", "create_cosine_learning_rate_schedule"];

/// Where they may be.
const BOUND_OF_PRODUCTS: u64 = 4;

/// What is refused, as optax's documentation does not say what it means; there is no exact value either.
const REFUSED: [(&str, &str, &str); 3] = [
    (
        "cosine_onecycle_schedule",
        "s1_0",
        "kwargs: the phases must not be empty, got them between the steps 0, 0, 2; optax leaves an empty one out",
    ),
    (
        "linear_onecycle_schedule",
        "s1_0",
        "kwargs: the phases must not be empty, got them between the steps 0, 0, 1, 2; optax leaves an empty one out",
    ),
    (
        "warmup_constant_schedule",
        "s1_0",
        "kwargs.warmup_steps: must be greater than 0, got 0: optax would stay at `init_value` for ever",
    ),
];

#[test]
fn every_rate_is_near_the_exact_value() -> Result<(), InteropError> {
    for file in vector_files("optax") {
        let bound = if PRODUCTS.contains(&file.class.as_str()) { BOUND_OF_PRODUCTS } else { BOUND };
        let mut greatest = 0;
        let mut count = 0;
        for case in &file.cases {
            let place = format!("{}.{} {}", file.framework, file.class, case.name);
            let imported = import_bytes(case.serialized.to_string().as_bytes());
            let refused = REFUSED.iter().find(|(class, name, _)| *class == file.class && *name == case.name);
            if let Some((_, _, text)) = refused {
                assert_eq!(imported.expect_err(&place).to_string(), *text);
                assert_eq!(case.points().count(), 0, "{place}");
                continue;
            }
            let schedule = imported?.learning_rate;
            assert_eq!(case.points().count(), case.steps.len(), "{place}");
            for (step, exact) in case.points() {
                let rate = schedule.learning_rate(step);
                let distance = ulps_between(rate, exact);
                assert!(
                    distance <= bound,
                    "{place}, step {step}: {rate:?} is {distance} ulps from {exact:?}"
                );
                greatest = distance.max(greatest);
                count += 1;
            }
        }
        println!("{}: at most {greatest} ulps from the exact value at {count} steps", file.class);
    }
    Ok(())
}
