//! Checkpoints of DeepSpeed's engine, and the folder that it saves them in.

use std::fs;
use std::path::Path;

use glidepath_serde::Horizon;

use super::{notes, read};
use crate::containers::{Container, Document, open_file};
use crate::formats::wanted::WANTED;
use crate::model::{Imported, InteropError};
use crate::values::arguments::expect;
use crate::values::{Value, text};

/// The file that names the newest checkpoint.
pub(super) const LATEST: &str = "latest";

/// The states of the first process in a checkpoint, which has its folder.
const STATES: [&str; 2] = ["mp_rank_00_model_states.pt", "zero_pp_rank_0_mp_rank_00_model_states.pt"];

/// The most bytes that the name of a checkpoint has.
const LONGEST_NAME: u64 = 256;

/// Reads the configuration in a checkpoint and how often its scheduler was stepped.
pub(super) fn states(
    root: &Value,
    container: Container,
    horizon: &Horizon,
) -> Result<Imported, InteropError> {
    let last = root.at(&["lr_scheduler", "last_batch_iteration"]);
    // The weights, and the arguments of the program, are not its business.
    root.settle();
    let Some(config) = root.get("ds_config") else { return Err(read::state_alone("lr_scheduler")) };
    if config.is_string() {
        let problem = "names a file, which has the scheduler; give that file";
        return Err(InteropError::no_learning_rate("ds_config", problem));
    }
    let imported = read::at(config, "ds_config", horizon)?;
    let step = last.map(steps_made).transpose()?;
    Ok(Imported { source: container.pickled_source(), step, ..imported })
}

/// Reads the newest checkpoint in a folder.
pub(super) fn folder(folder: &Path, horizon: &Horizon) -> Result<Imported, InteropError> {
    let name =
        newest(folder).ok_or_else(|| InteropError::invalid(LATEST, "names no folder of a checkpoint"))?;
    let checkpoint = folder.join(&name);
    let file = STATES.into_iter().find(|file| checkpoint.join(file).is_file());
    let Some(file) = file else {
        let problem = format!("has no `{}`", STATES.join("` or `"));
        return Err(InteropError::no_learning_rate("", problem).in_file(&name));
    };
    let place = format!("{name}/{file}");
    let read = open_file(&checkpoint.join(file), &WANTED)
        .and_then(|Document { values, container, .. }| states(&values, container, horizon));
    let mut imported = read.map_err(|error| error.in_file(&place))?;
    imported.path = format!("{place}: {}", imported.path);
    imported.notes.insert(0, notes::latest_checkpoint(&name));
    Ok(imported)
}

/// The checkpoint that the folder says is the newest.
pub(super) fn newest(folder: &Path) -> Option<String> {
    let file = folder.join(LATEST);
    let is_short =
        fs::metadata(&file).is_ok_and(|metadata| metadata.is_file() && metadata.len() <= LONGEST_NAME);
    let name = fs::read_to_string(file).ok().filter(|_| is_short)?;
    let name = name.trim();
    let is_name = !name.is_empty() && !name.contains(['/', '\\']) && name != "..";
    (is_name && folder.join(name).is_dir()).then(|| text::shortened(name).into_owned())
}

/// The scheduler counts from -1, before its first step.
fn steps_made(last: &Value) -> Result<u64, InteropError> {
    let steps =
        last.as_i64().and_then(|last| last.checked_add(1)).and_then(|steps| u64::try_from(steps).ok());
    expect(steps, "an integer from -1 on", last, "lr_scheduler.last_batch_iteration")
}
