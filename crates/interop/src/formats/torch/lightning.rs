//! The folder of a run of Lightning, which has its checkpoints in `checkpoints`.

use std::fs;
use std::path::Path;

use super::read::{import, nothing};
use crate::containers::open_pickle;
use crate::formats::notes;
use crate::formats::wanted::WANTED;
use crate::model::{Import, InteropError, Source};

/// A checkpoint in such a folder.
const RUN: Source = Source::file("lightning-run", "a run of Lightning");

const FOLDER: &str = "checkpoints";

/// What `save_last` writes, which is the newest.
const LAST: &str = "last.ckpt";

/// The mark of a folder: that there are checkpoints.
pub(super) fn mark(folder: &Path) -> Option<String> {
    (!names(folder).is_empty()).then(|| format!("checkpoints in `{FOLDER}`"))
}

/// Whether a folder has checkpoints of Lightning.
pub(crate) fn is_run(folder: &Path) -> bool {
    mark(folder).is_some()
}

/// Reads the newest checkpoint.
pub(super) fn read(folder: &Path) -> Result<Import, InteropError> {
    let name = format!("{FOLDER}/{}", newest(names(folder))?);
    let checkpoint = open_pickle(&folder.join(&name), &WANTED)
        .and_then(|root| import(&root, RUN)?.ok_or_else(|| nothing(&root)));
    let mut imported = checkpoint.map_err(|error| error.in_file(&name))?;
    imported.notes_mut().insert(0, notes::newest_checkpoint(&name));
    Ok(imported)
}

/// The names of the checkpoints, in order.
fn names(folder: &Path) -> Vec<String> {
    let entries = fs::read_dir(folder.join(FOLDER)).into_iter().flatten().filter_map(Result::ok);
    let mut names: Vec<_> = entries.filter_map(|entry| entry.file_name().into_string().ok()).collect();
    names.retain(|name| name.ends_with(".ckpt"));
    names.sort();
    names
}

/// The last one, or that after the most steps by its name, as `epoch=9-step=5000.ckpt`.
fn newest(names: Vec<String>) -> Result<String, InteropError> {
    if let [only] = names.as_slice() {
        return Ok(only.clone());
    }
    if names.iter().any(|name| name == LAST) {
        return Ok(LAST.to_owned());
    }
    let steps: Option<Vec<u64>> = names.iter().map(|name| step(name)).collect();
    let newest = steps.and_then(|steps| names.iter().zip(steps).max_by_key(|(_, step)| *step));
    newest.map(|(name, _)| name.clone()).ok_or_else(|| {
        let problem = format!(
            "several checkpoints in `{FOLDER}`, of which the names do not tell the newest: {}; give the one that is meant",
            names.join(", ")
        );
        InteropError::new(problem)
    })
}

/// The number after `step=`.
fn step(name: &str) -> Option<u64> {
    let (_, rest) = name.split_once("step=")?;
    let end = rest.find(|character: char| !character.is_ascii_digit())?;
    rest[..end].parse().ok()
}
