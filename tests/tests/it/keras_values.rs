//! The rates of Keras's classes against the exact values of their documented formulas.

use std::collections::BTreeMap;

use glidepath_core::LearningRateSchedule;
use glidepath_tests::references::DECIMAL_RESTARTS;
use glidepath_tests::vector_files;

#[test]
fn every_rate_is_the_nearest_double_of_the_exact_value() {
    let mut counts: BTreeMap<String, usize> = BTreeMap::new();
    for file in vector_files("keras") {
        for case in &file.cases {
            let place = format!("{}.{} {}", file.framework, file.class, case.name);
            let schedule = glidepath_serde::deserialize(&case.serialized)
                .unwrap_or_else(|error| panic!("{place}: {error}"));
            for (step, exact) in case.points() {
                let rate = schedule.learning_rate(step);
                let decimal = DECIMAL_RESTARTS.iter().find(|&&(name, at, _)| name == case.name && at == step);
                let wanted = decimal.map_or(exact, |&(_, _, wanted)| wanted);
                assert_eq!(
                    rate.to_bits(),
                    wanted.to_bits(),
                    "{place}, step {step}: {rate:?}, not {wanted:?}"
                );
                *counts.entry(file.class.clone()).or_default() += 1;
            }
        }
    }
    for (class, count) in counts {
        println!("{class}: the nearest double at {count} steps");
    }
}
