//! The folder that accelerate's `save_state` writes: the states of schedulers and optimizers, a file each.

use std::fs::File;
use std::path::Path;

use serde_json::{Map, Value};

use super::{TorchNote, describe, import};
use crate::containers::torch_file;
use crate::formats::transformers::in_file;
use crate::model::{Import, InteropError, Note, Source};

/// The first scheduler, which is read.
pub(crate) const SCHEDULER: &str = "scheduler.bin";

/// The optimizer that was given first as well. It is beside each scheduler, but may be one of several.
const OPTIMIZER: &str = "optimizer.bin";

/// The most files of a kind that are counted.
const MAX_FILES: usize = 64;

/// Reads the first scheduler, with the parameter groups of the first optimizer.
pub(crate) fn import_folder(folder: &Path) -> Result<Import, InteropError> {
    let mut parts = Map::new();
    if folder.join(OPTIMIZER).is_file() {
        let groups = read(folder, OPTIMIZER)?.get_mut("param_groups").map(Value::take);
        let optimizer = groups.map(|groups| Map::from_iter([("param_groups".to_owned(), groups)]));
        parts.insert(OPTIMIZER.to_owned(), optimizer.into());
    }
    parts.insert(SCHEDULER.to_owned(), read(folder, SCHEDULER)?);
    let parts = Value::Object(parts);
    let Some(mut imported) = import(&parts, Source::Accelerate)? else {
        let got = describe(&parts[SCHEDULER]);
        return Err(in_file(SCHEDULER, InteropError::NoScheduler { got }));
    };
    imported.notes_mut().extend(notes(folder).map(Note::Torch));
    Ok(imported)
}

fn read(folder: &Path, name: &str) -> Result<Value, InteropError> {
    let file = File::open(folder.join(name)).map_err(InteropError::Io);
    let value = file.and_then(torch_file::read).map_err(|error| in_file(name, error))?;
    Ok(value.0)
}

/// What the names of the other files tell.
fn notes(folder: &Path) -> impl Iterator<Item = TorchNote> {
    let exist = |name: &dyn Fn(usize) -> String| -> Vec<String> {
        (1..MAX_FILES).map(name).take_while(|name| folder.join(name).is_file()).collect()
    };
    let others = exist(&|number| format!("scheduler_{number}.bin"));
    let processes = exist(&|number| format!("random_states_{number}.pkl")).len() + 1;
    let others = (!others.is_empty()).then_some(TorchNote::OtherSchedulers { paths: others });
    let processes = (processes > 1).then_some(TorchNote::Processes { count: processes });
    others.into_iter().chain(processes)
}
