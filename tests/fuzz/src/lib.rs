//! What must hold of everything that is read, whatever the bytes were.

use std::io::{Cursor, Write};

use glidepath_core::{LearningRateSchedule, MetricSchedule};
use glidepath_interop::{
    Imported, ImportedMetric, InteropError, import_bytes, import_metric_bytes, to_keras2, to_keras3,
    transformers,
};
use glidepath_serde::LearningRate;
use zip::write::{SimpleFileOptions, ZipWriter};

/// What the files of HDF5 begin with.
pub const HDF5: &[u8] = b"\x89HDF\r\n\x1a\n";

/// The pickles before the one that matters in a file of `torch.save` from before 1.6.
pub const TORCH_LEGACY: &[u8] = b"\x80\x02\x8a\nl\xfc\x9cF\xf9 j\xa8P\x19.\x80\x02M\xe9\x03.\x80\x02}q\x00.";

/// The steps at which rates are looked at.
const STEPS: [u64; 7] = [0, 1, 2, 10, 1_000, 1 << 40, u64::MAX];

/// Reads a file in every way. It is an error with a text, or what it gives keeps its promises.
///
/// # Panics
///
/// If something does not hold.
pub fn check(file: &[u8]) {
    check_import(import_bytes(file));
    if let Ok(imported) = import_metric_bytes(file) {
        check_metric(imported);
    }
}

/// Reads a file as [`check`], with the beginning of its kind before it if it has none.
///
/// # Panics
///
/// As [`check`].
pub fn check_behind(beginning: &[u8], file: &[u8]) {
    let signature = &beginning[..beginning.len().min(8)];
    if file.starts_with(signature) { check(file) } else { check(&[beginning, file].concat()) }
}

/// Reads the arguments and the state of a Trainer's run.
///
/// # Panics
///
/// As [`check`].
pub fn check_run(arguments: &str, trainer_state: &str) {
    if let (Ok(arguments), Ok(state)) = (serde_json::from_str(arguments), serde_json::from_str(trainer_state))
    {
        check_import(transformers::import_run(&arguments, &state));
    }
}

/// A zip archive of these members.
///
/// # Panics
///
/// If they are too large for one.
#[must_use]
pub fn archive(members: &[(&str, &[u8])]) -> Vec<u8> {
    let options = SimpleFileOptions::default().compression_method(zip::CompressionMethod::Stored);
    let mut writer = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, content) in members {
        writer.start_file(*name, options).expect("a new member");
        writer.write_all(content).expect("memory");
    }
    writer.finish().expect("an archive").into_inner()
}

fn check_import(result: Result<Imported, InteropError>) {
    match result {
        Ok(imported) => {
            imported.groups().for_each(check_rate);
            check_sound(imported.scheduler().learning_rate());
            imported.notes.iter().for_each(|note| assert!(!note.to_string().is_empty()));
        }
        Err(error) => assert!(!error.to_string().is_empty()),
    }
}

fn check_metric(imported: ImportedMetric) {
    for mut rate in imported.rates {
        check_sound(rate.learning_rate());
        for metric in [1.0, f64::NAN, f64::NEG_INFINITY, 1.0, 2.0] {
            check_sound(rate.observe(metric));
        }
    }
}

/// Rates are finite and not negative, and what is written is read as the same.
fn check_rate(rate: &LearningRate) {
    let rates = rates(rate);
    rates.into_iter().for_each(check_sound);
    let text = serde_json::to_string(rate).expect("what is read can be written");
    let again: LearningRate = serde_json::from_str(&text).expect("what is written can be read");
    assert_eq!(*rate, again, "{text}");
    for json in [to_keras2(rate), to_keras3(rate)].into_iter().flatten() {
        let again = import_bytes(json.to_string().as_bytes()).expect("what is written for Keras can be read");
        assert_eq!(rates, self::rates(&again.learning_rate), "{text} is not {json}");
    }
}

fn rates(rate: &LearningRate) -> [f64; STEPS.len()] {
    STEPS.map(|step| rate.learning_rate(step))
}

fn check_sound(rate: f64) {
    assert!(rate.is_finite() && rate >= 0.0, "{rate:?}");
}
