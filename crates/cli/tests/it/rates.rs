//! The rates of the program are the nearest doubles, however it was built.

use std::fs;

use serde::Deserialize;
use serde_json::Value;

use crate::common::{root, run_with_input};

/// A schedule, steps, and the nearest doubles of its rates there, computed with 720 digits.
#[derive(Deserialize)]
struct Case {
    serialized: Value,
    steps: Vec<u64>,
    exact: Vec<f64>,
}

#[derive(Deserialize)]
struct Evaluated {
    learning_rates: Vec<f64>,
}

#[test]
fn rates_are_the_nearest_doubles() {
    let text = fs::read_to_string(root().join("tests/data/oracle/cases.json")).unwrap();
    let cases: Vec<Case> = serde_json::from_str(&text).unwrap();
    for Case { serialized, steps, exact } in cases {
        let steps = steps.iter().map(u64::to_string).collect::<Vec<_>>().join(",");
        let result = run_with_input(
            &["eval", "-", "--steps", &steps, "--format", "json"],
            serialized.to_string().as_bytes(),
        );
        assert_eq!((result.code, result.stderr.as_str()), (0, ""), "{serialized}");
        let Evaluated { learning_rates } = serde_json::from_str(&result.stdout).unwrap();
        // As bits, so that the sign of a zero counts.
        let bits = |rates: &[f64]| rates.iter().map(|rate| rate.to_bits()).collect::<Vec<_>>();
        assert_eq!(bits(&learning_rates), bits(&exact), "steps {steps}: {serialized}");
    }
}
