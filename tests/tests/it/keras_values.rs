//! The rates of Keras's classes against the exact values of their documented formulas.

use std::collections::BTreeMap;

use glidepath_core::LearningRateSchedule;
use glidepath_tests::references::DECIMAL_RESTARTS;
use glidepath_tests::{ulps_between, vector_files};

/// The greatest distance that any class may have.
const BOUND: u64 = 2;

#[test]
fn every_rate_is_within_two_ulps_of_the_exact_value() {
    let mut greatest: BTreeMap<String, (u64, usize)> = BTreeMap::new();
    for file in vector_files("keras") {
        let bound = if file.class == "PiecewiseConstantDecay" { 0 } else { BOUND };
        for case in &file.cases {
            let place = format!("{}.{} {}", file.framework, file.class, case.name);
            let schedule = glidepath_serde::deserialize(&case.serialized)
                .unwrap_or_else(|error| panic!("{place}: {error}"));
            for (step, exact) in case.points() {
                let rate = schedule.learning_rate(step);
                if let Some(&(_, _, wanted)) =
                    DECIMAL_RESTARTS.iter().find(|&&(name, at, _)| name == case.name && at == step)
                {
                    assert!(ulps_between(rate, wanted) <= BOUND, "{place}, step {step}: {rate:?}");
                    continue;
                }
                let distance = ulps_between(rate, exact);
                assert!(
                    distance <= bound,
                    "{place}, step {step}: {rate:?} is {distance} ulps from {exact:?}"
                );
                let (worst, count) = greatest.entry(file.class.clone()).or_default();
                *worst = distance.max(*worst);
                *count += 1;
            }
        }
    }
    for (class, (worst, count)) in greatest {
        println!("{class}: at most {worst} ulps from the exact value at {count} steps");
    }
}
