//! The schedules of Hugging Face transformers, from its training arguments.
//!
//! What decides the rate of a Trainer's run is `learning_rate`, `lr_scheduler_type`, `lr_scheduler_kwargs`,
//! `warmup_steps` (before version 5 also `warmup_ratio`) and `max_steps`; the other training arguments are
//! not looked at, but a name like these that no version has is refused, unless all of them are there.
//! [`import`](crate::import) reads the JSON that `args.to_json_string()` gives, or one by hand, and the
//! arguments as an object, which the Trainer saves as `training_args.bin`; of the object only the values are
//! taken.
//!
//! | `lr_scheduler_type` | read as, after a [`Warmup`](glidepath_schedules::Warmup) |
//! |---|---|
//! | `linear`, `polynomial` | `Transition`, `PolynomialDecay` |
//! | `cosine`, `cosine_with_min_lr`, `cosine_warmup_with_min_lr` | `CosineAnnealing`, which continues after the end, as in transformers |
//! | `cosine_with_restarts` | `CosineHardRestarts` |
//! | `inverse_sqrt`, `warmup_stable_decay` | `InverseSquareRoot`, `WarmupStableDecay` |
//! | `constant`, `constant_with_warmup` | `Constant` |
//! | `reduce_lr_on_plateau`, `greedy` | refused: they follow a metric, as `ReduceOnPlateau` and `Greedy` do |
//!
//! Where `max_steps` is not given, the length of the run is that of a [`Horizon`]: its total steps, or those
//! of an epoch times `num_train_epochs`.
//!
//! Arguments with a configuration of [DeepSpeed](crate::formats::deepspeed) that has a scheduler are read as
//! that one.
//!
//! Arguments may stand one level down, as in `{"training_args": {…}}`, where a file has them once.
//!
//! The model card that a Trainer writes (`README.md`) has them as a list below "The following hyperparameters
//! were used during training:", without `lr_scheduler_kwargs`.
//!
//! # Checkpoints
//!
//! [`import_path`](crate::import_path) reads the folder that a Trainer saves:
//!
//! | file | what is taken |
//! |---|---|
//! | `training_args.bin` | the training arguments; `training_args….json`, a JSON copy of them, takes its place if there is one |
//! | `trainer_state.json` | the steps of the whole run, also where the arguments give epochs; the updates that were made; the rates that were logged, which are held against the schedule |
//! | `scheduler.pt` | the steps that the scheduler made, which are fewer than the updates if the optimizer skipped some; the rates of the groups, which are held against the schedule |
//!
//! [`import_run`] reads the arguments and the state as JSON.

mod arguments;
mod card;
mod checkpoint;
mod cosines;
mod harmless;
mod lines;
mod marks;
mod notes;
mod others;
mod read;
mod run;
mod saved;
mod stable;
mod state;
mod types;
pub(crate) mod write;

use glidepath_serde::Horizon;

pub(crate) use notes::deepspeed_file;
pub(crate) use read::build_named;

use super::format::{Format, Reading};
use crate::containers::{Container, Document, Language, Neighbours};
use crate::model::{Built, Import, Imported, InteropError};
use crate::values::account;
use arguments::TrainingArguments;
use state::TrainerState;

pub(super) const FORMAT: Format = Format {
    name: "transformers",
    title: "Hugging Face transformers",
    marks: "`lr_scheduler_type`; `per_device_train_batch_size` beside `learning_rate`; these one level down; \
            a model card with `lr_scheduler_type`; `training_args.bin`; the folder of a checkpoint",
    // The Trainer saves the state of DeepSpeed's engine in its own checkpoint.
    built_on: &["deepspeed"],
    mark: |document| match &document.neighbours {
        Neighbours::Folder(folder) => checkpoint::mark(folder),
        _ => marks::mark(document),
    },
    reading: Reading::By(read),
    harmless: harmless::HARMLESS,
    reads_hjson: false,
};

fn read(document: &Document<'_>, horizon: &Horizon) -> Result<Import, InteropError> {
    if let Neighbours::Folder(folder) = &document.neighbours {
        return checkpoint::read(folder, horizon).map(Import::Rate);
    }
    if document.container == Container::Text(Language::ModelCard) {
        return card::read(&document.values, horizon).map(Import::Rate);
    }
    if !document.container.is_pickled() {
        return read::of_text(&document.values, horizon).map(Import::Rate);
    }
    let imported = read::alone(&document.values, horizon)?;
    // What has all arguments has none that is misspelt, though perhaps more, of a class of its own.
    account::check(&document.values, harmless::OF_OBJECTS)?;
    document.values.settle();
    Ok(Import::Rate(Imported { source: document.container.pickled_source(), ..imported }))
}

/// Builds the schedule of a type, with the training arguments as JSON; `lr_scheduler_type` among them says
/// nothing.
///
/// ```
/// use glidepath_core::LearningRateSchedule;
///
/// let arguments = serde_json::json!({"learning_rate": 0.5, "warmup_steps": 10, "max_steps": 110});
/// let built = glidepath_interop::transformers::schedule("linear", &arguments)?;
/// assert_eq!(built.schedule.learning_rate(5), 0.25);
/// assert_eq!(built.schedule.learning_rate(60), 0.25);
/// # Ok::<(), glidepath_interop::InteropError>(())
/// ```
///
/// # Errors
///
/// If the type is unknown or follows a metric, if an argument is missing or out of its range, or if
/// `lr_scheduler_kwargs` has one that the type has not.
pub fn schedule(lr_scheduler_type: &str, arguments: &serde_json::Value) -> Result<Built, InteropError> {
    types::build(lr_scheduler_type, &TrainingArguments::read(&arguments.clone().into())?)
}

/// Reads the schedule of a run from its training arguments and its `trainer_state.json`.
///
/// # Errors
///
/// As [`schedule`], and if the state is not one.
pub fn import_run(
    arguments: &serde_json::Value,
    trainer_state: &serde_json::Value,
) -> Result<Imported, InteropError> {
    let state = TrainerState::read(&trainer_state.clone().into());
    read::of_run(&arguments.clone().into(), &state.map_err(|error| error.in_file(checkpoint::STATE))?, None)
}
