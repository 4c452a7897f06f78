//! Keras: models, optimizers and schedules.

mod class;
mod marks;
mod notes;
mod optimizer;
mod optimizer_map;
pub(crate) mod packages;
mod pitfalls;
mod place;
mod read;
mod rectified_adam;
mod saved_model;
mod schedule;
mod sources;
mod step;
pub(crate) mod write;
mod write_class;

use glidepath_serde::Horizon;

pub(super) use marks::is_bare_schedule;
pub(crate) use place::Place;
pub(crate) use read::HARMLESS_KEYS;
pub(crate) use schedule::rate;
pub(crate) use sources::BARE_SCHEDULE;

use super::format::{Format, Reading};
use crate::containers::{Container, Document, Language, Neighbours};
use crate::model::{Import, InteropError};

pub(super) const FORMAT: Format = Format {
    name: "keras",
    title: "Keras",
    marks: "`.keras`, `.h5`, a SavedModel; `compile_config`, `training_config`; `class_name` and `config`; keys that only \
            an optimizer's `get_config()` has, as `beta_1`",
    built_on: &[],
    mark: marks::mark,
    reading: Reading::By(read),
    harmless: read::HARMLESS,
    reads_hjson: false,
};

fn read(document: &Document<'_>, horizon: &Horizon) -> Result<Import, InteropError> {
    match &document.neighbours {
        Neighbours::Folder(folder) if folder.join(marks::SAVED_METADATA).is_file() => {
            saved_model::read(folder, horizon).map(Import::Rate)
        }
        _ => {
            let mut imported = read::read(document, horizon)?;
            if document.container == Container::Text(Language::ModelCard) {
                // Such a card is written by transformers.
                imported.notes.retain(|note| note.rule() != notes::WARM_UP_OF_TRANSFORMERS);
            }
            Ok(Import::Rate(imported))
        }
    }
}
