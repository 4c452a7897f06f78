//! Checkpoints of the Hugging Face Trainer.

use std::fs;
use std::path::{Path, PathBuf};

use glidepath_core::LearningRateSchedule;
use glidepath_interop::{Imported, import_path, transformers};
use serde_json::{Value, json};

use crate::common::{data, error};

fn example() -> PathBuf {
    data("transformers").join("checkpoint-15")
}

fn read(folder: &Path, name: &str) -> Value {
    serde_json::from_slice(&fs::read(folder.join(name)).unwrap()).unwrap()
}

/// An empty folder.
fn scratch(name: &str) -> PathBuf {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join(name);
    drop(fs::remove_dir_all(&folder));
    fs::create_dir_all(&folder).unwrap();
    folder
}

fn write(folder: &Path, name: &str, content: &Value) {
    fs::write(folder.join(name), content.to_string()).unwrap();
}

fn texts(imported: &Imported) -> Vec<String> {
    imported.notes.iter().map(ToString::to_string).collect()
}

#[track_caller]
fn check_error(folder: &Path, want: &str) {
    assert_eq!(import_path(folder).unwrap_err().to_string(), want);
}

#[test]
fn a_checkpoint_with_its_arguments_is_read() {
    let imported = import_path(example()).unwrap();
    assert_eq!(imported.source.name(), "transformers-checkpoint");
    assert_eq!(imported.source.to_string(), "a checkpoint of the Hugging Face Trainer");
    assert_eq!(imported.path, "training_args_as_json.json");
    assert_eq!(imported.optimizer.as_deref(), Some("adamw_torch_fused"));
    assert_eq!(imported.step, Some(15));
    assert_eq!(
        texts(&imported),
        [
            "`warmup_steps` is a share: 0.1 of 40 steps, rounded up, is a warmup of 4",
            "the cosine swings on after step 40, the end of the run, as in transformers",
            "the run was saved at step 15 of 40",
            "the 3 rates in `log_history` agree with the schedule",
            "the rate in `scheduler.pt` is that of the schedule at step 15",
        ]
    );
    // The log has the rate of the update before.
    assert_eq!(imported.learning_rate.learning_rate(4), 0.0003);
    assert_eq!(imported.learning_rate.learning_rate(9), 0.000_287_351_551_249_947_74);
    assert_eq!(imported.learning_rate.learning_rate(14), 0.000_251_776_327_307_682_8);
}

#[test]
fn its_files_alone_do_not_tell_the_schedule() {
    assert_eq!(
        error(fs::read(example().join("trainer_state.json")).unwrap()),
        "the state of a Hugging Face Trainer does not have the schedule, which its `TrainingArguments` have: give the folder that \
         has it and `training_args.bin`"
    );
    assert_eq!(
        error(fs::read(example().join("training_args_as_json.json")).unwrap()),
        "the length of the run is not known: `max_steps` is -1, and `num_train_epochs` (2) needs the number of \
         steps per epoch; a folder with `trainer_state.json` has the length"
    );
}

#[test]
fn a_file_is_read_by_its_path_as_well() {
    let imported = import_path(data("deepspeed").join("WarmupLR.config.json")).unwrap();
    assert_eq!(imported.source.name(), "deepspeed");
    let nowhere = import_path("nowhere.json").unwrap_err().to_string();
    assert_eq!(nowhere, "cannot be read: No such file or directory (os error 2)");
}

#[test]
fn what_was_logged_is_held_against_the_schedule() {
    let arguments = json!({"learning_rate": 0.5, "lr_scheduler_type": "linear", "max_steps": 8});
    let state = |entries: Value| json!({"max_steps": 8, "global_step": 6, "log_history": entries});
    let notes = |entries: Value| {
        let imported = transformers::import_run(&arguments, &state(entries)).unwrap();
        assert_eq!((imported.source.name(), imported.step), ("transformers", Some(6)));
        texts(&imported).split_off(1)
    };
    let evaluation = json!({"step": 2, "eval_loss": 1.0});
    assert_eq!(notes(json!([evaluation])), [""; 0]);
    assert_eq!(
        notes(json!([{"step": 1, "learning_rate": 0.5}, evaluation])),
        ["the rate in `log_history` agrees with the schedule"]
    );
    assert_eq!(
        notes(json!([{"step": 2, "learning_rate": 0.375}, {"step": 4, "learning_rate": 0.25}])),
        ["the 2 rates in `log_history` agree with the schedule one step later, as older releases log"]
    );
    let rates = json!([
        {"step": 1, "learning_rate": 0.5}, {"step": 2, "learning_rate": 0.4}, {"step": 3, "learning_rate": 0.3}
    ]);
    assert_eq!(
        notes(rates),
        ["at step 2 `log_history` has the rate 0.4, where the schedule gives 0.4375; 2 of 3 differ"]
    );
}

/// In fp16 the optimizer skips updates until the scale of the loss fits, and the scheduler waits.
#[test]
fn updates_that_were_skipped_are_seen_in_the_log() {
    let arguments = json!({"learning_rate": 0.5, "lr_scheduler_type": "linear", "max_steps": 8});
    let read = |rates: &[f64]| {
        let entries: Vec<_> =
            (1..).zip(rates).map(|(step, rate)| json!({"step": step, "learning_rate": rate})).collect();
        let state = json!({"max_steps": 8, "global_step": rates.len(), "log_history": entries});
        let imported = transformers::import_run(&arguments, &state).unwrap();
        (imported.step, texts(&imported).split_off(1))
    };
    let note = |updates: &str| {
        format!(
            "the 4 rates in `log_history` agree with the schedule if the optimizer skipped {updates}, as in fp16, where the \
             scheduler waits"
        )
    };
    assert_eq!(read(&[0.5, 0.5, 0.4375, 0.375]), (Some(3), vec![note("1 update")]));
    assert_eq!(read(&[0.5, 0.5, 0.4375, 0.4375]), (Some(2), vec![note("2 updates")]));
    // A scheduler never catches up, and one rate alone tells too little.
    assert_eq!(read(&[0.5, 0.5, 0.375, 0.375]).0, Some(4));
    let state =
        json!({"max_steps": 8, "global_step": 4, "log_history": [{"step": 4, "learning_rate": 0.4375}]});
    assert_eq!(transformers::import_run(&arguments, &state).unwrap().step, Some(4));
}

#[test]
fn the_arguments_win_over_the_state() {
    let arguments = json!({"learning_rate": 0.5, "lr_scheduler_type": "linear", "max_steps": 4});
    let state = json!({"max_steps": 8, "global_step": 2, "log_history": []});
    let imported = transformers::import_run(&arguments, &state).unwrap();
    assert_eq!(imported.learning_rate.learning_rate(2), 0.25);
    assert_eq!(
        texts(&imported),
        [
            "`max_steps` is 4 in the arguments, which counts, and 8 in `trainer_state.json`",
            "the run was saved at step 2 of 8",
        ]
    );
}

#[test]
fn folders_that_are_wrong() {
    let folder = scratch("folders_that_are_wrong");
    check_error(
        &folder,
        "not a folder of a known kind: a checkpoint of the Hugging Face Trainer has `trainer_state.json` or \
         `training_args.bin`, a Keras model `config.json` and `metadata.json`, a SavedModel `keras_metadata.pb`, a state of \
         accelerate `scheduler.bin`, one of DeepSpeed `latest`, a run of Ultralytics or \
         timm `args.yaml`",
    );

    write(&folder, "trainer_state.json", &read(&example(), "trainer_state.json"));
    check_error(
        &folder,
        "the checkpoint does not tell its schedule: it has neither `training_args.bin` nor a JSON copy of it, \
         `training_args.json`",
    );

    write(&folder, "training_args.json", &json!({"lr_scheduler_type": "cosine", "warmup_steps": -1}));
    let number = "must be a finite number, at least 0, got";
    check_error(&folder, &format!("training_args.json: warmup_steps: {number} the number -1"));
    fs::write(folder.join("training_args.json"), "{").unwrap();
    check_error(
        &folder,
        "training_args.json: the JSON breaks off: EOF while parsing an object at line 1 column 1",
    );

    write(&folder, "training_args_2.json", &json!({}));
    check_error(
        &folder,
        "several copies of the training arguments: training_args.json, training_args_2.json",
    );
    fs::remove_file(folder.join("training_args_2.json")).unwrap();

    write(&folder, "training_args.json", &json!({"lr_scheduler_type": "constant"}));
    let state = |state: Value, want: &str| {
        write(&folder, "trainer_state.json", &state);
        check_error(&folder, &format!("trainer_state.json: {want}"));
    };
    state(json!({"global_step": 1}), "missing field `max_steps`");
    state(json!({"max_steps": 0}), "max_steps: must be a whole number above 0, got the number 0");
    state(json!({"max_steps": 9, "log_history": {}}), "log_history: must be a list, got an object");
    state(
        json!({"max_steps": 9, "global_step": -1}),
        "global_step: must be a whole number from 0, got the number -1",
    );
    state(json!([]), "must be an object, got a list");
}
