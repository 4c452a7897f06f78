//! The folder that a Trainer saves.

use std::fs::{self, File};
use std::path::Path;

use serde_json::Value;

use super::of_run;
use super::state::TrainerState;
use crate::{Imported, InteropError, Source, text};

pub(super) const STATE: &str = "trainer_state.json";

/// Reads a folder with `trainer_state.json` and a JSON copy of the training arguments.
pub(crate) fn import_checkpoint(folder: &Path) -> Result<Imported, InteropError> {
    if !folder.join(STATE).is_file() {
        return Err(InteropError::NoCheckpoint);
    }
    let arguments = arguments_file(folder)?;
    let state = read(folder, STATE).and_then(|state| TrainerState::read(&state));
    let state = state.map_err(|error| in_file(STATE, error))?;
    let imported = read(folder, &arguments).and_then(|arguments| of_run(&arguments, &state));
    let imported = imported.map_err(|error| in_file(&arguments, error))?;
    Ok(Imported { source: Source::TrainerCheckpoint, path: arguments, ..imported })
}

/// The JSON file that is called after the training arguments.
fn arguments_file(folder: &Path) -> Result<String, InteropError> {
    let mut files = Vec::new();
    for entry in fs::read_dir(folder).map_err(InteropError::Io)? {
        let name = entry.map_err(InteropError::Io)?.file_name().to_string_lossy().into_owned();
        if name.starts_with("training_args") && name.ends_with(".json") {
            files.push(name);
        }
    }
    files.sort_unstable();
    match files.len() {
        0 => Err(InteropError::NoTrainingArguments),
        1 => Ok(files.remove(0)),
        _ => Err(InteropError::SeveralTrainingArguments { files }),
    }
}

fn read(folder: &Path, name: &str) -> Result<Value, InteropError> {
    text::parse(&text::read(File::open(folder.join(name)).map_err(InteropError::Io)?)?)
}

/// Says in which file of a folder something is wrong.
pub(super) fn in_file(file: &str, error: InteropError) -> InteropError {
    InteropError::InFile { file: file.to_owned(), error: Box::new(error) }
}
