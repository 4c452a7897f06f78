//! Pickles as data: every protocol, tensors in both formats of PyTorch, and what is passed over.

mod common;

use common::pickle::Pickle;
use common::{data, error, imported, names_in};
use glidepath_core::LearningRateSchedule;
use glidepath_interop::Source;
use serde_json::{Value, json};

/// The state of a `StepLR` without its rates.
fn step_lr() -> Value {
    json!({"step_size": 10, "gamma": 0.5, "last_epoch": 4})
}

/// The same with rates that are tensors of that type and these bytes.
fn rates_of(storage_type: &str) -> Pickle {
    Pickle::state(&step_lr())
        .entry("base_lrs", |pickle| pickle.raw(b"]").tensor(storage_type, "0", &[]).raw(b"a"))
        .entry("_last_lr", |pickle| pickle.tensor(storage_type, "1", &[1]))
}

#[track_caller]
fn check(file: &[u8], want: f64) {
    let imported = imported(file);
    assert_eq!(imported.learning_rate.learning_rate(0), want);
    assert_eq!(imported.learning_rate.learning_rate(10), want / 2.0);
    assert_eq!(imported.step, Some(4));
    assert_eq!(imported.notes.len(), 1, "{:?}", imported.notes);
}

#[test]
fn every_protocol_of_python_is_read() {
    let names = names_in("pickles");
    assert_eq!(names.len(), 7);
    for name in names.iter().filter(|name| name.ends_with(".pickle")) {
        let imported = imported(std::fs::read(data("pickles").join(name)).unwrap());
        assert_eq!(imported.source, Source::Pickle, "{name}");
        assert_eq!(imported.path, "scheduler", "{name}");
        assert_eq!(imported.step, Some(25), "{name}");
        let rates = [29, 30, 80].map(|step| imported.learning_rate.learning_rate(step));
        assert_eq!(rates, [0.1, 0.05, 0.0125], "{name}");
        assert_eq!(imported.further_groups[0].learning_rate(30), 0.5, "{name}");
        // The scheduler is there twice, which is no second one.
        assert_eq!(imported.notes.len(), 1, "{name}");
    }
}

#[test]
fn tensors_keep_their_numbers() {
    let float = 0.25_f32.to_le_bytes();
    check(&rates_of("FloatStorage").archive(&[("0", &float), ("1", &float)]), 0.25);
    let double = 0.1_f64.to_le_bytes();
    check(&rates_of("DoubleStorage").archive(&[("0", &double), ("1", &double)]), 0.1);
    let half = 0x3400_u16.to_le_bytes();
    check(&rates_of("HalfStorage").archive(&[("0", &half), ("1", &half)]), 0.25);
    let brain = 0x3e80_u16.to_le_bytes();
    check(&rates_of("BFloat16Storage").archive(&[("0", &brain), ("1", &brain)]), 0.25);
    let integer = 3_i64.to_le_bytes();
    check(&rates_of("LongStorage").archive(&[("0", &integer), ("1", &integer)]), 3.0);
}

#[test]
fn tensors_of_the_old_format_keep_their_numbers() {
    let double = 0.1_f64.to_le_bytes();
    let file = rates_of("DoubleStorage").legacy(&[("1", 1, &double), ("0", 1, &double)]);
    assert_eq!(imported(&file).source, Source::TorchLegacy);
    check(&file, 0.1);
}

#[test]
fn tensors_without_numbers_are_refused_where_a_number_is_wanted() {
    let problem = "base_lrs[0]: must be a finite number, at least 0, got the string \"<a tensor of float32, shape \
                   []>\"";
    assert_eq!(error(rates_of("FloatStorage").archive(&[])), problem);
    assert_eq!(error(rates_of("FloatStorage").archive(&[("0", &[0; 3])])), problem);
    assert_eq!(error(rates_of("FloatStorage").end()), problem);
    assert_eq!(error(rates_of("FloatStorage").legacy(&[("0", u64::MAX, &[])])), problem);
    assert_eq!(
        error(rates_of("QInt8Storage").archive(&[])),
        "base_lrs[0]: must be a finite number, at least 0, got the string \"<a tensor of unknown type, shape []>\""
    );
}

#[test]
fn numbers_of_numpy_are_read() {
    let double = Pickle::state(&step_lr()).entry("_last_lr", |pickle| pickle.value(&json!([0.1]))).entry(
        "base_lrs",
        |pickle| {
            pickle
                .raw(b"]cnumpy._core.multiarray\nscalar\n(cnumpy\ndtype\n(")
                .text("f8")
                .raw(b"\x89\x88tR(K\x03")
                .text("<")
                .raw(b"NNNtbc_codecs\nencode\n")
                .raw(b"(")
                .text("\u{9a}\u{99}\u{99}\u{99}\u{99}\u{99}\u{b9}?")
                .text("latin1")
                .raw(b"tRtRa")
        },
    );
    check(&double.end(), 0.1);
}

#[test]
fn what_is_unknown_is_passed_over() {
    let file = Pickle::new()
        .raw(b"}(")
        .text("args")
        .raw(b"cargparse\nNamespace\n)\x81}")
        .text("lr")
        .raw(b"K\x01sb")
        .text("config")
        .raw(b"comegaconf\nDictConfig\n)\x81(")
        .text("a")
        .raw(b"K\x01u")
        .text("scheduler")
        .value(&json!({"gamma": 0.5, "base_lrs": [0.1], "_last_lr": [0.1], "last_epoch": 0}))
        .raw(b"u");
    let imported = imported(file.end());
    assert_eq!(imported.path, "scheduler");
    assert_eq!(imported.learning_rate.learning_rate(1), 0.05);
}

#[test]
fn one_cycle_of_early_releases_is_read() {
    let phases = json!([
        {"end_step": 11.0, "start_lr": "initial_lr", "end_lr": "max_lr"},
        {"end_step": 39, "start_lr": "max_lr", "end_lr": "min_lr"}
    ]);
    let group = json!({"lr": 0.02, "initial_lr": 0.02, "max_lr": 0.5, "min_lr": 2e-6, "params": [0]});
    let state = json!({"total_steps": 40, "_schedule_phases": phases, "cycle_momentum": false, "verbose": false,
        "base_lrs": [0.02], "_last_lr": [0.02], "last_epoch": 0, "_step_count": 1});
    let file = Pickle::new()
        .raw(b"}(")
        .text("optimizer")
        .value(&json!({"param_groups": [group]}))
        .text("scheduler")
        .value(&state)
        // A method of the scheduler itself, which refers to the optimizer.
        .entry("anneal_func", |pickle| {
            pickle
                .raw(b"c__builtin__\ngetattr\n(ctorch.optim.lr_scheduler\nOneCycleLR\n)\x81")
                .text("_annealing_linear")
                .raw(b"tR")
        })
        .raw(b"u");
    let imported = imported(file.archive(&[]));
    assert_eq!(imported.learning_rate.learning_rate(11), 0.5);
    assert_eq!(imported.learning_rate.learning_rate(25), 0.250_001);
}

#[test]
fn a_scheduler_itself_is_no_state() {
    let file = Pickle::new().raw(b"ctorch.optim.lr_scheduler\nStepLR\n)\x81}").text("gamma").raw(b"K\x01sb");
    assert_eq!(
        error(file.archive(&[])),
        "no scheduler found: expected what `scheduler.state_dict()` gives, alone or in a checkpoint, got an object \
         of torch.optim.lr_scheduler.StepLR"
    );
}
