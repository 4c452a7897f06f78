//! Exit codes, and what is said on standard error.

use std::fs;

use crate::common::{self, example, run, run_with_input, scratch};

/// The input is at fault.
#[track_caller]
fn check_fault(arguments: &[&str], want: &str) {
    let result = run(arguments);
    assert_eq!((result.code, result.stdout.as_str(), result.stderr.as_str()), (1, "", want));
}

/// The usage is wrong.
#[track_caller]
fn check_usage(arguments: &[&str], want: &str) {
    let result = run(arguments);
    assert_eq!((result.code, result.stdout.as_str()), (2, ""));
    assert!(result.stderr.starts_with(want), "{}", result.stderr);
}

#[test]
fn files_at_fault() {
    let directory = scratch("files_at_fault");
    let file = |name: &str, content: &[u8]| {
        let path = directory.join(name);
        fs::write(&path, content).unwrap();
        path.to_str().unwrap().to_owned()
    };
    let check =
        |path: &str, want: &str| check_fault(&["show", path], &format!("glidepath: {path}: {want}\n"));

    check("nowhere.keras", "cannot be read: No such file or directory (os error 2)");
    check(
        "tests/data",
        "not a folder of a known kind: a checkpoint of the Hugging Face Trainer has `trainer_state.json` or \
         `training_args.bin`, a Keras model `config.json` and `metadata.json`, a SavedModel `keras_metadata.pb`, a \
         state of accelerate `scheduler.bin`, one of DeepSpeed `latest`, a run of Ultralytics or \
         timm `args.yaml`",
    );
    check(&file("empty.json", b""), "the file is empty");
    check(
        &file("text.keras", b"hello\n"),
        "neither JSON, YAML or TOML nor a file of Keras or PyTorch: expected value at line 1 column 1",
    );
    check(
        &file("cut.json", br#"{"class_name": "CosineDecay","#),
        "the JSON breaks off: EOF while parsing a value at line 1 column 29",
    );
    let archive = fs::read(common::root().join(example("keras3_model_CosineDecay.keras"))).unwrap();
    check(&file("cut.keras", &archive[..9_000]), "damaged zip archive: Could not find EOCD");
    let model = fs::read(common::root().join(example("keras3_model_CosineDecay.h5"))).unwrap();
    check(
        &file("cut.h5", &model[..9_000]),
        "unreadable HDF5: at byte 9000: the file breaks off there, it should have 15992 bytes",
    );
}

#[test]
fn misspelled_names_are_recognized_in_every_format() {
    let directory = scratch("misspelled_names");
    let check = |name: &str, content: &str, want: &str| {
        let path = directory.join(name);
        fs::write(&path, content).unwrap();
        let path = path.to_str().unwrap();
        check_fault(&["show", path], &format!("glidepath: {path}: {want}\n"));
    };
    let texts = [
        ("json", r#"{"class_name": "CLASS", "config": {"initial_learning_rate": 0.1, "FIELD": 10}}"#),
        ("yaml", "class_name: CLASS\nconfig:\n  initial_learning_rate: 0.1\n  FIELD: 10\n"),
        ("toml", "class_name = \"CLASS\"\n[config]\ninitial_learning_rate = 0.1\nFIELD = 10\n"),
    ];
    let read_as = "\n  read as glidepath or Keras, because of `class_name`";
    for (language, template) in texts {
        let text = |class: &str, field: &str| template.replace("CLASS", class).replace("FIELD", field);
        check(
            &format!("class.{language}"),
            &text("CosineDecy", "decay_steps"),
            &format!(
                "class_name: unknown class `CosineDecy`; did you mean `CosineDecay` or `CosineDecayRestarts`?{read_as}"
            ),
        );
        check(
            &format!("field.{language}"),
            &text("CosineDecay", "decay_stps"),
            &format!("config.decay_stps: unknown field `decay_stps`; did you mean `decay_steps`?{read_as}"),
        );
        check(
            &format!("own.{language}"),
            &text("my_package>Mine", "decay_steps"),
            &format!(
                "class_name: unknown class `my_package>Mine`; a class of your own is read by a program of yours that \
                 registers it (docs/custom.md); `glidepath list` lists the classes of this program{read_as}"
            ),
        );
    }
    check(
        "keras3.json",
        r#"{"module": "keras.optimizers.schedules", "class_name": "CosineDecay", "config": {"alpha": 0}, "registered_name": null}"#,
        "config: missing field `initial_learning_rate`\n  read as Keras, because of `class_name`",
    );
    check(
        "trainer.yaml",
        "lr_scheduler_type: cosin\nlearning_rate: 1e-4\nmax_steps: 9\n",
        "lr_scheduler_type: must be one of `linear`, `cosine`, `cosine_with_restarts`, `polynomial`, `constant`, \
         `constant_with_warmup`, `inverse_sqrt`, `cosine_with_min_lr`, `cosine_warmup_with_min_lr`, \
         `warmup_stable_decay`, got \"cosin\"; did you mean `cosine`?\n  read as Hugging Face transformers, because of \
         `lr_scheduler_type`",
    );
    check(
        "arguments.json",
        r#"{"learning_rate": 5e-5, "lr_scheduler_type": "cosine"}"#,
        "the length of the run is not known: there is no `max_steps`, and `num_train_epochs` (3 by default) needs the \
         number of steps per epoch; a folder with `trainer_state.json` has the length; pass `--total-steps` or \
         `--steps-per-epoch`\n  read as Hugging Face transformers, because of `lr_scheduler_type`",
    );
}

#[test]
fn every_command_reports_a_file_at_fault() {
    let want = "glidepath: nowhere: cannot be read: No such file or directory (os error 2)\n";
    let good = example("tf23_schedule_CosineDecay.json");
    check_fault(&["show", "nowhere"], want);
    check_fault(&["eval", "nowhere"], want);
    check_fault(&["plot", &good, "nowhere", "-o", "nowhere.svg"], want);
    check_fault(&["check", "nowhere"], want);
    check_fault(&["convert", "nowhere", "--to", "keras3"], want);
    check_fault(&["diff", &good, "nowhere"], want);
}

#[test]
fn standard_input_is_called_so() {
    let result = run_with_input(&["show", "-"], b"");
    assert_eq!((result.code, result.stderr.as_str()), (1, "glidepath: standard input: the file is empty\n"));
    let archive = fs::read(common::root().join(example("keras3_model_CosineDecay.keras"))).unwrap();
    assert_eq!(run_with_input(&["show", "-"], &archive).code, 0);
}

#[test]
fn wrong_usage() {
    let file = example("tf23_schedule_CosineDecay.json");
    check_usage(&[], "Learning-rate schedules in files");
    check_usage(&["shwo"], "error: unrecognized subcommand 'shwo'");
    check_usage(&["show"], "error: the following required arguments were not provided:\n  <FILE>\n");
    check_usage(
        &["eval", &file, "--steps", "10..5"],
        "error: invalid value '10..5' for '--steps <STEPS>': `10..5` has no steps\n",
    );
    check_usage(
        &["eval", &file, "--steps", "0..x"],
        "error: invalid value '0..x' for '--steps <STEPS>': `x` is not a step: a whole number from 0 on, as 1000, \
         1_000 or 1e3\n",
    );
    check_usage(
        &["show", &file, "--steps", "5"],
        "error: invalid value '5' for '--steps <A..B>': `5` must be a range of two steps or more, as 0..1000\n",
    );
    check_usage(
        &["plot", &file, "-o", "a.pdf"],
        "error: invalid value 'a.pdf' for '--output <OUT>': a picture ends in .svg or .png\n",
    );
    check_usage(
        &["plot", &file],
        "error: the following required arguments were not provided:\n  --output <OUT>\n",
    );
    check_usage(
        &["plot", &file, "-o", "a.svg", "--size", "9x9"],
        "error: invalid value '9x9' for '--size <WxH>': `9x9` is not a size from 160x100 to 4096x4096\n",
    );
    for arguments in
        [&["diff", "-", "-"][..], &["check", "-", &file, "-"], &["plot", "-", "-", "-o", "x.svg"]]
    {
        check_usage(arguments, "glidepath: standard input can be read only once, but `-` is given twice\n");
    }
    check_usage(
        &["eval", &file, "--steps", "-5..10"],
        "error: invalid value '-5..10' for '--steps <STEPS>': `-5` is not a step: a whole number from 0 on",
    );
    check_usage(
        &["diff", &file, &file, "--rtol", "-1"],
        "error: invalid value '-1' for '--rtol <SHARE>': `-1` is not a number from 0 on, as 1e-12\n",
    );
    check_usage(&["convert", &file, "--to", "keras"], "error: invalid value 'keras' for '--to <FORMAT>'\n");
    check_usage(
        &["convert", &file, "--to", "keras3", "--approximate", "0"],
        "error: invalid value '0' for '--approximate <PIECES>': number would be zero for non-zero type\n",
    );
    check_usage(
        &["convert", &file, "--to", "keras3", "--approximate", "9", "--steps", "5..10"],
        "error: invalid value '5..10' for '--steps <0..B>': `5..10` must begin at 0\n",
    );
}

#[test]
fn help_is_no_error() {
    for arguments in [&["--help"][..], &["help", "show"], &["eval", "--help"], &["--version"]] {
        let result = run(arguments);
        assert_eq!((result.code, result.stderr.as_str()), (0, ""));
        assert!(!result.stdout.is_empty());
    }
}
