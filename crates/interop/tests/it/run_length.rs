//! The length of a run, where the file does not say it, and where it says another.

use std::io::Cursor;

use glidepath_core::LearningRateSchedule;
use glidepath_interop::{Imported, import_path};
use glidepath_serde::Horizon;
use serde_json::{Value, json};

use crate::common::{self, data, import_for, import_path_for};

fn steps(total_steps: u64) -> Horizon {
    Horizon::new().with_total_steps(total_steps).unwrap()
}

fn epochs(steps_per_epoch: f64) -> Horizon {
    Horizon::new().with_steps_per_epoch(steps_per_epoch).unwrap()
}

fn read(file: &Value, horizon: &Horizon) -> Imported {
    import_for(Cursor::new(file.to_string()), horizon).unwrap()
}

/// Reads the file, whose run has `length` steps, and the last rate is 0.
#[track_caller]
fn check(file: &Value, horizon: &Horizon, length: u64, notes: &[&str]) {
    let imported = read(file, horizon);
    assert_eq!(imported.total_steps, Some(length), "{file}");
    let at_end = [length - 1, length].map(|step| imported.learning_rate.learning_rate(step) > 0.0);
    assert_eq!(at_end, [true, false], "{file}");
    assert_eq!(texts(&imported), notes, "{file}");
}

fn texts(imported: &Imported) -> Vec<String> {
    imported.notes.iter().map(ToString::to_string).collect()
}

#[test]
fn training_arguments_take_what_is_told() {
    let mut arguments = json!({"lr_scheduler_type": "linear", "learning_rate": 0.5, "num_train_epochs": 2.5});
    check(&arguments, &steps(300), 300, &[]);
    check(&arguments, &epochs(101.0), 253, &["the run has 253 steps: 2.5 epochs of 101.0 steps"]);
    // An update of what is left over is one, too.
    check(&arguments, &epochs(100.1), 253, &["the run has 253 steps: 2.5 epochs of 101.0 steps"]);
    check(&arguments, &epochs(100.0).with_total_steps(7).unwrap(), 7, &[]);
    arguments["max_steps"] = json!(-1);
    check(&arguments, &steps(300), 300, &[]);
    arguments["max_steps"] = json!(40);
    check(&arguments, &epochs(101.0), 40, &[]);
    check(&arguments, &steps(40), 40, &[]);
    check(
        &arguments,
        &steps(300),
        40,
        &["the run of the file has 40 steps, which are used, though 300 were given"],
    );
    let default = "`num_train_epochs` is not given; the default of transformers is 3";
    let arguments = json!({"lr_scheduler_type": "linear", "learning_rate": 0.5});
    check(&arguments, &epochs(10.0), 30, &[default, "the run has 30 steps: 3.0 epochs of 10.0 steps"]);
}

#[test]
fn an_object_of_training_arguments_as_well() {
    let file = data("transformers").join("linear-of-epochs/training_args.bin");
    let imported = import_path_for(file, &steps(40)).unwrap();
    assert_eq!((imported.total_steps, imported.learning_rate.learning_rate(40)), (Some(40), 0.0));
    assert!(imported.learning_rate.learning_rate(39) > 0.0);
}

#[test]
fn a_checkpoint_knows_its_length() {
    let folder = data("transformers").join("linear-of-epochs");
    let untold = import_path(&folder).unwrap();
    let length = untold.total_steps.unwrap();
    assert_eq!(import_path_for(&folder, &steps(length)).unwrap(), untold);
    let told = import_path_for(&folder, &steps(400)).unwrap();
    assert_eq!((&told.learning_rate, told.total_steps), (&untold.learning_rate, Some(length)));
    assert_eq!(
        texts(&told).last().unwrap(),
        &format!("the run of the file has {length} steps, which are used, though 400 were given")
    );
}

#[test]
fn configurations_of_deepspeed_take_what_is_told() {
    let config = |total: Value| {
        json!({"scheduler": {"type": "WarmupDecayLR", "params":
            {"total_num_steps": total, "warmup_max_lr": 0.5, "warmup_num_steps": 2, "warmup_type": "linear"}}})
    };
    let late = "the first two updates have the same rate: DeepSpeed's warmup is one step late";
    let imported = read(&config(json!("auto")), &steps(300));
    assert_eq!((imported.total_steps, imported.learning_rate.learning_rate(301)), (Some(300), 0.0));
    assert!(imported.learning_rate.learning_rate(300) > 0.0);
    assert_eq!(texts(&imported), ["`total_num_steps` is \"auto\": 300, as given", late]);
    let imported = read(&config(json!(40)), &steps(300));
    assert_eq!((imported.total_steps, imported.learning_rate.learning_rate(41)), (Some(40), 0.0));
    let other = "the run of the file has 40 steps, which are used, though 300 were given";
    assert_eq!(texts(&imported), [late, other]);
    assert_eq!(
        common::error(config(json!("auto")).to_string()),
        "scheduler.params: `total_num_steps` is \"auto\"; give this configuration as `deepspeed` in the training arguments \
         of transformers, which tell the value"
    );
    // With its training arguments, theirs is taken.
    let arguments =
        json!({"lr_scheduler_type": "linear", "learning_rate": 0.5, "deepspeed": config(json!("auto"))});
    assert_eq!(read(&arguments, &steps(300)).learning_rate.learning_rate(301), 0.0);
}

#[test]
fn runs_of_axolotl_take_what_is_told() {
    let mut config =
        json!({"base_model": "x/y", "learning_rate": 0.5, "lr_scheduler": "linear", "warmup_steps": 0});
    check(&config, &epochs(100.0), 100, &["the run has 100 steps: 1.0 epochs of 100.0 steps"]);
    config["num_epochs"] = json!(3);
    check(&config, &epochs(93.75), 282, &["the run has 282 steps: 3.0 epochs of 93.75 steps"]);
    check(&config, &steps(300), 300, &[]);
    config["max_steps"] = json!(40);
    check(
        &config,
        &steps(300),
        40,
        &["the run of the file has 40 steps, which are used, though 300 were given"],
    );
}

#[test]
fn runs_of_composer_tell_their_length_in_every_unit() {
    let config = |max_duration: &str| json!({"max_duration": max_duration, "optimizer": {"name": "sgd", "lr": 0.5}, "scheduler": {"name": "linear"}});
    check(&config("1e3ba"), &Horizon::new(), 1_000, &[]);
    check(&config("3ep"), &epochs(100.0), 300, &[]);
    check(&config("5000tok"), &Horizon::new().with_tokens_per_step(50.0).unwrap(), 100, &[]);
    let other = "the run of the file has 1000 steps, which are used, though 300 were given";
    check(&config("1000ba"), &steps(300), 1_000, &[other]);
    let half = read(&config("75tok"), &Horizon::new().with_tokens_per_step(50.0).unwrap());
    assert_eq!(half.total_steps, None);
}
