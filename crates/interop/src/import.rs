//! From a file to a learning rate.

use std::io::{Cursor, Read, Seek};

use glidepath_serde::{Horizon, LearningRate};

use crate::{InteropError, Note, Source, archive, locate, text};

/// A learning rate and what is known of where it came from.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub struct Imported {
    /// The rate: a number or a schedule.
    pub learning_rate: LearningRate,
    /// What kind of file it was found in.
    pub source: Source,
    /// Where in the file, as `compile_config.optimizer.config.learning_rate`; empty if it is the whole file.
    pub path: String,
    /// The class of the optimizer that has this rate, if the file says so.
    pub optimizer: Option<String>,
    /// What a reader of the file should know.
    pub notes: Vec<Note>,
}

/// Reads a learning rate from a file of any known kind, which its content tells, not its name.
///
/// The reader is read from its beginning. Of an archive only the directory and `config.json` are read, however large the weights are.
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

/// As [`import`], for a run of a known length: step counts in the file may have units, as `"10ep"`.
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
pub fn import_for<R: Read + Seek>(mut reader: R, horizon: &Horizon) -> Result<Imported, InteropError> {
    reader.rewind().map_err(InteropError::Io)?;
    let mut start = Vec::new();
    (&mut reader).take(archive::SIGNATURE_LENGTH).read_to_end(&mut start).map_err(InteropError::Io)?;
    reader.rewind().map_err(InteropError::Io)?;
    if archive::is_zip(&start) {
        return from_archive(&archive::read_config(reader)?, horizon);
    }
    if archive::is_hdf5(&start) {
        return Err(InteropError::Hdf5);
    }
    locate::learning_rate(&text::parse(&text::read(reader)?)?, horizon)
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

/// From the `config.json` of an archive.
fn from_archive(config: &[u8], horizon: &Horizon) -> Result<Imported, InteropError> {
    let value = text::parse(config)?;
    if value.is_object() && value.get("compile_config").is_none() {
        return Err(InteropError::NotCompiled);
    }
    Ok(Imported { source: Source::KerasArchive, ..locate::learning_rate(&value, horizon)? })
}
