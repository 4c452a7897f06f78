//! The folders that a Trainer saves.

use std::fs;
use std::path::Path;

use glidepath_serde::Horizon;

use super::harmless::{HARMLESS, OF_OBJECTS};
use super::marks::are_whole;
use super::notes;
use super::read::{alone, of_run};
use super::saved::SavedScheduler;
use super::state::TrainerState;
use crate::containers::{open_json, open_pickle};
use crate::formats::notes as shared;
use crate::formats::torch;
use crate::formats::wanted::WANTED;
use crate::model::{Imported, InteropError, Source};
use crate::values::{Value, account, text};

/// A checkpoint of the Trainer: its state and its training arguments.
const CHECKPOINT: Source =
    Source::file("transformers-checkpoint", "a checkpoint of the Hugging Face Trainer");
/// A saved model: its training arguments alone.
const MODEL: Source = Source::file("transformers-model", "a folder with Hugging Face TrainingArguments");

pub(super) const STATE: &str = "trainer_state.json";
pub(super) const ARGUMENTS: &str = "training_args.bin";
const SCHEDULER: &str = "scheduler.pt";

/// What the folders of checkpoints are called in the output folder of a run.
const PREFIX: &str = "checkpoint-";

/// The mark of a folder.
pub(super) fn mark(folder: &Path) -> Option<String> {
    let file = [STATE, ARGUMENTS].into_iter().find(|name| folder.join(name).is_file());
    file.map(|name| format!("the file `{name}`"))
        .or_else(|| Some(format!("the folder `{}`", newest(folder)?)))
}

/// Reads a checkpoint, a saved model, or the output folder of a run, of which the newest checkpoint counts.
pub(super) fn read(folder: &Path, horizon: &Horizon) -> Result<Imported, InteropError> {
    if folder.join(STATE).is_file() {
        return checkpoint(folder);
    }
    if folder.join(ARGUMENTS).is_file() {
        let imported = read_object(folder).and_then(|arguments| {
            let imported = alone(&arguments, horizon)?;
            account::check(&arguments, OF_OBJECTS).map(|()| imported)
        });
        let imported = imported.map_err(|error| error.in_file(ARGUMENTS))?;
        return Ok(Imported { source: MODEL, path: ARGUMENTS.to_owned(), ..imported });
    }
    let Some(name) = newest(folder) else {
        return Err(InteropError::no_learning_rate("", "no checkpoint in the folder"));
    };
    let mut imported = checkpoint(&folder.join(&name)).map_err(|error| error.in_file(&name))?;
    imported.path = format!("{name}/{}", imported.path);
    imported.notes.insert(0, shared::newest_checkpoint(&name));
    Ok(imported)
}

/// The checkpoint after the most steps.
fn newest(folder: &Path) -> Option<String> {
    let entries = fs::read_dir(folder).ok()?.filter_map(Result::ok);
    let names = entries.filter_map(|entry| entry.file_name().into_string().ok());
    let steps = |name: &str| name.strip_prefix(PREFIX)?.parse::<u64>().ok();
    let checkpoints = names.filter(|name| steps(name).is_some() && folder.join(name).join(STATE).is_file());
    checkpoints.max_by_key(|name| steps(name))
}

/// Reads a folder with `trainer_state.json` and the training arguments.
fn checkpoint(folder: &Path) -> Result<Imported, InteropError> {
    let file = arguments_file(folder)?;
    let state = open_json(&folder.join(STATE)).and_then(|state| TrainerState::read(&state));
    let state = state.map_err(|error| error.in_file(STATE))?;
    if let Some(imported) = own_scheduler(folder)? {
        let total_steps = Some(state.max_steps).filter(|&steps| steps > 0);
        return Ok(Imported { total_steps, path: SCHEDULER.to_owned(), ..imported });
    }
    let (saved, problem) = match saved_scheduler(folder).transpose() {
        Ok(saved) => (saved, None),
        Err(error) => (None, Some(error.to_string())),
    };
    let arguments = if file == ARGUMENTS { read_object(folder) } else { open_json(&folder.join(&file)) };
    let harmless = if file == ARGUMENTS { OF_OBJECTS } else { HARMLESS };
    let imported = arguments.and_then(|arguments| {
        let imported = of_run(&arguments, &state, saved.as_ref())?;
        account::check(&arguments, harmless).map(|()| imported)
    });
    let mut imported = imported.map_err(|error| error.in_file(&file))?;
    let unread = problem.map(|problem| notes::unread_scheduler(&problem));
    imported.notes.extend(unread);
    Ok(Imported { source: CHECKPOINT, path: file, ..imported })
}

/// The schedules of a `GlidepathLR`, of which the training arguments know nothing.
fn own_scheduler(folder: &Path) -> Result<Option<Imported>, InteropError> {
    let path = folder.join(SCHEDULER);
    // What else is wrong with the file, `saved_scheduler` says.
    let state = if path.is_file() { open_pickle(&path, &WANTED).ok() } else { None };
    let Some(state) = state else { return Ok(None) };
    torch::own_state(&state, CHECKPOINT).map_err(|error| error.in_file(SCHEDULER))
}

/// The state of the scheduler, if it was saved.
fn saved_scheduler(folder: &Path) -> Option<Result<SavedScheduler, InteropError>> {
    let path = folder.join(SCHEDULER);
    path.is_file().then(|| open_pickle(&path, &WANTED).and_then(|state| SavedScheduler::read(&state)))
}

/// The training arguments as an object.
fn read_object(folder: &Path) -> Result<Value, InteropError> {
    let value = open_pickle(&folder.join(ARGUMENTS), &WANTED)?;
    if are_whole(&value) {
        Ok(value)
    } else {
        let got = match &value {
            Value::String(text) => text::shortened(text.trim_matches(['<', '>'])).into_owned(),
            other => text::describe(other),
        };
        let problem = format!("expected the `TrainingArguments` of Hugging Face transformers, got {got}");
        Err(InteropError::new(problem))
    }
}

/// The file of the training arguments: a JSON copy, or else the object.
fn arguments_file(folder: &Path) -> Result<String, InteropError> {
    let mut files = Vec::new();
    for entry in fs::read_dir(folder)? {
        let name = entry?.file_name().to_string_lossy().into_owned();
        if name.starts_with("training_args") && name.ends_with(".json") {
            files.push(name);
        }
    }
    files.sort_unstable();
    match files.len() {
        0 if folder.join(ARGUMENTS).is_file() => Ok(ARGUMENTS.to_owned()),
        0 => Err(InteropError::new(
            "the checkpoint does not tell its schedule: it has neither `training_args.bin` nor a JSON copy of \
             it, `training_args.json`",
        )),
        1 => Ok(files.remove(0)),
        _ => {
            Err(InteropError::new(format!("several copies of the training arguments: {}", files.join(", "))))
        }
    }
}
