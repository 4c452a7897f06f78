//! The door in: from a file or a folder to the learning rate that it holds.

use std::fs::File;
use std::io::{Cursor, Read, Seek};
use std::path::Path;

use glidepath_serde::Horizon;

use crate::model::{Import, Imported, ImportedMetric, InteropError, StepUnit};
use crate::parts::{run_length, step_unit};
use crate::{containers, formats};

/// How to read a file: the length of the run, and the format where it is known.
///
/// ```
/// use glidepath_core::LearningRateSchedule;
/// use glidepath_interop::ImportOptions;
/// use glidepath_serde::Horizon;
///
/// let text = r#"{"learning_rate": {"class_name": "CosineDecay",
///     "config": {"initial_learning_rate": 0.1, "decay_steps": "1dur"}}}"#;
/// let options = ImportOptions::new().with_horizon(Horizon::new().with_total_steps(5_000)?);
/// let imported = options.import_bytes(text.as_bytes())?;
/// assert_eq!(imported.learning_rate.learning_rate(5_000), 0.0);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone, Debug, Default)]
pub struct ImportOptions {
    horizon: Horizon,
    format: Option<String>,
    step_unit: Option<StepUnit>,
}

impl ImportOptions {
    /// Recognizes the format by its content, for a run of unknown length.
    pub fn new() -> Self {
        Self::default()
    }

    /// Reads for a run of this length. Step counts in a file may then have units, as `"10ep"`, and what
    /// leaves the length open is read with this one. A length in the file takes precedence, with a note.
    #[must_use]
    pub fn with_horizon(mut self, horizon: Horizon) -> Self {
        self.horizon = horizon;
        self
    }

    /// Reads as the format of this name, one of [`formats`](crate::formats), whatever marks the file has.
    ///
    /// ```
    /// use glidepath_core::LearningRateSchedule;
    /// use glidepath_interop::{ImportOptions, import_bytes};
    ///
    /// // Does the rate fall linearly from 3e-4, or does it stay there? That depends on the program.
    /// let text = br#"{"learning_rate": 3e-4, "max_steps": 1000}"#;
    /// assert!(import_bytes(text).is_err());
    /// let imported = ImportOptions::new().with_format("transformers").import_bytes(text)?;
    /// assert_eq!(imported.learning_rate.learning_rate(500), 1.5e-4);
    /// # Ok::<(), glidepath_interop::InteropError>(())
    /// ```
    #[must_use]
    pub fn with_format(mut self, name: impl Into<String>) -> Self {
        self.format = Some(name.into());
        self
    }

    /// Says what a step of a scheduler is, where the file does not tell: a configuration that names a class
    /// of PyTorch leaves it to the program. Epochs are stretched to updates, for which the horizon must have
    /// the steps of an epoch.
    ///
    /// ```
    /// use glidepath_core::LearningRateSchedule;
    /// use glidepath_interop::{ImportOptions, StepUnit};
    /// use glidepath_serde::Horizon;
    ///
    /// let text = br#"{"optimizer": {"name": "SGD", "lr": 0.5}, "scheduler": {"name": "StepLR", "step_size": 3}}"#;
    /// let options = ImportOptions::new().with_horizon(Horizon::new().with_steps_per_epoch(100.0)?);
    /// let imported = options.with_step_unit(StepUnit::Epoch).import_bytes(text)?;
    /// assert_eq!(imported.learning_rate.learning_rate(299), 0.5);
    /// assert_eq!(imported.learning_rate.learning_rate(300), 0.05);
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    #[must_use]
    pub fn with_step_unit(mut self, unit: StepUnit) -> Self {
        self.step_unit = Some(unit);
        self
    }

    /// Reads a learning rate.
    ///
    /// The reader is read from its beginning. Of an archive and of HDF5 only the directory and the parts that
    /// describe the rate and the step are read, however large the weights are. Nothing in a file is executed.
    ///
    /// # Errors
    ///
    /// If the reader fails, the file is of no known format or damaged, or it holds no learning rate that can
    /// be told with certainty. The error names the place in the file.
    pub fn import<R: Read + Seek>(&self, reader: R) -> Result<Imported, InteropError> {
        self.read(reader)?.into_rate()
    }

    /// As [`import`](Self::import), from bytes.
    ///
    /// # Errors
    ///
    /// As [`import`](Self::import).
    pub fn import_bytes(&self, bytes: &[u8]) -> Result<Imported, InteropError> {
        self.import(Cursor::new(bytes))
    }

    /// As [`import`](Self::import), from a file or a folder by its path.
    ///
    /// # Errors
    ///
    /// As [`import`](Self::import).
    pub fn import_path(&self, path: impl AsRef<Path>) -> Result<Imported, InteropError> {
        let path = path.as_ref();
        if path.is_dir() {
            return self.told(containers::open_folder(path))?.into_rate();
        }
        self.told(containers::open(File::open(path)?, &formats::WANTED)?.named(path))?.into_rate()
    }

    /// Reads rates that follow a metric, from the same files: the state of PyTorch's `ReduceLROnPlateau` or
    /// of `GreedyLR` of transformers.
    ///
    /// # Errors
    ///
    /// As [`import`](Self::import), and if the rate in the file follows the step.
    pub fn import_metric<R: Read + Seek>(&self, reader: R) -> Result<ImportedMetric, InteropError> {
        self.read(reader)?.into_metric()
    }

    fn read<R: Read + Seek>(&self, reader: R) -> Result<Import, InteropError> {
        self.told(containers::open(reader, &formats::WANTED)?)
    }

    fn told(&self, document: containers::Document<'_>) -> Result<Import, InteropError> {
        let mut import = formats::read(document, self.format.as_deref(), &self.horizon)?;
        if let Import::Rate(imported) = &mut import {
            step_unit::apply(imported, self.step_unit, &self.horizon)?;
            run_length::compare(imported, &self.horizon);
        }
        Ok(import)
    }
}

/// Reads a learning rate from a file of any known format, which is recognized by its content, not by its
/// name.
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
/// As [`ImportOptions::import`].
pub fn import<R: Read + Seek>(reader: R) -> Result<Imported, InteropError> {
    ImportOptions::new().import(reader)
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
/// As [`ImportOptions::import`].
pub fn import_bytes(bytes: &[u8]) -> Result<Imported, InteropError> {
    ImportOptions::new().import_bytes(bytes)
}

/// As [`import`], from a file or a folder by its path.
///
/// # Errors
///
/// As [`ImportOptions::import`].
pub fn import_path(path: impl AsRef<Path>) -> Result<Imported, InteropError> {
    ImportOptions::new().import_path(path)
}

/// Reads rates that follow a metric, from the bytes of a file.
///
/// # Errors
///
/// As [`ImportOptions::import_metric`].
pub fn import_metric_bytes(bytes: &[u8]) -> Result<ImportedMetric, InteropError> {
    ImportOptions::new().import_metric(Cursor::new(bytes))
}
