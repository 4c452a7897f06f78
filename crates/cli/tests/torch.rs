//! The program on PyTorch's files: where in the run a file was saved, and its parameter groups.

mod common;

use common::run;
use serde_json::{Value, json};

const ONE_CYCLE: &str = "tests/data/torch/checkpoint_onecycle.pt";
const TWO_GROUPS: &str = "tests/data/pickles/checkpoint.protocol4.pickle";

#[track_caller]
fn check_head(file: &str, want: &str) {
    let result = run(&["show", file]);
    assert_eq!((result.code, result.stderr.as_str()), (0, ""));
    assert!(result.stdout.starts_with(want), "{}", result.stdout);
}

#[test]
fn the_position_is_shown() {
    check_head(
        ONE_CYCLE,
        "OneCycle\na PyTorch file: scheduler\nsaved after 7 steps, the next at 0.35969960312045274\n\n",
    );
}

#[test]
fn parameter_groups_are_shown() {
    check_head(
        TWO_GROUPS,
        "PiecewiseConstantDecay\na Python pickle: again[1]\nsaved after 25 steps, the next at 0.1\nparameter group 1: 1.0 \
         at step 25\n\n",
    );
}

#[test]
fn programs_get_them_as_json() {
    let result = run(&["show", TWO_GROUPS, "--format", "json"]);
    let value: Value = serde_json::from_str(&result.stdout).unwrap();
    assert_eq!(value["step"], 25);
    assert_eq!(
        value["further_groups"],
        json!([{"class_name": "PiecewiseConstantDecay",
            "config": {"boundaries": [29, 79], "values": [1.0, 0.5, 0.125], "name": null}}])
    );
}

#[test]
fn what_is_refused_says_why() {
    let result = run(&["show", "tests/data/torch/ReduceLROnPlateau.pt"]);
    assert_eq!(result.code, 1);
    assert_eq!(
        result.stderr,
        "glidepath: tests/data/torch/ReduceLROnPlateau.pt: `ReduceLROnPlateau` follows a metric, not the step, so it \
         is no schedule; what does the same is `ReduceOnPlateau`\n"
    );
}
