//! The kinds of Keras's files.

use crate::model::Source;

/// `{"class_name": …, "config": …}` with `module` and `registered_name`: a schedule as Keras writes it since
/// 2.12.
pub(crate) const SCHEDULE: Source = Source::text("keras-schedule", "a Keras schedule");
/// The same without: a schedule as glidepath and TensorFlow 2 write it.
pub(crate) const BARE_SCHEDULE: Source = Source::text("schedule", "a schedule");
/// The configuration of an optimizer, with or without its class.
pub(crate) const OPTIMIZER: Source = Source::text("optimizer", "an optimizer");
/// The `compile_config` of a model.
pub(crate) const COMPILE_CONFIG: Source = Source::text("keras-compile-config", "a model's compile_config");
/// The configuration of a whole model: the `config.json` of a Keras archive.
pub(crate) const MODEL_CONFIG: Source = Source::text("keras-model", "a compiled Keras model");
/// A Keras archive.
pub(crate) const ARCHIVE: Source = Source::file("keras-archive", "a Keras archive");
/// A folder with what a Keras archive has.
pub(crate) const FOLDER: Source = Source::file("keras-folder", "a folder of a Keras model");
/// An HDF5 file of Keras.
pub(crate) const HDF5: Source = Source::file("keras-hdf5", "a Keras HDF5 file");
/// The `training_config` of an HDF5 file.
pub(crate) const TRAINING_CONFIG: Source = Source::text("keras-training-config", "a model's training_config");
/// All attributes of an HDF5 file.
pub(crate) const HDF5_ATTRIBUTES: Source = Source::text("keras-hdf5-attributes", "an HDF5 file's attributes");
/// An optimizer that stands deeper in a file of another program.
pub(crate) const NESTED_OPTIMIZER: Source =
    Source::text("keras-nested-optimizer", "a file with a Keras optimizer");
/// The folder that TensorFlow's `model.save` writes.
pub(crate) const SAVED_MODEL: Source = Source::file("keras-saved-model", "a TensorFlow SavedModel of Keras");
