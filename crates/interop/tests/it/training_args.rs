//! The training arguments that a Trainer saves as an object, `training_args.bin`, and the scheduler beside
//! them.

use std::fs;
use std::path::{Path, PathBuf};

use glidepath_core::LearningRateSchedule;
use glidepath_interop::{Imported, import_bytes, import_path};
use glidepath_serde::LearningRate;
use serde_json::{Value, json};

use crate::common::{self, pickle::Pickle};
use crate::common::{data, error, places};

fn folder(name: &str) -> PathBuf {
    data("transformers").join(name)
}

fn texts(imported: &Imported) -> Vec<String> {
    imported.notes.iter().map(ToString::to_string).collect()
}

fn class_of(imported: &Imported) -> &str {
    match &imported.learning_rate {
        LearningRate::Constant(_) => "",
        LearningRate::Schedule(schedule) => schedule.class_name(),
    }
}

#[track_caller]
fn check(name: &str, class: &str, step: u64, rates: &[f64], notes: &[&str]) {
    let imported = import_path(folder(name)).unwrap();
    assert_eq!(
        (imported.source.name(), imported.path.as_str()),
        ("transformers-checkpoint", "training_args.bin")
    );
    assert_eq!(
        imported.optimizer.as_deref(),
        Some(if name == "polynomial-seq2seq" { "sgd" } else { "adamw_torch_fused" })
    );
    assert_eq!(class_of(&imported), class);
    assert_eq!(imported.step, Some(step));
    let mut got = vec![0.0; rates.len()];
    imported.learning_rate.fill(0, &mut got);
    assert_eq!(got, rates);
    assert_eq!(texts(&imported), notes);
}

const SAVED: &str = "the run was saved at step 6 of 8";
const LOGGED: &str = "the 3 rates in `log_history` agree with the schedule";
const AGREES: &str = "the rate in `scheduler.pt` is that of the schedule at step 6";

#[test]
fn the_object_tells_the_schedule() {
    check(
        "linear-of-epochs",
        "Warmup",
        6,
        &[0.0, 0.25, 0.5, 5.0 / 12.0, 1.0 / 3.0, 0.25, 1.0 / 6.0, 1.0 / 12.0, 0.0],
        &[SAVED, LOGGED, AGREES],
    );
}

#[test]
fn so_does_that_of_a_class_derived_from_it() {
    let share = "`warmup_steps` is a share: 0.3 of 8 steps, rounded up, is a warmup of 3";
    // The line to 0.125, squared: 0.125 + 0.375 of what is left, squared.
    let rates = [0.0, 0.5 / 3.0, 1.0 / 3.0, 0.5, 0.365, 0.26, 0.185, 0.14, 0.125];
    check("polynomial-seq2seq", "Warmup", 6, &rates, &[share, SAVED, LOGGED, AGREES]);
    let ends = 0.5f64.sqrt() / 4.0;
    // 0.25 - ends, without its cancellation.
    let low = 0.073_223_304_703_363_12;
    let rates = [0.5, 0.25 + ends, 0.25, low, 0.5, 0.25 + ends, 0.25, low, 0.0];
    check("restarts-of-own-class", "CosineHardRestarts", 6, &rates, &[SAVED, LOGGED, AGREES]);
}

#[test]
fn a_ratio_of_version_4_is_looked_at() {
    let ratio = "`warmup_ratio` is a share: 0.25 of 8 steps, rounded up, is a warmup of 2";
    check("as-version-4", "Warmup", 6, &[0.0, 0.25, 0.5, 0.5], &[ratio, SAVED, LOGGED, AGREES]);
}

#[test]
fn the_scheduler_tells_the_step() {
    let skipped = "the scheduler has made 4 steps, which count, in 6 updates; it waits where the optimizer skips one, so \
                   the rates in `log_history` are not looked at";
    let agrees = "the rate in `scheduler.pt` is that of the schedule at step 4";
    check("skipped-updates", "Transition", 4, &[0.5, 0.4375, 0.375], &[SAVED, skipped, agrees]);
    let imported = import_path(folder("skipped-updates")).unwrap();
    assert_eq!(imported.scheduler().learning_rate(), 0.25);
}

#[test]
fn the_object_and_its_copy_say_the_same() {
    let scratch = Scratch::of("checkpoint-15", "the_object_and_its_copy_say_the_same");
    scratch.remove("training_args_as_json.json");
    let with_copy = import_path(folder("checkpoint-15")).unwrap();
    let without = import_path(&scratch.0).unwrap();
    assert_eq!(without.path, "training_args.bin");
    assert_eq!(without.learning_rate, with_copy.learning_rate);
    assert_eq!((without.step, &without.optimizer), (with_copy.step, &with_copy.optimizer));
    assert_eq!(without.notes, with_copy.notes);
}

#[test]
fn the_file_alone_is_read_as_the_json_is() {
    let no_length = "the length of the run is not known: `max_steps` is -1, and `num_train_epochs` (2) needs the number of \
         steps per epoch; a folder with `trainer_state.json` has the length";
    let read = |name: &str| import_path(folder(name).join("training_args.bin"));
    assert_eq!(read("checkpoint-15").unwrap_err().to_string(), no_length);
    assert_eq!(read("linear-of-epochs").unwrap_err().to_string(), no_length);
    let imported = read("polynomial-seq2seq").unwrap();
    assert_eq!((imported.source.name(), imported.path.as_str()), ("torch", ""));
    assert_eq!((imported.optimizer.as_deref(), imported.step), (Some("sgd"), None));
    assert_eq!(imported.learning_rate.learning_rate(5), 0.26);
}

/// A folder with a copy of the files of an example.
struct Scratch(PathBuf);

impl Scratch {
    fn of(example: &str, name: &str) -> Self {
        let scratch = Path::new(env!("CARGO_TARGET_TMPDIR")).join(name);
        drop(fs::remove_dir_all(&scratch));
        fs::create_dir_all(&scratch).unwrap();
        for entry in fs::read_dir(folder(example)).unwrap() {
            let path = entry.unwrap().path();
            fs::copy(&path, scratch.join(path.file_name().unwrap())).unwrap();
        }
        Self(scratch)
    }

    fn remove(&self, name: &str) {
        fs::remove_file(self.0.join(name)).unwrap();
    }

    fn write(&self, name: &str, content: impl AsRef<[u8]>) {
        fs::write(self.0.join(name), content).unwrap();
    }
}

#[test]
fn what_the_scheduler_says_is_held_against_the_schedule() {
    let scratch = Scratch::of("linear-of-epochs", "what_the_scheduler_says");
    let notes = |state: &Value| {
        scratch.write("scheduler.pt", Pickle::state(state).end());
        let imported = import_path(&scratch.0).unwrap();
        assert_eq!(imported.step, Some(6));
        texts(&imported).split_off(2)
    };
    assert_eq!(
        notes(&json!({"last_epoch": 6, "base_lrs": [0.5], "_last_lr": [0.125]})),
        ["`scheduler.pt` has the rate 0.125 at step 6, where the schedule gives 0.16666666666666666"]
    );
    assert_eq!(
        notes(&json!({"last_epoch": 6, "base_lrs": [0.5, 0.05], "_last_lr": [0.16666666666666666, 0.016]})),
        [
            "the groups in `scheduler.pt` begin with the rates [0.5, 0.05]; the schedule is that of the arguments, with 0.5"
        ]
    );
    assert_eq!(notes(&json!({"last_epoch": 6})), [""; 0]);
    let unread = "`scheduler.pt` is not read, so the step is that of `trainer_state.json`:";
    assert_eq!(notes(&json!({"best": 1})), [format!("{unread} missing field `last_epoch`")]);
    scratch.write("scheduler.pt", "version https://git-lfs.github.com/spec/v1\n");
    assert_eq!(
        texts(&import_path(&scratch.0).unwrap()).pop().unwrap(),
        format!("{unread} damaged pickle: at byte 0 it has no instruction 0x76")
    );
    scratch.remove("scheduler.pt");
    assert_eq!(texts(&import_path(&scratch.0).unwrap()), [SAVED, LOGGED]);
}

#[test]
fn files_that_are_wrong() {
    let scratch = Scratch::of("linear-of-epochs", "training_args_that_are_wrong");
    let check = |content: Vec<u8>, want: &str| {
        scratch.write("training_args.bin", content);
        let error = import_path(&scratch.0).unwrap_err().to_string();
        assert_eq!(error, format!("training_args.bin: {want}"));
    };
    let expected = "expected the `TrainingArguments` of Hugging Face transformers, got";
    check(
        Pickle::state(&json!({"lr_scheduler_type": "linear"})).end(),
        &format!("{expected} an object of `lr_scheduler_type`"),
    );
    let object = Pickle::new().raw(b"cmy.module\nArguments\n)\x81").value(&json!({"lr": 0.1})).raw("b").end();
    check(object, &format!("{expected} an object of my.module.Arguments"));
    check(
        common::archive("config.json", b"{}"),
        "a zip archive without `config.json` or `data.pkl`, so neither of Keras nor of PyTorch",
    );
    let number = "must be a finite number, at least 0, got";
    check(
        arguments("a.b\nTrainingArguments", &json!({"learning_rate": "x"})).end(),
        &format!("learning_rate: {number} the string \"x\""),
    );
}

/// An object of a class with the arguments of a run of four steps.
fn arguments(class: &str, more: &Value) -> Pickle {
    let mut state = json!({
        "learning_rate": 0.5, "lr_scheduler_type": "linear", "max_steps": 4, "num_train_epochs": 3, "warmup_steps": 0
    });
    for (name, value) in more.as_object().unwrap() {
        state[name] = value.clone();
    }
    Pickle::new().raw(format!("c{class}\n")).raw(b")\x81").value(&state).raw("b")
}

#[test]
fn any_class_with_these_arguments_is_one() {
    let rate = |pickle: Vec<u8>| {
        let imported = import_bytes(&pickle).unwrap();
        assert_eq!(imported.source.name(), "pickle");
        imported.learning_rate.learning_rate(1)
    };
    assert_eq!(rate(arguments("trl.trainer.sft_config\nSFTConfig", &json!({})).end()), 0.375);
    // Another program's `Namespace` of the same names means something else by them: it has others, too.
    let names = json!({"learning_rate": 0.5, "lr_scheduler_type": "linear", "num_warmup_steps": 3, "max_train_steps": 9});
    let namespace = Pickle::new().raw(b"cargparse\nNamespace\n)\x81").value(&names).raw("b").end();
    let none =
        "no scheduler found: expected what `scheduler.state_dict()` gives, alone or in a checkpoint, got";
    assert_eq!(error(namespace), format!("{none} an object of argparse.Namespace"));
    // The same arguments within something else are not looked for.
    let within = arguments("a.b\nTrainingArguments", &json!({})).raw(b"\x85").end();
    assert_eq!(error(within), format!("{none} a list"));
}

#[test]
fn an_enum_is_its_value_and_nothing_else() {
    let object = |scheduler_type: Pickle| {
        let state = json!({"learning_rate": 0.5, "max_steps": 4, "num_train_epochs": 3, "warmup_steps": 0});
        let Value::Object(entries) = state else { unreachable!() };
        let entry = |pickle: Pickle, (key, value): (&String, &Value)| pickle.text(key).value(value);
        let pickle = scheduler_type.raw("s(");
        entries.iter().fold(pickle, entry).raw("ub").end()
    };
    let start = || Pickle::new().raw(b"ca\nArguments\n)\x81}").text("lr_scheduler_type");
    let of_value = start().raw("ctransformers.trainer_utils\nSchedulerType\n").text("constant").raw(b"\x85R");
    assert_eq!(import_bytes(&object(of_value)).unwrap().learning_rate.learning_rate(3), 0.5);
    let by_name = |name: &str| {
        let class = start().raw("c__builtin__\ngetattr\n(ctransformers.trainer_utils\nSchedulerType\n");
        import_bytes(&object(class.text(name).raw("tR")))
    };
    assert_eq!(by_name("LINEAR").unwrap().learning_rate.learning_rate(1), 0.375);
    let plateau = by_name("REDUCE_ON_PLATEAU").unwrap_err().to_string();
    assert!(plateau.starts_with("lr_scheduler_type: `reduce_lr_on_plateau` follows a metric"), "{plateau}");
    let optimizer = start().raw("cmy.own\nOptimizer\n").text("linear").raw(b"\x85R");
    let refused = import_bytes(&object(optimizer)).unwrap_err().to_string();
    assert!(refused.ends_with("got \"<an object of my.own.Optimizer>\""), "{refused}");
}

#[test]
fn no_cut_and_no_changed_byte_does_harm() {
    let mut bytes = fs::read(folder("polynomial-seq2seq").join("training_args.bin")).unwrap();
    for length in places(bytes.len()) {
        assert!(import_bytes(&bytes[..length]).is_err(), "cut at {length}");
    }
    for index in places(bytes.len()) {
        let right = bytes[index];
        bytes[index] = right ^ 1 << (index % 8);
        drop(import_bytes(&bytes));
        bytes[index] = right;
    }
}

#[test]
fn a_state_given_over_and_over_is_refused() {
    // 2^17 entries, and 2^19 objects with them as their state.
    let mut pickle = Pickle::new().raw("ca\nb\nq\0}q\x01(");
    for _ in 0..1 << 17 {
        pickle = pickle.raw("NN");
    }
    pickle = pickle.raw("u0");
    for _ in 0..1 << 19 {
        pickle = pickle.raw(b"h\0)\x81h\x01b0");
    }
    let error = error(pickle.raw("N").end());
    assert!(error.ends_with("it takes more than 8388608 instructions"), "{error}");
}
