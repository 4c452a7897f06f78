//! One folder for each format, and the table of all of them.

pub mod axolotl;
mod burn;
mod call;
pub mod composer;
pub(crate) mod deepmd;
pub mod deepspeed;
mod detectron2;
mod espnet;
pub mod flax;
mod format;
pub(crate) mod glidepath;
mod info;
pub(crate) mod keras;
pub(crate) mod levanter;
pub(crate) mod mlx_lm;
mod mmengine;
mod model_garden;
pub(crate) mod notes;
pub mod optax;
mod plain;
mod refused;
mod rust;
pub mod timm;
pub mod torch;
mod torch_config;
pub(crate) mod torchtitan;
pub(crate) mod torchtune;
pub mod transformers;
pub(crate) mod ultralytics;
mod wanted;
pub(crate) mod writers;

use std::ptr;

use glidepath_serde::{Horizon, did_you_mean};

use crate::containers::{Container, Document};
use crate::model::{Import, InteropError};
use crate::values::account::{self, Harmless};
use crate::values::{Value, compose, lookup};
use format::{Format, Reading};

pub use info::FormatInfo;
pub(crate) use wanted::WANTED;

/// All formats; one without marks comes last.
const ALL: &[&Format] = &[
    &keras::FORMAT,
    &glidepath::FORMAT,
    &torch::FORMAT,
    &transformers::FORMAT,
    &deepspeed::FORMAT,
    &timm::FORMAT,
    &composer::FORMAT,
    &axolotl::FORMAT,
    &optax::FORMAT,
    &flax::FORMAT,
    &burn::FORMAT,
    &model_garden::FORMAT,
    &torch_config::FORMAT,
    &mmengine::FORMAT,
    &ultralytics::FORMAT,
    &torchtune::FORMAT,
    &torchtitan::FORMAT,
    &levanter::FORMAT,
    &mlx_lm::FORMAT,
    &deepmd::FORMAT,
    &detectron2::FORMAT,
    &espnet::FORMAT,
    &refused::OLMO,
    &refused::FAIRSEQ,
    &refused::NEMO,
    &refused::MEGATRON,
    &refused::OPENNMT,
    &refused::MMDETECTION,
    &refused::YOLOV5,
    &refused::ONETRAINER,
    &refused::LITGPT,
    &refused::WANDB,
    &refused::LIGHTNING,
    &plain::FORMAT,
];

/// All formats, those that are read and those that are recognized and refused.
pub fn formats() -> Vec<FormatInfo> {
    ALL.iter().copied().map(FormatInfo).collect()
}

/// Reads a document: as the format of that name, or else as the one that its marks tell.
pub(crate) fn read(
    mut document: Document<'_>,
    name: Option<&str>,
    horizon: &Horizon,
) -> Result<Import, InteropError> {
    resolve(&mut document);
    let (format, mark) = match name {
        Some(name) => (named(name)?, None),
        None => recognize(&document)?,
    };
    document.is_forced = name.is_some();
    if document.is_forced && document.container == Container::Folder && (format.mark)(&document).is_none() {
        let problem =
            format!("a folder without the files of {}: it must have {}", format.title, format.marks);
        return Err(InteropError::no_learning_rate("", problem));
    }
    let taken_for = match mark {
        // A bare schedule has the same form in Keras and here.
        Some(mark) if ptr::eq(format, &keras::FORMAT) && keras::is_bare_schedule(&document.values) => {
            format!("{} or {}, because of {mark}", glidepath::FORMAT.title, format.title)
        }
        Some(mark) => format!("{}, because of {mark}", format.title),
        None => String::new(),
    };
    let read = read_as(format, document, horizon);
    read.map_err(|error| if taken_for.is_empty() { error } else { error.with_taken_for(taken_for) })
}

fn read_as(format: &Format, document: Document<'_>, horizon: &Horizon) -> Result<Import, InteropError> {
    let read = match format.reading {
        Reading::By(read) => read,
        Reading::Refused(why) => {
            return Err(InteropError::no_learning_rate("", format!("a file of {}: {why}", format.title)));
        }
    };
    if let Some(error) = document.lax.as_ref().filter(|_| !format.reads_hjson) {
        return Err(InteropError::new(error.to_string()));
    }
    let mut import = read(&document, horizon)?;
    if !document.is_forced {
        refuse_parts(&document.values)?;
    }
    account::check(&document.values, format.harmless)?;
    account::check(&document.beside, Harmless::default())?;
    if let Container::Text(language) = document.container {
        if !import.is_constant() {
            account::check_switches(&document.values, format.harmless)?;
        }
        import.set_language(language.name());
    }
    Ok(import)
}

/// Looks references up in the document, if it is a whole configuration: another part may say otherwise.
fn resolve(document: &mut Document<'_>) {
    let is_text = matches!(document.container, Container::Text(_));
    if is_text && !document.is_part && compose::other_files(&document.values).is_none() {
        lookup::resolve(&mut document.values);
    }
}

/// Refuses a configuration that takes parts from other files, if the reader did not look at the key that
/// says so: what it took for left out may stand there.
fn refuse_parts(root: &Value) -> Result<(), InteropError> {
    match compose::other_files(root) {
        Some(key) if !root.as_object().is_some_and(|object| object.is_taken(key)) => {
            Err(InteropError::invalid(key, compose::IN_PARTS).needs_format())
        }
        _ => Ok(()),
    }
}

fn named(name: &str) -> Result<&'static Format, InteropError> {
    ALL.iter().copied().find(|format| format.name == name).ok_or_else(|| {
        let hint = did_you_mean(name, ALL.iter().map(|format| format.name));
        InteropError::new(format!("unknown format `{name}`{hint}"))
    })
}

/// The format that a mark decides on. Without a mark a text may be a plain rate, and a pickle is one of
/// PyTorch.
fn recognize(document: &Document<'_>) -> Result<(&'static Format, Option<String>), InteropError> {
    let marked = ALL.iter().copied().filter_map(|format| Some((format, (format.mark)(document)?)));
    let marked: Vec<_> = marked.collect();
    let is_basis = |name: &str| marked.iter().any(|(format, _)| format.built_on.contains(&name));
    let deciding = || marked.iter().filter(|(format, _)| !is_basis(format.name));
    // What is certainly not read is not read by the mark of another, either.
    let refused = deciding().find(|(format, _)| matches!(format.reading, Reading::Refused(_)));
    if let Some((format, mark)) = refused {
        return Ok((format, Some(mark.clone())));
    }
    let mut deciding = deciding();
    match (deciding.next(), deciding.next()) {
        (Some((format, mark)), None) => Ok((format, Some(mark.clone()))),
        (Some((first, mark)), Some((second, other))) => {
            let problem = format!(
                "the marks of two formats: of {} ({}) {mark}, of {} ({}) {other}",
                first.title, first.name, second.title, second.name
            );
            Err(InteropError::new(problem).needs_format())
        }
        (None, _) => match document.container {
            Container::Text(_) => Ok((&plain::FORMAT, None)),
            Container::Folder => Err(unknown_folder()),
            _ => Ok((&torch::FORMAT, None)),
        },
    }
}

fn unknown_folder() -> InteropError {
    InteropError::no_learning_rate(
        "",
        "not a folder of a known kind: a checkpoint of the Hugging Face Trainer has `trainer_state.json` or \
         `training_args.bin`, a Keras model `config.json` and `metadata.json`, a SavedModel `keras_metadata.pb`, a state of \
         accelerate `scheduler.bin`, one of DeepSpeed `latest`, a run of Ultralytics or timm `args.yaml`",
    )
}
