//! PyTorch files and pickles made to do harm: a clear error or a right answer, no panic, no hang, no flood of
//! memory.

use std::io::{Cursor, Write};

use glidepath_interop::import;
use serde_json::json;
use zip::CompressionMethod;
use zip::write::{SimpleFileOptions, ZipWriter};

use crate::common::pickle::Pickle;
use crate::common::{Counting, archive, error, imported};

const NO_SCHEDULER: &str = "no scheduler found: expected what `scheduler.state_dict()` gives, alone or in a checkpoint, \
                            got";

#[track_caller]
fn check(pickle: &[u8], want: &str) {
    alone(pickle, want);
    assert_eq!(error(archive("data.pkl", pickle)), want);
}

#[track_caller]
fn alone(pickle: &[u8], want: &str) {
    assert_eq!(error(pickle), want);
}

#[test]
fn code_is_not_run() {
    check(b"cos\nsystem\n(S'echo harm'\ntR.", &format!("{NO_SCHEDULER} an object of os.system"));
    check(
        b"\x80\x04\x8c\x08builtins\x8c\x04exec\x93\x8c\x04harm\x85R.",
        &format!("{NO_SCHEDULER} an object of builtins.exec"),
    );
    check(b"(ios\nsystem\n.", &format!("{NO_SCHEDULER} an object of os.system"));
    check(b"(cos\nsystem\nS'echo harm'\no.", &format!("{NO_SCHEDULER} an object of os.system"));
    let state =
        Pickle::state(&json!({"base_lrs": [0.1], "_last_lr": [0.1], "last_epoch": 0, "step_size": 1}));
    let state = state.entry("gamma", |pickle| pickle.raw(b"cos\nsystem\n(").text("echo harm").raw(b"tR"));
    check(
        &state.end(),
        "gamma: must be a finite number, at least 0, got the string \"<an object of os.system>\"",
    );
}

#[test]
fn depth_does_no_harm() {
    let lists = [b"\x80\x02".as_slice(), &vec![b']'; 10_000], &vec![b'a'; 9_999], b"."].concat();
    check(&lists, &format!("{NO_SCHEDULER} a list"));
    let tuples = [b"\x80\x02N".as_slice(), &vec![0x85; 10_000], b"."].concat();
    check(&tuples, &format!("{NO_SCHEDULER} a list"));
    let marks = [b"\x80\x02".as_slice(), &vec![b'('; 10_000], b"N.", &vec![b't'; 10_000]].concat();
    check(&marks, &format!("{NO_SCHEDULER} null"));
    let mut states = Pickle::new();
    for _ in 0..10_000 {
        states = states.raw(b"}").entry("_last_lr", |pickle| pickle.value(&json!([0.1])));
        states = states.text("_schedulers").raw(b"](");
    }
    let states = (0..10_000).fold(states.raw(b"N"), |states, _| states.raw(b"es"));
    check(
        &states.end(),
        "_schedulers[0]._schedulers[0]._schedulers[0]._schedulers[0]._schedulers[0]._schedulers[0]._schedulers[0].\
         _schedulers[0]._schedulers[0]._schedulers[0]._schedulers[0]._schedulers[0]._schedulers[0]._schedulers[0].\
         _schedulers[0]._schedulers[0]._schedulers[0]._schedulers[0]._schedulers[0]._schedulers[0]._schedulers[0].\
         _schedulers[0]._schedulers[0]._schedulers[0]._schedulers[0]._schedulers[0]._schedulers[0]._schedulers[0].\
         _schedulers[0]._schedulers[0]._schedulers[0]._schedulers[0]: must be an object, got the string \"<a value \
         too deep>\"",
    );
}

#[test]
fn lengths_that_are_not_there_are_not_believed() {
    for (instruction, length) in [(0x8d, 1_u64 << 60), (0x8e, 1 << 60), (0x96, u64::MAX)] {
        let pickle = [b"\x80\x04".as_slice(), &[instruction], &length.to_le_bytes(), b"ab."].concat();
        check(
            &pickle,
            &format!("damaged pickle: at byte 11 it wants {length} more bytes, of which there are 3"),
        );
    }
    check(
        b"\x80\x02X\xff\xff\xff\xffab.",
        "damaged pickle: at byte 7 it wants 4294967295 more bytes, of which there are 3",
    );
    check(
        b"\x80\x02\x8b\xff\xff\xff\xffab.",
        "damaged pickle: at byte 7 it wants 4294967295 more bytes, of which there are 3",
    );
}

#[test]
fn values_that_refer_to_each_other_do_not_multiply() {
    let mut laughs = Pickle::new().raw(b"]q\x00");
    for level in 1..100 {
        laughs = laughs.raw(b"](").raw([b'h', level - 1].repeat(10)).raw(b"eq").raw([level]);
    }
    check(&laughs.end(), "too large: the pickled values take more than 96 MiB of memory");
    let text = "a".repeat(100_000);
    let texts = Pickle::new().text(&text).raw(b"q\x000](").raw(b"h\x00".repeat(2_000)).raw(b"e");
    check(&texts.end(), "too large: the pickled values take more than 96 MiB of memory");
}

#[test]
fn a_value_that_holds_itself_is_passed_over() {
    check(b"\x80\x02]q\x00h\x00a.", &format!("{NO_SCHEDULER} a list"));
    check(
        &Pickle::new().raw(b"}q\x00").entry("self", |pickle| pickle.raw(b"h\x00")).end(),
        &format!("{NO_SCHEDULER} an object of `self`"),
    );
    let state = Pickle::new().raw(b"}q\x00").entry("last_epoch", |pickle| pickle.raw(b"K\x00"));
    let state = state.entry("base_lrs", |pickle| pickle.raw(b"](h\x00e"));
    let state = state.entry("gamma", |pickle| pickle.raw(b"h\x00"));
    check(
        &state.end(),
        "gamma: must be a finite number, at least 0, got the string \"<a value that holds itself>\"",
    );
}

#[test]
fn work_and_memory_are_bounded() {
    let too_many = |what: &str, byte: usize| format!("damaged pickle: at byte {byte} it {what}");
    let long = |instructions: &[u8], times: usize| {
        [b"\x80\x02".as_slice(), &instructions.repeat(times), b"."].concat()
    };
    let copies = [b"\x80\x02N".as_slice(), &vec![b'2'; 3 << 20], b"."].concat();
    alone(&copies, &too_many("piles up too many values", 2 + (1 << 20)));
    alone(&long(b"(", 3 << 20), &too_many("sets too many marks", 2 + (1 << 20)));
    alone(&long(b"N0", 10 << 20), &too_many("makes more than 1048576 values", 2 + (2 << 20)));
    alone(
        &long(b"\x95\0\0\0\0\0\0\0\0", 3 << 20)[..20 << 20],
        "damaged pickle: at byte 20971515 it breaks off",
    );
    alone(&long(b"N", 40 << 20), "damaged pickle: at byte 33554432 it goes on; at most 32 MiB are read");
    let memo = [b"\x80\x04N".as_slice(), &[0x94; 2 << 20], b"."].concat();
    alone(&memo, &too_many("remembers too many values", 3 + (1 << 20)));
    let mut pairs = Pickle::new().raw(b"](").raw(b"K\x01K\x02\x86".repeat(1_000)).raw(b"eq\x00");
    pairs = pairs.raw(b"ccollections\nOrderedDict\nq\x010").raw(b"h\x01h\x00\x85R0".repeat(10_000));
    alone(&pairs.raw(b"N").end(), &too_many("takes more than 8388608 instructions", 63_385));
}

/// Bytes that are read as a file of their own, over and over again.
#[test]
fn files_within_a_pickle_do_not_multiply_the_work() {
    let start = b"\x80\x02\x8a\nl\xfc\x9cF\xf9 j\xa8P\x19.";
    let file = [start.as_slice(), &[b'N'; 1_000]].concat();
    let length = u32::try_from(file.len()).unwrap().to_le_bytes();
    let pickle =
        Pickle::new().raw(b"ctorch.storage\n_load_from_bytes\nq\x00B").raw(length).raw(&file).raw(b"q\x01");
    let calls = b"h\x00h\x01\x85R0".repeat(1_000_000);
    let text = error(pickle.raw(calls).end());
    assert!(
        text.starts_with("damaged pickle: at byte ")
            && text.ends_with("it takes more than 8388608 instructions")
    );
}

#[test]
fn tensors_are_not_believed() {
    let state = || Pickle::state(&json!({"base_lrs": [0.1], "_last_lr": [0.1], "last_epoch": 0}));
    for shape in [&[][..], &[1], &[1 << 62], &[64; 40]] {
        let shape_text: Vec<_> = shape.iter().map(ToString::to_string).collect();
        assert_eq!(
            error(state().entry("gamma", |pickle| pickle.tensor("FloatStorage", "../../x", shape)).end()),
            format!(
                "gamma: must be a finite number, at least 0, got the string \"<a tensor of float32, shape [{}]>\"",
                shape_text.join(", ")
            )
        );
    }
}

#[test]
fn a_zip_bomb_is_refused() {
    let bomb = archive("archive/data.pkl", &vec![b'N'; (32 << 20) + 1]);
    assert!(bomb.len() < 1 << 20);
    assert_eq!(error(bomb), "damaged PyTorch archive: `archive/data.pkl`: inflates to more than 32 MiB");
}

#[test]
fn a_storage_that_is_a_bomb_is_not_read() {
    let state = json!({"gamma": 0.5, "_last_lr": [0.1], "last_epoch": 0});
    let state = Pickle::state(&state)
        .entry("base_lrs", |pickle| pickle.raw(b"]").tensor("DoubleStorage", "0", &[]).raw(b"a"));
    assert_eq!(
        error(state.archive(&[("0", &vec![0; 1 << 20])])),
        "base_lrs[0]: must be a finite number, at least 0, got the string \"<a tensor of float64, shape []>\""
    );
}

#[test]
fn lists_of_parameter_groups_do_not_multiply_the_state() {
    let state = json!({"gamma": 0.5, "milestones": vec![1; 2_000], "base_lrs": vec![0.1; 2_000],
        "_last_lr": vec![0.1; 2_000], "last_epoch": 0});
    assert_eq!(
        error(state.to_string()),
        "base_lrs: must have fewer elements, because the file has so many other values, got 2000"
    );
}

#[test]
fn the_weights_are_not_read() {
    let state = json!({"gamma": 0.5, "base_lrs": [0.1], "_last_lr": [0.1], "last_epoch": 0});
    let pickle = Pickle::new().raw(b"}(").text("model").raw(b"}(").text("weight");
    let pickle = pickle.tensor("FloatStorage", "0", &[13 << 20]).raw(b"u").text("scheduler").value(&state);
    let options = SimpleFileOptions::default().compression_method(CompressionMethod::Stored);
    let mut writer = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, content) in [("m/data.pkl", pickle.raw(b"u").end()), ("m/data/0", vec![7; 52 << 20])] {
        writer.start_file(name, options).unwrap();
        writer.write_all(&content).unwrap();
    }
    let mut reader = Counting::new(writer.finish().unwrap());
    assert_eq!(import(&mut reader).unwrap().path, "scheduler");
    assert!(reader.bytes < 200_000, "read {} bytes", reader.bytes);
    assert_eq!(imported(reader.into_inner().into_inner()).step, Some(0));
}
