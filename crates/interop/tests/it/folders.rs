//! Folders of Keras and accelerate.

use std::fs;
use std::path::{Path, PathBuf};

use glidepath_core::LearningRateSchedule;
use glidepath_interop::{Imported, import_path};

use crate::common::{data, torch_example};

/// A copy of a folder of `tests/data`, to be changed.
fn copy(name: &str, test: &str) -> PathBuf {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("folders").join(test);
    let _ = fs::remove_dir_all(&folder);
    fs::create_dir_all(&folder).unwrap();
    for entry in fs::read_dir(data(name)).unwrap() {
        let entry = entry.unwrap();
        fs::copy(entry.path(), folder.join(entry.file_name())).unwrap();
    }
    folder
}

fn read(folder: &Path) -> Imported {
    import_path(folder).unwrap()
}

fn notes(folder: &Path) -> Vec<String> {
    read(folder).notes.iter().map(ToString::to_string).collect()
}

fn error(folder: &Path) -> String {
    import_path(folder).unwrap_err().to_string()
}

#[test]
fn a_keras_model_is_read_as_the_archive_is() {
    let folder = copy("keras_folder/CosineDecay", "keras");
    let model = read(&folder);
    assert_eq!(model.source.name(), "keras-folder");
    assert_eq!(model.path, "compile_config.optimizer.config.learning_rate");
    assert_eq!(model.optimizer.as_deref(), Some("SGD"));
    assert_eq!(model.step, Some(5));
    assert_eq!([0, 10, 110].map(|step| model.learning_rate.learning_rate(step)), [0.1, 0.2, 0.0]);
    fs::write(folder.join("model.weights.h5"), "no weights").unwrap();
    assert_eq!(read(&folder).step, None);
    assert_eq!(read(&folder).notes.len(), 1);
    fs::remove_file(folder.join("model.weights.h5")).unwrap();
    assert_eq!(read(&folder).notes, []);
    fs::write(folder.join("config.json"), r#"{"class_name": "Sequential"}"#).unwrap();
    assert_eq!(error(&folder), "the model was never compiled, so it has no optimizer and no learning rate");
    fs::remove_file(folder.join("metadata.json")).unwrap();
    assert!(error(&folder).starts_with("not a folder of a known kind: "));
}

#[test]
fn a_scheduler_of_accelerate_is_read_with_its_optimizer() {
    let folder = copy("accelerate/OneCycleLR", "one_cycle");
    let state = read(&folder);
    assert_eq!(state.source.name(), "accelerate");
    assert_eq!(state.path, "scheduler.bin");
    assert_eq!(state.step, Some(7));
    assert_eq!(state.scheduler().learning_rate(), 0.359_699_603_120_452_74);
    fs::remove_file(folder.join("optimizer.bin")).unwrap();
    assert_eq!(
        error(&folder),
        "scheduler.bin: `OneCycleLR` cannot be restored: its rates are in the optimizer's `param_groups`, which the \
         file does not have"
    );
}

#[test]
fn what_lies_beside_a_scheduler_of_accelerate_is_told() {
    let folder = copy("accelerate/StepLR-and-SWALR", "two");
    let class = "PyTorch does not save the class; the parameters are those of `StepLR`";
    let others = "the file has several schedulers: `scheduler.bin` was read, these were not: scheduler_1.bin";
    assert_eq!(read(&folder).step, Some(7));
    assert_eq!(notes(&folder), [class, others]);
    for number in 0..4 {
        fs::write(folder.join(format!("random_states_{number}.pkl")), "").unwrap();
    }
    assert_eq!(
        notes(&folder).last().unwrap(),
        "accelerate ran 4 processes and, unless with `split_batches`, made a step of the scheduler for each of them at \
         every update; a step here is one of these"
    );
}

#[test]
fn averaging_takes_its_rate_from_the_optimizer() {
    let folder = copy("accelerate/StepLR-and-SWALR", "swa");
    fs::rename(folder.join("scheduler_1.bin"), folder.join("scheduler.bin")).unwrap();
    assert_eq!(read(&folder).learning_rate.learning_rate(4), 0.05);
}

#[test]
fn what_is_wrong_in_a_folder_of_accelerate_is_named() {
    let folder = copy("accelerate/OneCycleLR", "wrong");
    let write = |name: &str, content: &[u8]| fs::write(folder.join(name), content).unwrap();
    write("scheduler.bin", &torch_example("ReduceLROnPlateau.pt"));
    assert!(error(&folder).starts_with("scheduler.bin: `ReduceLROnPlateau` follows a metric"));
    write("scheduler.bin", &torch_example("hf-trainer.optimizer.pt"));
    assert_eq!(
        error(&folder),
        "scheduler.bin: no scheduler found: expected what `scheduler.state_dict()` gives, alone or in a checkpoint, got an \
         optimizer without a scheduler"
    );
    write("optimizer.bin", b"PK\x03\x04");
    assert!(error(&folder).starts_with("optimizer.bin: damaged zip archive: "));
}

/// What every Trainer saves that runs with DeepSpeed.
#[test]
fn a_checkpoint_of_the_trainer_may_hold_one_of_deepspeed() {
    let folder = copy("transformers/checkpoint-15", "deepspeed");
    let without = import_path(&folder);
    fs::write(folder.join("latest"), "global_step15").unwrap();
    fs::create_dir(folder.join("global_step15")).unwrap();
    assert_eq!(import_path(&folder).unwrap(), without.unwrap());
}

/// A run of Lightning with these checkpoints, all of which are the same.
fn lightning(test: &str, names: &[&str]) -> PathBuf {
    let folder = copy("accelerate/StepLR-and-SWALR", test);
    let checkpoints = folder.join("checkpoints");
    fs::create_dir_all(&checkpoints).unwrap();
    fs::remove_file(folder.join("scheduler.bin")).unwrap();
    fs::write(folder.join("hparams.yaml"), "lr: 0.1\n").unwrap();
    for name in names {
        fs::write(checkpoints.join(name), torch_example("checkpoint_lightning_shape.ckpt")).unwrap();
    }
    folder
}

#[test]
fn the_newest_checkpoint_of_a_run_of_lightning_is_read() {
    let check = |test: &str, names: &[&str], newest: &str| {
        let run = read(&lightning(test, names));
        assert_eq!((run.source.name(), run.path.as_str()), ("lightning-run", "lr_schedulers[0]"));
        let note = format!("read from the newest checkpoint in the folder, `checkpoints/{newest}`");
        assert_eq!(run.notes[0].to_string(), note);
        run
    };
    let steps = ["epoch=9-step=900.ckpt", "epoch=10-step=1000.ckpt"];
    let run = check("by_step", &steps, steps[1]);
    let alone = glidepath_interop::import_bytes(&torch_example("checkpoint_lightning_shape.ckpt")).unwrap();
    assert_eq!((run.learning_rate, run.step), (alone.learning_rate, alone.step));
    check("last", &[steps[0], "last.ckpt", steps[1]], "last.ckpt");
    check("only", &["best.ckpt"], "best.ckpt");
    assert_eq!(
        error(&lightning("unknown", &["best.ckpt", steps[0]])),
        "several checkpoints in `checkpoints`, of which the names do not tell the newest: best.ckpt, epoch=9-step=900.ckpt; \
         give the one that is meant"
    );
}
