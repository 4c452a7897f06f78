//! From a file to a learning rate.

use std::fs::File;
use std::io::{Cursor, Read, Seek};
use std::path::Path;

use glidepath_serde::Horizon;
use serde_json::Value;
use zip::ZipArchive;

use crate::containers::markup::Markup;
use crate::containers::{archive, pickle, torch_file};
use crate::formats::keras::{h5, read as locate, step};
use crate::formats::{deepspeed, folder, timm, torch, transformers};
use crate::model::{Import, Imported, ImportedMetric, InteropError, Note, Source};
use crate::parts::run_length;
use crate::values::text;

/// Reads a learning rate from a file of any known kind, which its content tells, not its name.
///
/// The reader is read from its beginning. Of an archive and of HDF5 only the directory and the parts that
/// describe the rate and the step are read, however large the weights are. Nothing in a file is executed, pickles
/// neither.
///
/// ```no_run
/// use std::fs::File;
///
/// use glidepath_core::LearningRateSchedule;
///
/// let imported = glidepath_interop::import(File::open("model.keras")?)?;
/// println!("{}", imported.learning_rate.learning_rate(1_000));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
///
/// # Errors
///
/// If the reader fails, the file is of no known kind or damaged, or what it holds is not a learning rate that
/// this program can read. The error names the place in the file.
pub fn import<R: Read + Seek>(reader: R) -> Result<Imported, InteropError> {
    import_for(reader, &Horizon::new())
}

/// As [`import`], for a run of a known length: step counts in the file may have units, as `"10ep"`, and what leaves the
/// length of the run open is read with this one. A length that is in the file counts before it, with a note.
///
/// ```
/// use std::io::Cursor;
///
/// use glidepath_core::LearningRateSchedule;
/// use glidepath_serde::Horizon;
///
/// let text = r#"{"learning_rate": {"class_name": "CosineDecay",
///     "config": {"initial_learning_rate": 0.1, "decay_steps": "1dur"}}}"#;
/// let horizon = Horizon::new().with_total_steps(5_000)?;
/// let imported = glidepath_interop::import_for(Cursor::new(text), &horizon)?;
/// assert_eq!(imported.learning_rate.learning_rate(5_000), 0.0);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
///
/// # Errors
///
/// As [`import`], and where the horizon cannot resolve a unit.
pub fn import_for<R: Read + Seek>(reader: R, horizon: &Horizon) -> Result<Imported, InteropError> {
    read(reader, horizon)?.into_rate().map(|imported| run_length::compared(imported, horizon))
}

/// As [`import`], from bytes.
///
/// ```
/// use glidepath_core::LearningRateSchedule;
///
/// let imported = glidepath_interop::import_bytes(br#"{"learning_rate": 0.01, "momentum": 0.9}"#)?;
/// assert_eq!(imported.learning_rate.learning_rate(1_000), 0.01);
/// assert_eq!(imported.path, "learning_rate");
/// # Ok::<(), glidepath_interop::InteropError>(())
/// ```
///
/// # Errors
///
/// As [`import`].
pub fn import_bytes(bytes: &[u8]) -> Result<Imported, InteropError> {
    import(Cursor::new(bytes))
}

/// Reads rates that follow a metric, from the same files as [`import`]: the state of PyTorch's `ReduceLROnPlateau` or
/// of `GreedyLR`.
///
/// # Errors
///
/// As [`import`], and if the rate in the file follows the step.
pub fn import_metric<R: Read + Seek>(reader: R) -> Result<ImportedMetric, InteropError> {
    match read(reader, &Horizon::new())? {
        Import::Metric(imported) => Ok(imported),
        Import::Rate(imported) => Err(InteropError::FollowsStep { path: imported.path }),
    }
}

/// As [`import_metric`], from bytes.
///
/// # Errors
///
/// As [`import_metric`].
pub fn import_metric_bytes(bytes: &[u8]) -> Result<ImportedMetric, InteropError> {
    import_metric(Cursor::new(bytes))
}

fn read<R: Read + Seek>(mut reader: R, horizon: &Horizon) -> Result<Import, InteropError> {
    reader.rewind().map_err(InteropError::Io)?;
    let mut start = Vec::new();
    (&mut reader).take(archive::SIGNATURE_LENGTH).read_to_end(&mut start).map_err(InteropError::Io)?;
    reader.rewind().map_err(InteropError::Io)?;
    if archive::is_zip(&start) {
        return from_archive(reader, horizon);
    }
    if archive::is_hdf5(&start) {
        return h5::read(reader, horizon).map(Import::Rate);
    }
    if pickle::is_pickle(&start) {
        let (value, source) = torch_file::from_stream(reader)?;
        return from_pickle(&value, source, horizon);
    }
    let bytes = text::read(&mut reader)?;
    if pickle::is_old_pickle(&bytes) {
        let (value, source) = torch_file::from_stream(Cursor::new(bytes))?;
        return from_pickle(&value, source, horizon);
    }
    let text = text::decode(&bytes)?;
    match Markup::of(text) {
        Some(markup) => Ok(with_note(markup, from_value(&markup.parse(text)?, horizon)?)),
        None => from_value(&text::parse(&bytes)?, horizon),
    }
}

fn from_value(value: &Value, horizon: &Horizon) -> Result<Import, InteropError> {
    match torch::import(value, Source::TorchState)? {
        Some(import) => Ok(import),
        None => locate::learning_rate(value, horizon).map(Import::Rate),
    }
}

/// Says what the text was, where the source says that it was JSON.
fn with_note(markup: Markup, mut import: Import) -> Import {
    let source = match &import {
        Import::Rate(imported) => imported.source,
        Import::Metric(imported) => imported.source,
    };
    if source.description().starts_with("JSON") {
        import.notes_mut().push(Note::Markup { language: markup.name() });
    }
    import
}

fn from_archive<R: Read + Seek>(reader: R, horizon: &Horizon) -> Result<Import, InteropError> {
    let mut archive = archive::open(reader)?;
    if archive.index_for_name("config.json").is_some() {
        return from_keras(&mut archive, horizon).map(Import::Rate);
    }
    match archive::pickle_name(&archive) {
        Some(name) => from_pickle(&torch_file::from_archive(archive, &name)?, Source::Torch, horizon),
        None => Err(InteropError::NoConfig),
    }
}

/// As [`import`], from a file or a folder by its path. A folder is a [checkpoint](transformers#checkpoints) of the
/// Hugging Face Trainer, a model that Keras saved with `zipped=False`, or what accelerate's `save_state` wrote.
///
/// # Errors
///
/// As [`import`].
pub fn import_path(path: impl AsRef<Path>) -> Result<Imported, InteropError> {
    import_path_for(path, &Horizon::new())
}

/// As [`import_path`], for a run of a known length, as [`import_for`].
///
/// # Errors
///
/// As [`import_for`].
pub fn import_path_for(path: impl AsRef<Path>, horizon: &Horizon) -> Result<Imported, InteropError> {
    let path = path.as_ref();
    if path.is_dir() {
        return folder::read(path, horizon).map(|imported| run_length::compared(imported, horizon));
    }
    import_for(File::open(path).map_err(InteropError::Io)?, horizon)
}

/// From the `config.json` of an archive, and the weights beside it.
fn from_keras<R: Read + Seek>(
    archive: &mut ZipArchive<R>,
    horizon: &Horizon,
) -> Result<Imported, InteropError> {
    let imported = from_model_config(&archive::read_config(archive)?, horizon)?;
    let imported = Imported { source: Source::KerasArchive, ..imported };
    step::add(step::in_archive(archive, &imported.path), imported)
}

/// From the `config.json` of a model that was saved whole.
pub(crate) fn from_model_config(config: &[u8], horizon: &Horizon) -> Result<Imported, InteropError> {
    let value = text::parse(config)?;
    if value.is_object() && value.get("compile_config").is_none() {
        return Err(InteropError::NotCompiled);
    }
    locate::learning_rate(&value, horizon)
}

fn from_pickle(value: &Value, source: Source, horizon: &Horizon) -> Result<Import, InteropError> {
    if let Some(import) = torch::import(value, source)? {
        return Ok(import);
    }
    let of_transformers = transformers::import_pickled(value, source, horizon);
    let of_deepspeed = || deepspeed::import_checkpoint(value, source, horizon);
    match of_transformers.or_else(of_deepspeed).or_else(|| timm::import_pickled(value, source)) {
        Some(imported) => imported.map(Import::Rate),
        None => Err(torch::refuse_object(value)
            .unwrap_or_else(|| InteropError::NoScheduler { got: torch::describe(value) })),
    }
}
