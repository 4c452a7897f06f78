//! Pickles as data: every protocol, tensors in both formats of PyTorch, and what is passed over.

use glidepath_core::LearningRateSchedule;
use glidepath_interop::Note;
use serde_json::{Value, json};

use crate::common::pickle::Pickle;
use crate::common::{data, error, imported, names_in};

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
        assert_eq!(imported.source.name(), "pickle", "{name}");
        assert_eq!(imported.path, "scheduler", "{name}");
        assert_eq!(imported.step, Some(25), "{name}");
        let rates = [29, 30, 80].map(|step| imported.learning_rate.learning_rate(step));
        assert_eq!(rates, [0.1, 0.05, 0.0125], "{name}");
        assert_eq!(imported.further_groups[0].learning_rate(30), 0.5, "{name}");
        let rules: Vec<_> = imported.notes.iter().map(Note::rule).collect();
        assert_eq!(rules, ["class-by-parameters", "equal-schedulers"], "{name}");
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
    assert_eq!(imported(&file).source.name(), "torch-legacy");
    check(&file, 0.1);
}

/// A tensor as Python's own `pickle` has it: its storage is a file of the old format within.
fn tensor_within(pickle: Pickle, storage: &[u8]) -> Pickle {
    let length = u32::try_from(storage.len()).unwrap().to_le_bytes();
    pickle
        .raw(b"ctorch._utils\n_rebuild_tensor_v2\n(ctorch.storage\n_load_from_bytes\nB")
        .raw(length)
        .raw(storage)
        .raw(b"\x85RK\x00))\x89ccollections\nOrderedDict\n)RtR")
}

/// What `torch.save` of the old format writes of a storage with 0.1.
fn storage_file(content: impl FnOnce(Pickle) -> Pickle) -> Vec<u8> {
    content(Pickle::new()).legacy(&[("7", 1, &0.1_f64.to_le_bytes())])
}

fn double_storage(pickle: Pickle) -> Pickle {
    pickle.raw(b"(").text("storage").raw(b"ctorch\nDoubleStorage\n").text("7").text("cpu").raw(b"K\x01NtQ")
}

#[test]
fn tensors_within_a_pickle_keep_their_numbers() {
    let storage = storage_file(double_storage);
    check(&with_rate(|pickle| tensor_within(pickle, &storage)), 0.1);
    let told = "base_lrs[0]: must be a finite number, at least 0, got the string \"<";
    let opaque = "an object of torch._utils._rebuild_tensor_v2>\"";
    let beyond = &storage[..storage.len() - 1];
    let shape = "a tensor of float64, shape []>\"";
    assert_eq!(error(with_rate(|pickle| tensor_within(pickle, beyond))), format!("{told}{shape}"));
    let long = [storage.as_slice(), &[0; 4096]].concat();
    let inner = storage_file(|pickle| {
        let length = u32::try_from(storage.len()).unwrap().to_le_bytes();
        pickle.raw(b"ctorch.storage\n_load_from_bytes\nB").raw(length).raw(&storage).raw(b"\x85R")
    });
    for file in [b"".as_slice(), b"\x80\x02N.", &storage[..40], &long, &inner] {
        assert_eq!(error(with_rate(|pickle| tensor_within(pickle, file))), format!("{told}{opaque}"));
    }
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

/// What NumPy 2.4 writes for `np.array(0.1)`, and for `np.array([0.1])`, in protocol 2.
fn array(pickle: Pickle, shape: &[u8], order: &str) -> Pickle {
    pickle
        .raw(b"cnumpy._core.multiarray\n_reconstruct\ncnumpy\nndarray\nK\x00\x85c_codecs\nencode\n")
        .text("b")
        .text("latin1")
        .raw(b"\x86R\x87R(K\x01")
        .raw(shape)
        .raw(b"cnumpy\ndtype\n")
        .text("f8")
        .raw(b"\x89\x88\x87R(K\x03")
        .text(order)
        .raw(b"NNNJ\xff\xff\xff\xffJ\xff\xff\xff\xffK\x00tb\x89c_codecs\nencode\n")
        .text("\u{9a}\u{99}\u{99}\u{99}\u{99}\u{99}\u{b9}?")
        .text("latin1")
        .raw(b"\x86Rtb")
}

fn with_rate(rate: impl FnOnce(Pickle) -> Pickle) -> Vec<u8> {
    let rates = |pickle: Pickle| rate(pickle.raw(b"]")).raw(b"a");
    let last = |pickle: Pickle| pickle.value(&json!([0.1]));
    Pickle::state(&step_lr()).entry("_last_lr", last).entry("base_lrs", rates).end()
}

#[test]
fn arrays_of_numpy_without_a_dimension_are_numbers() {
    check(&with_rate(|pickle| array(pickle, b")", "<")), 0.1);
    // In protocol 5.
    let buffer = |pickle: Pickle| {
        pickle
            .raw(b"cnumpy._core.numeric\n_frombuffer\n(\x96\x08\0\0\0\0\0\0\0")
            .raw(0.1_f64.to_le_bytes())
            .raw(b"cnumpy\ndtype\n")
            .text("f8")
            .raw(b"\x89\x88\x87R)")
            .text("C")
            .raw(b"tR")
    };
    check(&with_rate(buffer), 0.1);
    for (shape, order) in [(b"K\x01\x85".as_slice(), "<"), (b")", ">"), (b"K\x01", "<")] {
        assert_eq!(
            error(with_rate(|pickle| array(pickle, shape, order))),
            "base_lrs[0]: must be a finite number, at least 0, got the string \"<a NumPy array>\""
        );
    }
    let without_state = |pickle: Pickle| pickle.raw(b"cnumpy.core.multiarray\n_reconstruct\n)R");
    assert_eq!(
        error(with_rate(without_state)),
        "base_lrs[0]: must be a finite number, at least 0, got the string \"<a NumPy array>\""
    );
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
    let object = |pickle: Pickle| {
        pickle.raw(b"ctorch.optim.lr_scheduler\nStepLR\n)\x81}").text("gamma").raw(b"K\x01sb")
    };
    let told = "`torch.optim.lr_scheduler.StepLR` was saved as an object, which is code to be run; save \
                `scheduler.state_dict()`";
    assert_eq!(error(object(Pickle::new()).archive(&[])), told);
    let checkpoint = Pickle::state(&json!({"model": {}})).entry("scheduler", object);
    assert_eq!(error(checkpoint.end()), format!("scheduler: {told}"));
    let state = json!({"gamma": 0.5, "base_lrs": [0.1], "_last_lr": [0.1], "last_epoch": 0});
    let with_state = Pickle::state(&json!({"state": state})).entry("scheduler", object);
    assert_eq!(imported(with_state.end()).path, "state");
}
