//! `glidepath convert` for other frameworks: what is written, noted and refused.

use serde_json::{Value, json};

use crate::common::{example, run, run_with_input, scratch};

const CHECKPOINT: &str = "tests/data/transformers/checkpoint-15";

/// What is written must be JSON; with it come the notes.
#[track_caller]
fn converted(arguments: &[&str]) -> (Value, String) {
    let result = run(&[&["convert"], arguments].concat());
    assert_eq!(result.code, 0, "{}", result.stderr);
    (serde_json::from_str(&result.stdout).unwrap(), result.stderr)
}

#[track_caller]
fn check_refused(arguments: &[&str], want: &str) {
    let result = run(&[&["convert"], arguments].concat());
    assert_eq!((result.code, &*result.stdout, &*result.stderr), (1, "", want));
}

#[test]
fn a_checkpoint_of_pytorch_becomes_training_arguments() {
    let (arguments, notes) = converted(&["tests/data/torch/PolynomialLR.pt", "--to", "transformers"]);
    assert_eq!(arguments["lr_scheduler_type"], json!("polynomial"));
    assert_eq!(
        notes,
        "note: PyTorch does not save the class; the parameters are those of `PolynomialLR`\n\
         note: the file was saved at step 7, which this form does not tell: it belongs to the `global_step` of the \
         checkpoint's trainer_state.json\n"
    );
}

#[test]
fn a_run_ends_where_its_file_says() {
    let (schedule, notes) = converted(&[CHECKPOINT, "--to", "keras3"]);
    assert_eq!(schedule["class_name"], json!("CosineDecay"));
    assert_eq!(schedule["config"]["warmup_steps"], json!(4));
    // What the import decided comes first.
    assert!(notes.starts_with("note: `warmup_steps` is a share: 0.1 of 40 steps"), "{notes}");
    assert!(
        notes.ends_with(
            "note: the rates are the same up to step 40, where the run ends; after it they may differ\n\
             note: the file was saved at step 15, which this form does not tell: it belongs to the optimizer's \
             `iterations`\n"
        ),
        "{notes}"
    );
}

#[test]
fn a_run_ends_where_the_command_line_says() {
    let cosine = "tests/data/torch/CosineAnnealingLR.pt";
    check_refused(
        &[cosine, "--to", "keras3"],
        "glidepath: tests/data/torch/CosineAnnealingLR.pt: cannot be written for Keras 3: no class of Keras has the rates of \
         this `CosineAnnealing`; \
         `--total-steps`, as 20, leaves out what is after the end of the run\n",
    );
    let (schedule, _) = converted(&[cosine, "--to", "keras3", "--total-steps", "12"]);
    assert_eq!(schedule["class_name"], json!("CosineDecay"));
}

#[test]
fn a_scheduler_goes_on_where_the_file_was_saved_or_where_one_says() {
    let file = "tests/data/torch/StepLR.pt";
    let (saved, _) = converted(&[file, "--to", "torch"]);
    assert_eq!(saved["state_dict"]["last_epoch"], json!(7));
    let (told, _) = converted(&[file, "--to", "pytorch", "--step", "1e3"]);
    assert_eq!(told["state_dict"]["last_epoch"], json!(1000));
    let lines = run(&["convert", file, "--to", "torch-python"]);
    assert_eq!(saved["python"], json!(lines.stdout));
}

#[test]
fn the_place_in_a_run_is_written_on_demand_and_read_again() {
    let file = "tests/data/torch/StepLR.pt";
    let (schedule, notes) = converted(&[file, "--to", "glidepath"]);
    assert!(
        notes.ends_with(
            "note: the file was saved at step 7, which this form does not tell: `--step 7` writes it\n"
        ),
        "{notes}"
    );
    let (scheduler, notes) = converted(&[file, "--to", "glidepath", "--step", "7"]);
    assert_eq!(scheduler, json!({"schedule": schedule, "step": 7}));
    assert!(!notes.contains("step 7"), "{notes}");
    for (format, language) in [("glidepath", "JSON"), ("yaml", "YAML"), ("toml", "TOML")] {
        let written = run(&["convert", file, "--to", format, "--step", "7"]).stdout;
        let shown = run_with_input(&["show", "-"], written.as_bytes()).stdout;
        let origin = format!("\n{language} of a scheduler: schedule\nsaved after 7 steps, the next at ");
        assert!(shown.contains(&origin), "{shown}");
        let on = run_with_input(&["convert", "-", "--to", "torch"], written.as_bytes());
        assert_eq!(on.stdout, run(&["convert", file, "--to", "torch"]).stdout, "{format}");
    }
}

#[test]
fn pytorch_gets_all_parameter_groups() {
    let file = "tests/data/pickles/checkpoint.protocol4.pickle";
    let (scheduler, notes) = converted(&[file, "--to", "torch"]);
    assert_eq!(scheduler["base_lr"], json!([0.1, 1.0]));
    assert_eq!(scheduler["state_dict"]["_last_lr"], json!([0.1, 1.0]));
    assert!(!notes.contains("group"), "{notes}");
    let (_, notes) = converted(&[file, "--to", "keras3"]);
    assert!(notes.contains("note: parameter group 0 of 2 is written\n"), "{notes}");
}

#[test]
fn another_parameter_group_may_be_written() {
    let state = json!({"step_size": 5, "gamma": 0.5, "base_lrs": [0.1, 0.2], "last_epoch": 0,
        "_step_count": 1, "_last_lr": [0.1, 0.2]});
    let write = |group| {
        let arguments = ["convert", "-", "--to", "torch", "--group", group];
        run_with_input(&arguments, state.to_string().as_bytes())
    };
    let second = write("1");
    assert_eq!(serde_json::from_str::<Value>(&second.stdout).unwrap()["base_lr"], json!(0.2));
    assert!(second.stderr.ends_with("note: parameter group 1 of 2 is written\n"), "{}", second.stderr);
    let third = write("2");
    assert_eq!(third.code, 1);
    assert_eq!(
        third.stderr,
        "glidepath: standard input: there is no parameter group 2: the file has 2, 0 to 1\n"
    );
}

#[test]
fn what_has_no_exact_form_is_approximated_on_demand_only() {
    let file = "tests/data/torch/CyclicLR.pt";
    check_refused(
        &[file, "--to", "keras3"],
        "glidepath: tests/data/torch/CyclicLR.pt: cannot be written for Keras 3: no class of Keras has the rates of this \
         `Cyclic`; `--approximate 100` writes \
         constant pieces instead\n",
    );
    let arguments = [file, "--to", "keras3", "--approximate", "8", "--steps", "0..28"];
    let (schedule, notes) = converted(&arguments);
    assert_eq!(schedule["class_name"], json!("PiecewiseConstantDecay"));
    assert!(schedule["config"]["values"].as_array().unwrap().len() <= 8);
    assert!(
        notes.contains(
            "note: approximated by 8 constant pieces from step 0 to 27, and the last rate after it: the \
                           largest difference is 0."
        ),
        "{notes}"
    );
    // As many pieces as steps are exact.
    let (_, notes) = converted(&[file, "--to", "keras3", "--approximate", "99", "--steps", "0..28"]);
    assert!(notes.contains("the largest difference is 0.0 at step 0,"), "{notes}");
    check_refused(
        &[file, "--to", "deepspeed", "--approximate", "8"],
        "glidepath: tests/data/torch/CyclicLR.pt: cannot be written for DeepSpeed: DeepSpeed has no scheduler with the rates \
         of this `Cyclic`; it has a constant, warmups that begin one update late, with a linear or a cosine decay after them, one \
         cycle of lines, and a rise without an end; nor are there constant pieces to approximate it by\n",
    );
}

#[test]
fn what_is_exact_is_not_approximated() {
    let file = example("keras3_schedule_ExponentialDecay.json");
    let exact = run(&["convert", &file, "--to", "keras3"]);
    let asked = run(&["convert", &file, "--to", "keras3", "--approximate", "5"]);
    assert_eq!((asked.stdout, asked.stderr), (exact.stdout, String::new()));
}

#[test]
fn what_was_not_read_is_told() {
    let (_, notes) = converted(&["tests/data/torch/checkpoint_onecycle.pt", "--to", "torch"]);
    assert!(
        notes.contains("note: `OneCycleLR` changes the momentum as well, which was not read\n"),
        "{notes}"
    );
    assert_eq!(notes.matches("from step 40 on").count(), 1, "{notes}");
}

#[test]
fn a_step_is_for_forms_that_hold_one() {
    let file = example("keras3_schedule_ExponentialDecay.json");
    let result = run(&["convert", &file, "--to", "keras3", "--step", "5"]);
    assert_eq!(result.code, 2);
    assert_eq!(
        result.stderr,
        "glidepath: `--step` has no place in this form: the step belongs to the optimizer's `iterations`\n"
    );
}

#[test]
fn what_is_refused_leaves_no_file() {
    let directory = scratch("convert_refused");
    let path = directory.join("out.json");
    let arguments = [CHECKPOINT, "--to", "deepspeed", "-o", path.to_str().unwrap()];
    assert_eq!(run(&[&["convert"][..], &arguments].concat()).code, 1);
    assert!(!path.exists());
}
