//! How many updates an optimizer has made, which Keras saves with the weights.

use std::collections::BTreeSet;
use std::fs::File;
use std::io::{self, Cursor, Read, Seek};
use std::path::Path;
use std::rc::Rc;

use zip::result::ZipError;
use zip::{CompressionMethod, ZipArchive};

use crate::containers::hdf5::{Hdf5, Hdf5Error, Link, Object};
use crate::formats::keras::notes;
use crate::model::{Imported, InteropError};

/// What the weights are called in a Keras archive.
const WEIGHTS: &str = "model.weights.h5";

/// The most that weights may inflate to. Keras does not deflate them.
const INFLATED_LIMIT: u64 = 32 << 20;

/// How deep in the groups of an `.h5` file a counter may be. The deepest known is
/// `training/cond_1/Adam/iter:0`.
const DEPTH: usize = 5;

/// How many groups and datasets are looked at on the way.
const OBJECTS: usize = 2_000;

/// Why the step is not known, though the file may say it.
#[derive(Debug)]
pub(crate) enum StepError {
    /// The reader failed.
    Io(io::Error),
    /// The reason.
    Unknown(String),
}

type Step = Result<Option<u64>, StepError>;

/// Adds the step to what is known. A schedule is not lost because something else in the file is damaged.
pub(crate) fn add(step: Step, mut imported: Imported) -> Result<Imported, InteropError> {
    match step {
        Ok(step) => imported.step = step,
        Err(StepError::Unknown(reason)) => imported.notes.push(notes::unknown_step(&reason)),
        Err(StepError::Io(error)) => return Err(error.into()),
    }
    Ok(imported)
}

/// The step in a Keras archive, of the optimizer whose learning rate has this path in `config.json`.
pub(crate) fn in_archive<R: Read + Seek>(archive: &mut ZipArchive<R>, path: &str) -> Step {
    let Some(index) = archive.index_for_name(WEIGHTS) else { return Ok(None) };
    let damaged = |error: ZipError| StepError::Unknown(format!("`{WEIGHTS}`: {error}"));
    if archive.by_index_raw(index).map_err(damaged)?.compression() == CompressionMethod::Stored {
        return in_weights(archive.by_index_seek(index).map_err(damaged)?, path);
    }
    let mut weights = Vec::new();
    let member = archive.by_index(index).map_err(damaged)?;
    member.take(INFLATED_LIMIT + 1).read_to_end(&mut weights).map_err(|error| damaged(error.into()))?;
    if u64::try_from(weights.len()).is_ok_and(|length| length <= INFLATED_LIMIT) {
        in_weights(Cursor::new(weights), path)
    } else {
        let limit = INFLATED_LIMIT >> 20;
        Err(StepError::Unknown(format!("`{WEIGHTS}` inflates to more than {limit} MiB")))
    }
}

/// The step in a folder that has what an archive has.
pub(crate) fn in_folder(folder: &Path, path: &str) -> Step {
    let weights = folder.join(WEIGHTS);
    if !weights.is_file() {
        return Ok(None);
    }
    in_weights(File::open(weights).map_err(StepError::Io)?, path)
}

/// The weights have groups like the configuration, and the counter is the first variable of an optimizer.
fn in_weights<R: Read + Seek>(weights: R, path: &str) -> Step {
    let mut file = Hdf5::open(weights)?;
    let groups = path.split('.').filter(|key| !["compile_config", "config", "learning_rate"].contains(key));
    let root = file.root()?;
    let Some(optimizer) = under(&mut file, root, groups)? else { return Ok(None) };
    // Where a model computes in 16 bits, Keras wraps its optimizer, and does not say so in the configuration.
    let inner = file.child(&optimizer, "inner_optimizer")?;
    let counter = under(&mut file, inner.unwrap_or(optimizer), ["vars", "0"].into_iter())?;
    Ok(counter.map(|counter| file.integer(&counter)).transpose()?)
}

/// What these names lead to, each in the group of the one before.
fn under<'n, R: Read + Seek>(
    file: &mut Hdf5<R>,
    mut object: Object,
    names: impl Iterator<Item = &'n str>,
) -> Result<Option<Object>, Hdf5Error> {
    for name in names {
        match file.child(&object, name)? {
            Some(child) => object = child,
            None => return Ok(None),
        }
    }
    Ok(Some(object))
}

/// The step in an `.h5` file, of the optimizer of that name.
pub(crate) fn in_h5<R: Read + Seek>(file: &mut Hdf5<R>, root: &Object, optimizer: Option<&str>) -> Step {
    let Some(weights) = file.child(root, "optimizer_weights")? else { return Ok(None) };
    let mut level: Vec<_> = file.links(&weights)?.into_iter().map(|link| (Rc::from(""), link)).collect();
    let mut looked_at = BTreeSet::new();
    for _ in 0..DEPTH {
        let (counters, others): (Vec<_>, Vec<_>) =
            level.into_iter().partition(|(_, link)| is_counter(&link.name));
        if !counters.is_empty() {
            let counter = file.follow(of_optimizer(&counters, optimizer)?)?;
            return Ok(Some(file.integer(&counter)?));
        }
        level = Vec::new();
        for (_, link) in others {
            if !looked_at.insert(link.target) {
                continue;
            }
            if looked_at.len() > OBJECTS {
                let problem = format!("`optimizer_weights` has no counter in the first {OBJECTS} groups");
                return Err(StepError::Unknown(problem));
            }
            let group = file.follow(&link)?;
            let name = Rc::from(link.name);
            level.extend(file.links(&group)?.into_iter().map(|link| (Rc::clone(&name), link)));
        }
    }
    Ok(None)
}

/// The counter in the group of an optimizer. One that wraps another has its own, which stays at 0.
fn of_optimizer<'a>(counters: &'a [(Rc<str>, Link)], optimizer: Option<&str>) -> Result<&'a Link, StepError> {
    if let [(_, only)] = counters {
        return Ok(only);
    }
    let found = counters.iter().find(|(group, _)| optimizer == Some(group));
    found.map(|(_, link)| link).ok_or_else(|| {
        StepError::Unknown(
            "`optimizer_weights` has several counters, none of them the optimizer's".to_owned(),
        )
    })
}

/// Whether a weight counts the updates: in Keras 3, in Keras since 2.11, and before.
fn is_counter(name: &str) -> bool {
    ["iteration", "iter", "iterations"].contains(&name.strip_suffix(":0").unwrap_or(name))
}

impl From<Hdf5Error> for StepError {
    fn from(error: Hdf5Error) -> Self {
        match error {
            Hdf5Error::Io(error) => Self::Io(error),
            error @ Hdf5Error::At { .. } => Self::Unknown(InteropError::from(error).to_string()),
        }
    }
}
