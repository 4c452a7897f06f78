//! What the tests share: the example files, and the custom classes that some of them hold.

pub(crate) mod pickle;

use std::env;
use std::fs;
use std::io::{self, Cursor, Read, Seek, SeekFrom, Write};
use std::path::{Path, PathBuf};

use glidepath_core::LearningRateSchedule;
use glidepath_interop::{
    ExportOptions, ImportOptions, Imported, InteropError, Json, Target, Written, export, import_bytes,
};
use glidepath_serde::{BoxSchedule, Horizon, LearningRate, register_schedule};
use serde_json::Value;
use zip::write::{SimpleFileOptions, ZipWriter};

/// The class of the files `*_Custom_registered*`.
#[derive(Clone, Debug, serde::Serialize, serde::Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct NoamDecay {
    #[serde(skip_serializing_if = "Option::is_none")]
    d: Option<u32>,
    #[serde(skip_serializing_if = "Option::is_none")]
    d_model: Option<u32>,
    #[serde(skip_serializing_if = "Option::is_none")]
    warmup_steps: Option<u32>,
}

impl LearningRateSchedule for NoamDecay {
    fn learning_rate(&self, _step: u64) -> f64 {
        0.125
    }
}

register_schedule!(NoamDecay, "my_package>NoamDecay");

/// The class of the files `*_Custom_nested*`.
#[derive(Clone, Debug, serde::Serialize, serde::Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct WarmUp {
    inner: BoxSchedule,
    warmup_steps: u32,
}

impl LearningRateSchedule for WarmUp {
    fn learning_rate(&self, step: u64) -> f64 {
        self.inner.learning_rate(step.saturating_sub(self.warmup_steps.into()))
    }
}

register_schedule!(WarmUp, "my_package>WarmUp");

/// Reads for a run of that length.
pub(crate) fn import_for(reader: impl Read + Seek, horizon: &Horizon) -> Result<Imported, InteropError> {
    ImportOptions::new().with_horizon(*horizon).import(reader)
}

/// As [`import_for`], by a path.
pub(crate) fn import_path_for(path: impl AsRef<Path>, horizon: &Horizon) -> Result<Imported, InteropError> {
    ImportOptions::new().with_horizon(*horizon).import_path(path)
}

/// The places of a file that a test damages: one of 13, or all of them if `GLIDEPATH_ALL_BYTES` is set. 13 is
/// odd, so that of aligned numbers each byte is met.
pub(crate) fn places(length: usize) -> impl Iterator<Item = usize> {
    let every = if env::var_os("GLIDEPATH_ALL_BYTES").is_some() { 1 } else { 13 };
    (0..length).step_by(every)
}

/// A folder of `tests/data`.
pub(crate) fn data(folder: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../../tests/data").join(folder)
}

/// The directory of Keras's example files.
pub(crate) fn directory() -> PathBuf {
    data("keras")
}

/// The names of Keras's example files, sorted.
pub(crate) fn example_names() -> Vec<String> {
    names_in("keras")
}

/// The names of the files in a folder of `tests/data`, sorted.
pub(crate) fn names_in(folder: &str) -> Vec<String> {
    names(&data(folder))
}

/// The names of the files in a directory, sorted.
pub(crate) fn names(directory: &Path) -> Vec<String> {
    let mut names: Vec<_> = fs::read_dir(directory)
        .unwrap()
        .map(|entry| entry.unwrap().file_name().into_string().unwrap())
        .collect();
    names.sort_unstable();
    names
}

/// The content of a file that Keras saved.
pub(crate) fn example(name: &str) -> Vec<u8> {
    fs::read(data("keras").join(name)).unwrap()
}

/// The content of a file that PyTorch saved.
pub(crate) fn torch_example(name: &str) -> Vec<u8> {
    fs::read(data("torch").join(name)).unwrap()
}

/// The JSON of a file of reference values.
pub(crate) fn vectors(folder: &str, name: &str) -> Value {
    serde_json::from_slice(&fs::read(data("vectors").join(folder).join(name)).unwrap()).unwrap()
}

/// The content of a file in `tests/data/keras_hdf5`.
pub(crate) fn hdf5(name: &str) -> Vec<u8> {
    fs::read(directory().join("../keras_hdf5").join(name)).unwrap()
}

/// The JSON of an example file.
pub(crate) fn example_json(name: &str) -> Value {
    serde_json::from_slice(&example(name)).unwrap()
}

/// The notes on a file that is right.
#[track_caller]
pub(crate) fn notes(bytes: impl AsRef<[u8]>) -> Vec<String> {
    imported(bytes).notes.iter().map(ToString::to_string).collect()
}

/// The rates of a file that is right at its first steps.
#[track_caller]
pub(crate) fn rates<const N: usize>(bytes: impl AsRef<[u8]>) -> [f64; N] {
    let imported = imported(bytes);
    let mut rates = [0.0; N];
    imported.learning_rate.fill(0, &mut rates);
    rates
}

/// Reads a file that is right.
#[track_caller]
pub(crate) fn imported(bytes: impl AsRef<[u8]>) -> Imported {
    import_bytes(bytes.as_ref()).unwrap()
}

/// The text of the error of a file that is wrong.
#[track_caller]
pub(crate) fn error(bytes: impl AsRef<[u8]>) -> String {
    import_bytes(bytes.as_ref()).unwrap_err().to_string()
}

/// A zip archive of one deflated file.
pub(crate) fn archive(name: &str, content: &[u8]) -> Vec<u8> {
    let mut writer = ZipWriter::new(Cursor::new(Vec::new()));
    writer.start_file(name, SimpleFileOptions::default()).unwrap();
    writer.write_all(content).unwrap();
    writer.finish().unwrap().into_inner()
}

/// The same value with every number as a double: Keras keeps `1.0` where a step count is written as `1`.
pub(crate) fn with_doubles(value: &Value) -> Value {
    match value {
        Value::Number(number) => Value::from(number.as_f64()),
        Value::Array(elements) => elements.iter().map(with_doubles).collect(),
        Value::Object(entries) => {
            Value::Object(entries.iter().map(|(key, value)| (key.clone(), with_doubles(value))).collect())
        }
        other => other.clone(),
    }
}

/// Counts what is read.
#[derive(Debug)]
pub(crate) struct Counting<R> {
    reader: R,
    pub(crate) bytes: usize,
}

impl<R> Counting<R> {
    pub(crate) fn new(reader: R) -> Self {
        Self { reader, bytes: 0 }
    }

    pub(crate) fn into_inner(self) -> R {
        self.reader
    }
}

impl<R: Read> Read for Counting<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let read = self.reader.read(buffer)?;
        self.bytes += read;
        Ok(read)
    }
}

impl<R: Seek> Seek for Counting<R> {
    fn seek(&mut self, position: SeekFrom) -> io::Result<u64> {
        self.reader.seek(position)
    }
}

/// Writes a rate for a run of which nothing is known.
pub(crate) fn to(target: Target, learning_rate: &LearningRate) -> Result<Written, InteropError> {
    export(std::slice::from_ref(learning_rate), target, &ExportOptions::new())
}

/// The JSON of what was written.
#[track_caller]
pub(crate) fn json_of(written: &Written) -> Json {
    written.json().expect("a form that is JSON").clone()
}
