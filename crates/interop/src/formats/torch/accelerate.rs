//! The folder that accelerate's `save_state` writes: the states of schedulers and optimizers, a file each.

use std::path::Path;

use super::notes;
use super::read::{describe, import, no_scheduler};
use crate::containers::open_pickle;
use crate::formats::wanted::WANTED;
use crate::model::{Import, InteropError, Note, Source};
use crate::values::{Object, Value};

/// A folder of accelerate's `save_state`.
const ACCELERATE: Source = Source::file("accelerate", "a folder of accelerate");

/// The first scheduler, which is read.
pub(super) const SCHEDULER: &str = "scheduler.bin";

/// The optimizer that was given first as well. It is beside each scheduler, but may be one of several.
const OPTIMIZER: &str = "optimizer.bin";

/// The most files of a kind that are counted.
const MAX_FILES: usize = 64;

/// Whether a folder is one of accelerate.
pub(super) fn is(folder: &Path) -> bool {
    folder.join(SCHEDULER).is_file()
}

/// Reads the first scheduler, with the parameter groups of the first optimizer.
pub(super) fn read(folder: &Path) -> Result<Import, InteropError> {
    let open = |name: &str| open_pickle(&folder.join(name), &WANTED).map_err(|error| error.in_file(name));
    let mut parts = Object::default();
    if folder.join(OPTIMIZER).is_file()
        && let Value::Object(mut optimizer) = open(OPTIMIZER)?
    {
        optimizer.retain(|key| key == "param_groups");
        parts.insert(OPTIMIZER.to_owned(), optimizer.into());
    }
    let scheduler = open(SCHEDULER)?;
    let got = describe(&scheduler);
    parts.insert(SCHEDULER.to_owned(), scheduler);
    let Some(mut imported) = import(&parts.into(), ACCELERATE)? else {
        return Err(no_scheduler(&got).in_file(SCHEDULER));
    };
    imported.notes_mut().extend(of_names(folder));
    Ok(imported)
}

/// What the names of the other files tell.
fn of_names(folder: &Path) -> impl Iterator<Item = Note> {
    let exist = |name: &dyn Fn(usize) -> String| -> Vec<String> {
        (1..MAX_FILES).map(name).take_while(|name| folder.join(name).is_file()).collect()
    };
    let others = exist(&|number| format!("scheduler_{number}.bin"));
    let processes = exist(&|number| format!("random_states_{number}.pkl")).len() + 1;
    let others = (!others.is_empty()).then_some(notes::other_schedulers(SCHEDULER, &others));
    let processes = (processes > 1).then_some(notes::processes(processes));
    others.into_iter().chain(processes)
}
