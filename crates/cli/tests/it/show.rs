//! `glidepath show`.

use serde_json::{Value, json};

use crate::common::{example, program, run, run_with_input};

#[track_caller]
fn check_head(file: &str, want: &str) {
    let result = run(&["show", &example(file)]);
    assert_eq!((result.code, result.stderr.as_str()), (0, ""));
    assert!(result.stdout.starts_with(want), "{}", result.stdout);
    let curve = &result.stdout[want.len()..];
    assert!(curve.chars().any(|letter| ('\u{2801}'..='\u{28ff}').contains(&letter)), "no curve:\n{curve}");
}

#[test]
fn an_archive_is_shown() {
    check_head(
        "keras3_model_CosineDecay_warmup.keras",
        "\
CosineDecay, learning rate of SGD
a Keras archive: compile_config.optimizer.config.learning_rate
saved after 2 steps, the next at 0.002

  initial_learning_rate  0.0
  decay_steps            1000
  alpha                  0.05
  name                   \"warm\"
  warmup_target          0.1
  warmup_steps           100

Rates from step 0 to 1100
  first   0.0                   at step 0
  peak    0.1                   at step 100
  lowest  0.0                   at step 0
  last    0.005000000000000001  at step 1100

",
    );
}

#[test]
fn a_checkpoint_folder_is_shown() {
    let result = run(&["show", "tests/data/transformers/checkpoint-15"]);
    assert_eq!((result.code, result.stderr.as_str()), (0, ""));
    let head = "Warmup, learning rate of adamw_torch_fused\na checkpoint of the Hugging Face Trainer: \
                training_args_as_json.json\nsaved after 15 steps, the next at 0.0002424328189073912\n\n  schedule                 CosineAnnealing\n";
    assert!(result.stdout.starts_with(head), "{}", result.stdout);
    assert!(result.stdout.contains("\n  - the run was saved at step 15 of 40\n"), "{}", result.stdout);
}

#[test]
fn an_hdf5_file_is_shown() {
    check_head(
        "tfkeras2_model_ExponentialDecay.h5",
        "\
ExponentialDecay, learning rate of SGD
a Keras HDF5 file: training_config.optimizer_config.config.learning_rate
saved after 2 steps, the next at 0.1

  initial_learning_rate  0.1
  decay_steps            100000
  decay_rate             0.96
  staircase              true
  name                   null

Rates from step 0 to 5700000, looked for in steps of 2
  first   0.1                  at step 0
  peak    0.1                  at step 0
  lowest  0.00976023519842129  at step 5700000
  last    0.00976023519842129  at step 5700000

Notes
  - the `name` of ExponentialDecay is null: Keras 3 loads it, but raises an
    error at every call

",
    );
}

#[test]
fn notes_are_shown() {
    check_head(
        "tf23_schedule_PiecewiseConstantDecay.json",
        "\
PiecewiseConstantDecay
JSON of a schedule

  boundaries  [100000, 110000]
  values      [1.0, 0.5, 0.1]
  name        null

Rates from step 0 to 137500
  first   1.0  at step 0
  peak    1.0  at step 0
  lowest  0.1  at step 110001
  last    0.1  at step 137500

Notes
  - the `name` of PiecewiseConstantDecay is null: Keras 3 loads it, but raises
    an error at every call

",
    );
}

#[test]
fn nested_schedules_are_indented() {
    let text = r#"{"class_name": "Sequential", "config": {"boundaries": [10], "schedules": [
        {"class_name": "Constant", "config": {"learning_rate": 0.5}},
        {"class_name": "CosineDecay", "config": {"initial_learning_rate": 0.5, "decay_steps": 100}}]}}"#;
    let result = run_with_input(&["show", "-"], text.as_bytes());
    let want = "\
Sequential
JSON of a schedule

  schedules[0]             Constant
    learning_rate          0.5
    name                   null
  schedules[1]             CosineDecay
    initial_learning_rate  0.5
    decay_steps            100
    alpha                  0.0
    name                   null
    warmup_target          null
    warmup_steps           0
  boundaries               [10]
  name                     null

Rates from step 0 to 110
";
    assert!(result.stdout.starts_with(want), "{}", result.stdout);
}

#[test]
fn a_number_is_shown() {
    let result = run_with_input(&["show", "-", "--steps", "5..10"], b"0.25");
    assert!(
        result.stdout.starts_with(
            "constant rate\na plain number\n\n  0.25\n\nRates from step 5 to 9\n  first   0.25  at step 5\n"
        ),
        "{}",
        result.stdout
    );
}

#[test]
fn no_line_is_wider_than_the_terminal() {
    for width in ["40", "80", "120"] {
        for file in ["keras3_model_CosineDecayRestarts.keras", "tfkeras2_schedule_new_PolynomialDecay.json"] {
            let output = program().args(["show", &example(file)]).env("COLUMNS", width).output().unwrap();
            let stdout = String::from_utf8(output.stdout).unwrap();
            let widest = stdout.lines().map(|line| line.chars().count()).max().unwrap();
            // Words are not broken, however narrow the terminal is.
            assert!(widest <= width.parse::<usize>().unwrap().max(45), "{widest} columns:\n{stdout}");
        }
    }
}

#[test]
fn colour_is_for_terminals() {
    let file = example("keras3_model_CosineDecay.keras");
    assert!(!run(&["show", &file]).stdout.contains('\u{1b}'));
    let output = program().args(["show", &file]).env("CLICOLOR_FORCE", "1").output().unwrap();
    assert!(output.stdout.contains(&0x1b));
}

#[test]
fn what_a_file_says_cannot_steer_the_terminal() {
    let hostile = "\u{1b}[2J\u{9b}2J";
    let named = json!({"class_name": "Constant", "config": {"learning_rate": 0.5, "name": hostile}});
    let optimizer = json!({"class_name": hostile, "config": {"learning_rate": 0.5, "decay": 0}});
    let unknown = json!({"class_name": hostile, "config": {}});
    for value in [named, optimizer, unknown] {
        for command in ["show", "check"] {
            let result = run_with_input(&[command, "-"], value.to_string().as_bytes());
            let text = result.stdout + &result.stderr;
            assert!(text.chars().all(|letter| letter == '\n' || !letter.is_control()), "{text:?}");
        }
    }
}

#[test]
fn programs_get_json() {
    let result = run(&["show", &example("keras3_optimizer_PolynomialDecay.json"), "--format", "json"]);
    let value: Value = serde_json::from_str(&result.stdout).unwrap();
    assert_eq!(
        value,
        json!({
            "file": "tests/data/keras/keras3_optimizer_PolynomialDecay.json",
            "source": "JSON of an optimizer",
            "path": "config.learning_rate",
            "optimizer": "SGD",
            "learning_rate": {
                "class_name": "PolynomialDecay",
                "config": {
                    "initial_learning_rate": 0.1,
                    "decay_steps": 10000,
                    "end_learning_rate": 0.01,
                    "power": 0.5,
                    "cycle": true,
                    "name": "PolynomialDecay",
                },
            },
            "first_step": 0,
            "last_step": 29999,
            "rates": {
                "first": {"step": 0, "learning_rate": 0.1},
                "peak": {"step": 0, "learning_rate": 0.1},
                "last": value["rates"]["last"],
                "lowest": {"step": 10000, "learning_rate": 0.01},
            },
            "notes": [],
        })
    );
}

#[test]
fn programs_get_the_step_that_a_model_was_saved_at() {
    let result = run(&["show", &example("keras3_model_CosineDecay_warmup.h5"), "--format", "json"]);
    let value: Value = serde_json::from_str(&result.stdout).unwrap();
    assert_eq!(value["source"], "a Keras HDF5 file");
    assert_eq!(value["step"], 2);
}

#[test]
fn a_very_long_range_is_searched_where_it_matters() {
    let text = r#"{"class_name": "CosineDecay", "config": {"initial_learning_rate": 0.0,
        "decay_steps": 1e9, "warmup_target": 0.1, "warmup_steps": 123456789}}"#;
    let result = run_with_input(&["show", "-"], text.as_bytes());
    assert!(result.stdout.contains("  peak    0.1  at step 123456789\n"), "{}", result.stdout);
    assert!(
        result.stdout.contains("\nRates from step 0 to 1123456789, looked for in steps of 268\n"),
        "{}",
        result.stdout
    );
}
