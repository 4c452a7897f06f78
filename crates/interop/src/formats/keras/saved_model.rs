//! The folder that TensorFlow's `model.save` writes: `saved_model.pb`, and `keras_metadata.pb` beside it.
//!
//! The latter has a JSON text for each part of the model: `SavedMetadata.nodes` of
//! `tensorflow/python/keras/protobuf/saved_metadata.proto` (2.15), and of each node its `metadata`. That of
//! the model itself has `training_config`.

use std::path::Path;

use glidepath_serde::Horizon;

use super::marks::SAVED_METADATA;
use super::read::{HARMLESS, training_config};
use super::sources;
use crate::containers::{self, protobuf};
use crate::model::{Imported, InteropError};
use crate::values::account;

/// The field numbers that lead to the texts: `nodes`, `metadata`.
const METADATA: [u32; 2] = [1, 5];

/// Reads the rate of the model in a folder.
pub(super) fn read(folder: &Path, horizon: &Horizon) -> Result<Imported, InteropError> {
    in_metadata(&folder.join(SAVED_METADATA), horizon).map_err(|error| error.in_file(SAVED_METADATA))
}

fn in_metadata(file: &Path, horizon: &Horizon) -> Result<Imported, InteropError> {
    let bytes = containers::read_file(file)?;
    for text in protobuf::strings(&bytes, &METADATA).map_err(|error| InteropError::new(error.to_string()))? {
        let part = containers::json(text.as_bytes())?;
        if let Some(config) = part.get("training_config").filter(|config| !config.is_null()) {
            let imported = training_config(config, sources::SAVED_MODEL, horizon)?;
            account::check(config, HARMLESS)?;
            return Ok(imported);
        }
    }
    Err(InteropError::no_learning_rate(
        "",
        "no part of the model has a `training_config`, so it was never compiled",
    ))
}
