//! The program on PyTorch's files: where in the run a file was saved, and its parameter groups.

use serde_json::{Value, json};

use crate::common::run;

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
        "PiecewiseConstantDecay, parameter group 0 of 2\na Python pickle: scheduler\nsaved after 25 steps, the next at 0.1\nparameter group 1: 1.0 \
         at step 25\n\n",
    );
}

#[test]
fn any_parameter_group_can_be_meant() {
    let second = run(&["show", TWO_GROUPS, "--group", "1"]);
    let want = "PiecewiseConstantDecay, parameter group 1 of 2\na Python pickle: scheduler\nsaved after 25 steps, the next at \
                1.0\nparameter group 0: 0.1 at step 25\n\n";
    assert!(second.stdout.starts_with(want), "{}", second.stdout);
    let rates = ["0", "1"].map(|group| {
        let result = run(&["eval", TWO_GROUPS, "--group", group, "--steps", "29,30", "--format", "csv"]);
        let note = format!("note: {TWO_GROUPS}: these are the rates of parameter group {group} of 2\n");
        assert_eq!(result.stderr, note);
        result.stdout
    });
    assert_eq!(rates, ["step,learning_rate\n29,0.1\n30,0.05\n", "step,learning_rate\n29,1.0\n30,0.5\n"]);
    let third = run(&["show", TWO_GROUPS, "--group", "2"]);
    assert_eq!(third.code, 1);
    assert_eq!(
        third.stderr,
        format!("glidepath: {TWO_GROUPS}: there is no parameter group 2: the file has 2, 0 to 1\n")
    );
}

#[test]
fn programs_get_them_as_json() {
    let result = run(&["show", TWO_GROUPS, "--format", "json"]);
    let value: Value = serde_json::from_str(&result.stdout).unwrap();
    assert_eq!((&value["step"], &value["parameter_group"]), (&json!(25), &json!(0)));
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
