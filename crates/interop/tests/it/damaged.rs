//! Files that broke off, and files of which a byte is wrong: an error with a text, or rates that are some.

use std::fs;
use std::path::{Path, PathBuf};

use glidepath_core::LearningRateSchedule;
use glidepath_interop::{Imported, InteropError, import_bytes, import_path};

use crate::common::{data, names_in, places, vectors};

/// The files of a folder whose names end so, with their content.
fn files(folder: &str, ending: &str) -> Vec<(String, Vec<u8>)> {
    let names = names_in(folder).into_iter().filter(|name| name.ends_with(ending));
    let files: Vec<_> =
        names.map(|name| (name.clone(), fs::read(data(folder).join(name)).unwrap())).collect();
    assert!(!files.is_empty(), "{folder} has none with {ending}");
    files
}

/// Cuts files off at many lengths, and at all of the last 40.
#[track_caller]
fn check_truncations(files: &[(String, Vec<u8>)]) {
    for (name, whole) in files {
        let end = whole.trim_ascii_end().len();
        for length in places(end).chain(end.saturating_sub(40)..end) {
            let text = import_bytes(&whole[..length]).map_err(|error| error.to_string());
            assert!(text.is_err_and(|text| !text.is_empty()), "{name} cut at {length}");
        }
    }
}

#[track_caller]
fn check(result: Result<Imported, InteropError>) {
    match result {
        Ok(imported) => {
            for rate in [0, 1, 1_000, u64::MAX].map(|step| imported.learning_rate.learning_rate(step)) {
                assert!(rate.is_finite() && rate >= 0.0, "{rate:?}");
            }
        }
        Err(error) => assert!(!error.to_string().is_empty()),
    }
}

/// Changes bytes of files in these bits.
#[track_caller]
fn check_changes(files: &[(String, Vec<u8>)], masks: &[u8]) {
    assert!(!files.is_empty());
    for (_, whole) in files {
        let mut bytes = whole.clone();
        for index in places(bytes.len()) {
            for mask in masks {
                bytes[index] ^= mask;
                check(import_bytes(&bytes));
                bytes[index] ^= mask;
            }
        }
    }
}

fn bits() -> Vec<u8> {
    (0..8).map(|bit| 1 << bit).collect()
}

/// The calls of optax's functions, of which no framework writes files.
fn calls() -> Vec<(String, Vec<u8>)> {
    let names = names_in("vectors/optax").into_iter().filter(|name| name.ends_with(".json"));
    let call = |name: String| {
        let call = vectors("optax", &name)["cases"][0]["serialized"].to_string();
        (name, call.into_bytes())
    };
    names.map(call).collect()
}

const JSON: [&str; 5] = ["keras", "torch", "timm", "deepspeed", "units"];

#[test]
fn truncations_of_json_are_errors() {
    JSON.iter().for_each(|folder| check_truncations(&files(folder, ".json")));
    check_truncations(&calls());
}

#[test]
fn truncations_of_pickles_are_errors() {
    check_truncations(&files("pickles", ".pickle"));
    [".pt", ".ckpt"].iter().for_each(|ending| check_truncations(&files("torch", ending)));
    check_truncations(&files("transformers/checkpoint-15", ".bin"));
}

#[test]
fn truncations_of_models_are_errors() {
    for folder in ["keras", "keras_hdf5"] {
        check_truncations(&files(folder, ".keras"));
        check_truncations(&files(folder, ".h5"));
    }
}

#[test]
fn no_changed_byte_of_json_does_harm() {
    // A digit becomes another one, or a letter; a letter changes its case; a sign becomes none of ASCII.
    let masks = [0x01, 0x08, 0x20, 0x80];
    check_changes(&files("keras", "schedule_PiecewiseConstantDecay.json"), &masks);
    check_changes(&files("keras", "optimizer_CosineDecay_warmup.json"), &masks);
    check_changes(&files("keras", "keras3_h5_Custom_nested_training_config.json"), &masks);
    check_changes(&files("torch", "1.13.1.state_dict.json"), &masks);
    JSON[2..].iter().for_each(|folder| check_changes(&files(folder, ".json"), &masks));
    check_changes(&calls(), &masks);
}

#[test]
fn no_changed_byte_of_a_pickle_does_harm() {
    check_changes(&files("torch", "SequentialLR-legacy-format.pt"), &bits());
    check_changes(&files("pickles", ".pickle"), &[0x01, 0x80, 0xff]);
}

#[test]
fn no_changed_byte_of_an_archive_does_harm() {
    check_changes(&files("torch", "ExponentialLR.pt"), &bits());
    check_changes(&files("keras", "keras3_model_CosineDecay_warmup.keras"), &[0x81]);
}

#[test]
fn no_damage_to_a_checkpoint_of_a_trainer_does_harm() {
    let example: PathBuf = data("transformers").join("checkpoint-15");
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("damaged-checkpoint");
    fs::create_dir_all(&folder).unwrap();
    let names = ["trainer_state.json", "training_args_as_json.json"];
    for name in names {
        fs::copy(example.join(name), folder.join(name)).unwrap();
    }
    for name in names {
        let path = folder.join(name);
        let whole = fs::read(&path).unwrap();
        for length in places(whole.trim_ascii_end().len()) {
            fs::write(&path, &whole[..length]).unwrap();
            assert!(import_path(&folder).unwrap_err().to_string().starts_with(name), "cut at {length}");
        }
        for index in places(whole.len()) {
            let mut bytes = whole.clone();
            bytes[index] ^= 0x08;
            fs::write(&path, bytes).unwrap();
            check(import_path(&folder));
        }
        fs::write(&path, whole).unwrap();
    }
}
