//! Whole models that Keras saved as HDF5: `model.save("model.h5")`.

use std::io::{Read, Seek};

use glidepath_serde::Horizon;
use serde_json::Value;

use crate::containers::hdf5::Hdf5;
use crate::formats::keras::{read as locate, step};
use crate::model::{Imported, InteropError, Source};
use crate::values::text;

/// Reads the learning rate of a model, and how far its training was.
pub(crate) fn read<R: Read + Seek>(reader: R, horizon: &Horizon) -> Result<Imported, InteropError> {
    let mut file = Hdf5::open(reader)?;
    let root = file.root()?;
    let Some(config) = file.text(&root, "training_config")? else {
        let is_model = file.has(&root, "model_config")?;
        return Err(if is_model { InteropError::NotCompiled } else { InteropError::NoTrainingConfig });
    };
    let config = parse(&config)?;
    let imported = locate::in_training_config(&config, Source::Hdf5, horizon)?;
    let step = step::in_h5(&mut file, &root, optimizer_name(&config, &imported.path));
    step::add(step, imported)
}

/// Parses the attribute `training_config`.
fn parse(config: &[u8]) -> Result<Value, InteropError> {
    text::parse(config).map_err(|error| {
        let problem = match error {
            InteropError::Empty => "is empty".to_owned(),
            InteropError::NotUtf8 { byte, offset } => {
                format!("byte {byte:#04x} at offset {offset} is not UTF-8")
            }
            InteropError::NotJson(error) => format!("not JSON: {error}"),
            error => error.to_string(),
        };
        InteropError::invalid("training_config", problem)
    })
}

/// What the optimizer is called whose learning rate has this path. Keras calls its weights after it.
fn optimizer_name<'a>(config: &'a Value, path: &str) -> Option<&'a str> {
    let path = path.strip_prefix("training_config.")?.strip_suffix(".learning_rate")?;
    config.pointer(&format!("/{}/name", path.replace('.', "/")))?.as_str()
}
