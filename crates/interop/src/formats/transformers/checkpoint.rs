//! The folder that a Trainer saves.

use std::fs::{self, File};
use std::path::Path;

use serde_json::Value;

use super::saved::SavedScheduler;
use super::state::TrainerState;
use super::{TransformersNote, are_whole, of_run};
use crate::containers::torch_file;
use crate::formats::torch;
use crate::model::{Imported, InteropError, Note, Source};
use crate::values::text;

pub(crate) const STATE: &str = "trainer_state.json";
const ARGUMENTS: &str = "training_args.bin";
const SCHEDULER: &str = "scheduler.pt";

/// Reads a folder with `trainer_state.json` and the training arguments.
pub(crate) fn import_checkpoint(folder: &Path) -> Result<Imported, InteropError> {
    let file = arguments_file(folder)?;
    let state = read(folder, STATE).and_then(|state| TrainerState::read(&state));
    let state = state.map_err(|error| in_file(STATE, error))?;
    let (saved, problem) = match saved_scheduler(folder).transpose() {
        Ok(saved) => (saved, None),
        Err(error) => (None, Some(error.to_string())),
    };
    let arguments = if file == ARGUMENTS { read_object(folder) } else { read(folder, &file) };
    let imported = arguments.and_then(|arguments| of_run(&arguments, &state, saved.as_ref()));
    let mut imported = imported.map_err(|error| in_file(&file, error))?;
    let unread = problem.map(|problem| TransformersNote::UnreadScheduler { problem });
    imported.notes.extend(unread.map(Note::Transformers));
    Ok(Imported { source: Source::TrainerCheckpoint, path: file, ..imported })
}

/// The state of the scheduler, if it was saved.
fn saved_scheduler(folder: &Path) -> Option<Result<SavedScheduler, InteropError>> {
    let path = folder.join(SCHEDULER);
    path.is_file().then(|| read_pickle(&path).and_then(|state| SavedScheduler::read(&state)))
}

/// The training arguments as an object.
fn read_object(folder: &Path) -> Result<Value, InteropError> {
    let value = read_pickle(&folder.join(ARGUMENTS))?;
    if are_whole(&value) {
        Ok(value)
    } else {
        Err(InteropError::NotTrainingArguments { got: torch::describe(&value) })
    }
}

fn read_pickle(path: &Path) -> Result<Value, InteropError> {
    torch_file::read(File::open(path).map_err(InteropError::Io)?).map(|(value, _)| value)
}

/// The file of the training arguments: a JSON copy, or else the object.
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
        0 if folder.join(ARGUMENTS).is_file() => Ok(ARGUMENTS.to_owned()),
        0 => Err(InteropError::NoTrainingArguments),
        1 => Ok(files.remove(0)),
        _ => Err(InteropError::SeveralTrainingArguments { files }),
    }
}

fn read(folder: &Path, name: &str) -> Result<Value, InteropError> {
    text::parse(&text::read(File::open(folder.join(name)).map_err(InteropError::Io)?)?)
}

/// Says in which file of a folder something is wrong.
pub(crate) fn in_file(file: &str, error: InteropError) -> InteropError {
    InteropError::InFile { file: file.to_owned(), error: Box::new(error) }
}
