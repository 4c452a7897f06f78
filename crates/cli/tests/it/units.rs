//! Step counts with a unit, and the options that tell how long the run is.

use std::fs;
use std::path::Path;

use serde_json::{Value, json};

use crate::common::{run, run_with_input, scratch};

const FILE: &str = r#"{"learning_rate": {"class_name": "CosineDecay", "config": {"initial_learning_rate": 0.0,
    "warmup_target": 0.5, "warmup_steps": "2ep", "decay_steps": "0.8dur"}}}"#;

const OPTIONS: [&str; 4] = ["--steps-per-epoch", "937.5", "--total-steps", "1e4"];

fn write(directory: &Path, name: &str, text: &str) -> String {
    let path = directory.join(name);
    fs::write(&path, text).unwrap();
    path.to_str().unwrap().to_owned()
}

#[test]
fn every_command_resolves_units() {
    let directory = scratch("every_command_resolves_units");
    let file = write(&directory, "units.json", FILE);
    let text = FILE.replace("\"2ep\"", "1875").replace("\"0.8dur\"", "8000");
    let in_steps = write(&directory, "steps.json", &text);
    let with_options = |arguments: &[&str]| {
        let result = run(&[arguments, &OPTIONS].concat());
        assert_eq!((result.code, result.stderr.as_str()), (0, ""), "{arguments:?}");
        result.stdout
    };
    assert_eq!(with_options(&["show", &file]), run(&["show", &in_steps]).stdout);
    assert_eq!(
        with_options(&["eval", &file, "--steps", "1875,9875", "--format", "csv"]),
        "step,learning_rate\n1875,0.5\n9875,0.0\n"
    );
    assert_eq!(
        with_options(&["diff", &file, &in_steps]),
        "the same at every step: both have the same class and equal parameters\n"
    );
    assert_eq!(
        with_options(&["check", &file, "--allow", "first-update-zero"]),
        format!("{file}: ok, CosineDecay\n")
    );
    let converted: Value =
        serde_json::from_str(&with_options(&["convert", &file, "--to", "keras2"])).unwrap();
    assert_eq!(converted["config"]["warmup_steps"], 1_875);
    let picture = |file: &str, name: &str| {
        let output = directory.join(name);
        with_options(&["plot", file, "--title", "x", "-o", output.to_str().unwrap()]);
        fs::read(output).unwrap()
    };
    assert_eq!(picture(&file, "a.svg"), picture(&in_steps, "b.svg"));
}

#[test]
fn the_step_of_a_scheduler_may_be_an_epoch() {
    let text = b"optimizer: {name: SGD, lr: 0.5}\nscheduler: {name: StepLR, step_size: 3}\n";
    let rates = |options: &[&str]| {
        let arguments = ["eval", "-", "--steps", "3,30", "--format", "csv"];
        let result = run_with_input(&[&arguments, options].concat(), text);
        assert_eq!(result.code, 0, "{}", result.stderr);
        result.stdout
    };
    assert_eq!(rates(&["--per", "epoch", "--steps-per-epoch", "10"]), "step,learning_rate\n3,0.5\n30,0.05\n");
    assert_eq!(rates(&["--per", "update"]), "step,learning_rate\n3,0.05\n30,5.000000000000003e-11\n");
    let result = run_with_input(&["check", "-", "--per", "epoch"], text);
    assert_eq!(result.code, 1);
    assert!(
        result.stderr.starts_with(
            "glidepath: standard input: scheduler: a step of the scheduler is an epoch, and the number of \
             updates per epoch is unknown; pass `--steps-per-epoch`\n"
        ),
        "{}",
        result.stderr
    );
}

#[test]
fn tokens_and_samples_are_resolved() {
    let text = r#"{"class_name": "WarmupStableDecay", "config": {"peak_learning_rate": 0.5,
        "warmup_steps": "2e9tok", "stable_steps": "64e3sp", "decay_steps": "500ba"}}"#;
    let options = ["--tokens-per-step", "4_194_304", "--samples-per-step", "64"];
    let result =
        run_with_input(&[&["convert", "-", "--to", "glidepath"][..], &options].concat(), text.as_bytes());
    assert_eq!((result.code, result.stderr.as_str()), (0, ""));
    let config = &serde_json::from_str::<Value>(&result.stdout).unwrap()["config"];
    let counts = ["warmup_steps", "stable_steps", "decay_steps"].map(|name| config[name].clone());
    assert_eq!(counts, [json!(477), json!(1_000), json!(500)]);
}

#[test]
fn a_missing_option_is_told_with_the_place() {
    let result = run_with_input(&["show", "-", "--total-steps", "100"], FILE.as_bytes());
    assert_eq!((result.code, result.stdout.as_str()), (1, ""));
    assert_eq!(
        result.stderr,
        "glidepath: standard input: learning_rate.config.warmup_steps: \"2ep\" needs `steps_per_epoch`; \
         pass `--steps-per-epoch`\n  \
         read as Keras, because of `learning_rate`\n"
    );
    let result = run_with_input(&["check", "-", "--format", "json"], FILE.as_bytes());
    let report: Value = serde_json::from_str(&result.stdout).unwrap();
    assert_eq!(result.code, 1);
    assert_eq!(
        report["error"],
        "learning_rate.config.decay_steps: \"0.8dur\" needs `total_steps`; pass `--total-steps`"
    );
}

#[test]
fn a_run_that_cannot_be_is_wrong_usage() {
    let check = |option: &str, value: &str, want: &str| {
        for command in [&["show", "-"][..], &["eval", "-"], &["check", "-"], &["diff", "-", "x"]] {
            let result = run(&[command, &[option, value]].concat());
            assert_eq!((result.code, result.stdout.as_str()), (2, ""), "{command:?}");
            assert_eq!(result.stderr.lines().next(), Some(want));
        }
    };
    check("--total-steps", "0", "glidepath: `--total-steps` must be greater than 0, got 0");
    check(
        "--total-steps",
        "1.5",
        "error: invalid value '1.5' for '--total-steps <STEPS>': `1.5` is not a step: a whole number from 0 on, \
         as 1000, 1_000 or 1e3",
    );
    check(
        "--steps-per-epoch",
        "ten",
        "error: invalid value 'ten' for '--steps-per-epoch <STEPS>': `ten` is not a number",
    );
    let rule = "must be finite and greater than 0, got";
    check("--steps-per-epoch", "nan", &format!("glidepath: `--steps-per-epoch` {rule} NaN"));
    check("--tokens-per-step", "0", &format!("glidepath: `--tokens-per-step` {rule} 0.0"));
    check("--samples-per-step", "1e999", &format!("glidepath: `--samples-per-step` {rule} inf"));
}

#[test]
fn a_length_that_is_told_does_not_pass_over_that_of_a_checkpoint() {
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/../../tests/data/transformers/linear-of-epochs");
    let result = run(&["show", folder, "--total-steps", "400", "--format", "json"]);
    assert_eq!((result.code, result.stderr.as_str()), (0, ""));
    let notes = &serde_json::from_str::<Value>(&result.stdout).unwrap()["notes"];
    let other = "the run of the file has 8 steps, which are used, though 400 were given";
    assert_eq!(notes.as_array().unwrap().last().unwrap(), other);
    let alone = format!("{folder}/training_args.bin");
    let result = run(&["eval", &alone, "--total-steps", "40", "--steps", "2,40", "--format", "csv"]);
    assert_eq!(result.stdout, "step,learning_rate\n2,0.5\n40,0.0\n");
}
