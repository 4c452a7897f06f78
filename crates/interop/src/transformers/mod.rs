//! The schedules of Hugging Face transformers, from its training arguments.
//!
//! What decides the rate of a Trainer's run is `learning_rate`, `lr_scheduler_type`, `lr_scheduler_kwargs`,
//! `warmup_steps` (before version 5 also `warmup_ratio`) and `max_steps`; the other training arguments are not looked
//! at. [`import`](crate::import) reads the JSON that `args.to_json_string()` gives, or one by hand.
//!
//! | `lr_scheduler_type` | read as, behind a [`Warmup`](glidepath_schedules::Warmup) |
//! |---|---|
//! | `linear`, `polynomial` | `Transition`, `PolynomialDecay` |
//! | `cosine`, `cosine_with_min_lr`, `cosine_warmup_with_min_lr` | `CosineAnnealing`, which swings on behind the end, as there |
//! | `cosine_with_restarts` | `CosineHardRestarts` |
//! | `inverse_sqrt`, `warmup_stable_decay` | `InverseSquareRoot`, `WarmupStableDecay` |
//! | `constant`, `constant_with_warmup` | `Constant` |
//! | `reduce_lr_on_plateau`, `greedy` | refused: they follow a metric, as `ReduceOnPlateau` and `Greedy` do |
//!
//! Arguments with a configuration of [DeepSpeed](crate::deepspeed) that has a scheduler are read as that one.
//!
//! # Checkpoints
//!
//! `trainer_state.json` in a checkpoint has the steps of the whole run, also where the arguments give epochs, the step
//! at which it was saved, and the rates that were logged, which are held against the schedule. The arguments themselves
//! are there as a Python object only, `training_args.bin`. [`import_path`](crate::import_path) reads the folder if a
//! JSON copy of them, `training_args.json`, is added to it; [`import_run`] reads the two.

mod arguments;
mod checkpoint;
mod cosines;
mod lines;
mod note;
mod run;
mod stable;
mod state;
mod swing;

use glidepath_serde::LearningRate;
use serde_json::{Map, Value};

pub use note::TransformersNote;

use crate::arguments::Arguments;
use crate::{Built, Imported, InteropError, Note, Source, deepspeed, text};
pub(crate) use arguments::TrainingArguments;
pub(crate) use checkpoint::import_checkpoint;
use run::{KWARGS, Run};
use state::TrainerState;

/// Builds the schedule of a type, with the training arguments as JSON; `lr_scheduler_type` among them says nothing.
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
pub fn schedule(lr_scheduler_type: &str, arguments: &Value) -> Result<Built, InteropError> {
    build(lr_scheduler_type, &TrainingArguments::read(arguments)?)
}

/// Reads the schedule of a run from its training arguments and its `trainer_state.json`.
///
/// # Errors
///
/// As [`schedule`], and if the state is not one.
pub fn import_run(arguments: &Value, trainer_state: &Value) -> Result<Imported, InteropError> {
    let state = TrainerState::read(trainer_state);
    of_run(arguments, &state.map_err(|error| checkpoint::in_file(checkpoint::STATE, error))?)
}

/// Reads the schedule from training arguments alone; `None` if the value is something else.
pub(crate) fn import(value: &Value) -> Option<Result<Imported, InteropError>> {
    let object = value.as_object()?;
    if TrainerState::is(object) {
        return Some(Err(InteropError::TrainerStateAlone));
    }
    is_arguments(object).then(|| {
        let arguments = TrainingArguments::read(value)?;
        Ok(imported(&arguments, of_arguments(&arguments)?))
    })
}

/// People leave out what has its default.
fn is_arguments(object: &Map<String, Value>) -> bool {
    const MARKS: [&str; 4] = ["num_train_epochs", "max_steps", "warmup_ratio", "per_device_train_batch_size"];
    object.contains_key("lr_scheduler_type")
        || (object.contains_key("learning_rate") && MARKS.iter().any(|&mark| object.contains_key(mark)))
}

fn of_run(arguments: &Value, state: &TrainerState) -> Result<Imported, InteropError> {
    let mut arguments = TrainingArguments::read(arguments)?;
    arguments.take_max_steps(state.max_steps);
    let Built { schedule, mut notes } = of_arguments(&arguments)?;
    let (step, max_steps) = (state.global_step, state.max_steps);
    let checked = state.check(&schedule, arguments.learning_rate);
    let new = [Some(TransformersNote::SavedAt { step, max_steps }), checked];
    notes.extend(new.into_iter().flatten().map(Note::Transformers));
    Ok(Imported { step: Some(step), ..imported(&arguments, Built { schedule, notes }) })
}

fn imported(arguments: &TrainingArguments<'_>, built: Built) -> Imported {
    Imported {
        learning_rate: LearningRate::from(built.schedule),
        further_groups: Vec::new(),
        step: None,
        source: Source::TrainingArguments,
        path: String::new(),
        optimizer: arguments.optim.map(str::to_owned),
        notes: built.notes,
    }
}

/// The scheduler of the arguments: DeepSpeed's, if they have one, or their own.
fn of_arguments(arguments: &TrainingArguments<'_>) -> Result<Built, InteropError> {
    match arguments.deepspeed {
        Some(config) if deepspeed::has_scheduler(config) => {
            deepspeed::build(config, "deepspeed", Some(arguments))
        }
        Some(Value::String(path)) => {
            let mut built = build(arguments.lr_scheduler_type, arguments)?;
            let note = TransformersNote::DeepSpeedFile { path: path.clone() };
            built.notes.push(Note::Transformers(note));
            Ok(built)
        }
        _ => build(arguments.lr_scheduler_type, arguments),
    }
}

fn build(lr_scheduler_type: &str, arguments: &TrainingArguments<'_>) -> Result<Built, InteropError> {
    let none = Value::Object(Map::new());
    let kwargs = arguments.lr_scheduler_kwargs.unwrap_or(&none);
    if let Some(&(_, build)) = TYPES.iter().find(|(name, _)| *name == lr_scheduler_type) {
        return build(Run::new(arguments, Arguments::new(kwargs, KWARGS)?));
    }
    let path = "lr_scheduler_type";
    match METRIC_TYPES.iter().find(|(name, _)| *name == lr_scheduler_type) {
        Some(&(name, class)) => {
            Err(InteropError::FollowsMetric { path: path.to_owned(), name: name.to_owned(), class })
        }
        None => {
            let known = TYPES.map(|(name, _)| format!("`{name}`")).join(", ");
            let got = text::shortened(lr_scheduler_type);
            Err(InteropError::invalid(path, format!("must be one of {known}, got {got:?}")))
        }
    }
}

/// Builds the schedule of one type.
type Build = fn(Run<'_, '_>) -> Result<Built, InteropError>;

/// The types that are functions of the step.
const TYPES: [(&str, Build); 10] = [
    ("linear", lines::linear),
    ("cosine", cosines::cosine),
    ("cosine_with_restarts", cosines::cosine_with_restarts),
    ("polynomial", lines::polynomial),
    ("constant", lines::constant),
    ("constant_with_warmup", lines::constant_with_warmup),
    ("inverse_sqrt", lines::inverse_sqrt),
    ("cosine_with_min_lr", cosines::cosine_with_min_lr),
    ("cosine_warmup_with_min_lr", cosines::cosine_warmup_with_min_lr),
    ("warmup_stable_decay", stable::warmup_stable_decay),
];

/// The types that follow a metric, and what does the same here.
const METRIC_TYPES: [(&str, &str); 2] = [("reduce_lr_on_plateau", "ReduceOnPlateau"), ("greedy", "Greedy")];
