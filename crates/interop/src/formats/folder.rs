//! What a folder is, by the files that it has.

use std::fs::File;
use std::path::Path;

use glidepath_serde::Horizon;

use crate::formats::keras::step;
use crate::formats::{torch, transformers};
use crate::import::from_model_config;
use crate::model::{Imported, InteropError, Source};
use crate::values::text;

/// What Keras writes into an archive, or into a folder if told to. Others have a `config.json` as well.
const KERAS_CONFIG: &str = "config.json";
const KERAS_METADATA: &str = "metadata.json";

/// Reads a folder of any known kind.
pub(crate) fn read(folder: &Path, horizon: &Horizon) -> Result<Imported, InteropError> {
    let has = |name: &str| folder.join(name).is_file();
    if has(transformers::CHECKPOINT_STATE) {
        transformers::import_checkpoint(folder)
    } else if has(KERAS_CONFIG) && has(KERAS_METADATA) {
        from_keras(folder, horizon)
    } else if has(torch::ACCELERATE_SCHEDULER) {
        torch::import_folder(folder)?.into_rate()
    } else {
        Err(InteropError::NoCheckpoint)
    }
}

fn from_keras(folder: &Path, horizon: &Horizon) -> Result<Imported, InteropError> {
    let config = text::read(File::open(folder.join(KERAS_CONFIG)).map_err(InteropError::Io)?)?;
    let imported = Imported { source: Source::KerasFolder, ..from_model_config(&config, horizon)? };
    step::add(step::in_folder(folder, &imported.path), imported)
}
