//! The schedules of Hugging Face transformers, from its training arguments.
//!
//! What decides the rate of a Trainer's run is `learning_rate`, `lr_scheduler_type`, `lr_scheduler_kwargs`,
//! `warmup_steps` (before version 5 also `warmup_ratio`) and `max_steps`; the other training arguments are not looked
//! at, but a name like these that no version has is refused, unless all of them are there. [`import`](crate::import)
//! reads the JSON that `args.to_json_string()` gives, or one by hand, and the arguments as an object, which the Trainer
//! saves as `training_args.bin`; of the object only the values are taken.
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
//! Where `max_steps` is not given, the length of the run is that of a [`Horizon`]: its total steps, or those of an epoch times
//! `num_train_epochs`.
//!
//! Arguments with a configuration of [DeepSpeed](crate::formats::deepspeed) that has a scheduler are read as that one.
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
mod checkpoint;
mod cosines;
mod lines;
mod note;
mod run;
mod saved;
mod stable;
mod state;
mod swing;
mod write;

use glidepath_serde::Horizon;
use serde_json::{Map, Value};

pub use note::TransformersNote;
pub use write::to_transformers;

use crate::containers::pickle;
use crate::formats::deepspeed;
use crate::formats::deepspeed::Known;
use crate::model::groups::Groups;
use crate::model::{Built, Imported, InteropError, Note, Source};
use crate::values::arguments::Arguments;
use crate::values::text;
pub(crate) use arguments::TrainingArguments;
pub(crate) use checkpoint::{STATE as CHECKPOINT_STATE, import_checkpoint, in_file};
pub(crate) use run::share;
use run::{KWARGS, Run};
use saved::SavedScheduler;
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
    of_run(arguments, &state.map_err(|error| in_file(CHECKPOINT_STATE, error))?, None)
}

/// Reads the schedule from training arguments alone; `None` if the value is something else.
pub(crate) fn import(value: &Value, horizon: &Horizon) -> Option<Result<Imported, InteropError>> {
    let object = value.as_object()?;
    if TrainerState::is(object) {
        return Some(Err(InteropError::TrainerStateAlone));
    }
    is_arguments(object).then(|| {
        let arguments = TrainingArguments::read_for(value, horizon)?;
        Ok(imported(&arguments, of_arguments(&arguments)?))
    })
}

/// Reads the schedule from training arguments that were an object; `None` if the value is something else.
pub(crate) fn import_pickled(
    value: &Value,
    source: Source,
    horizon: &Horizon,
) -> Option<Result<Imported, InteropError>> {
    are_whole(value).then(|| {
        let arguments = TrainingArguments::read_for(value, horizon)?;
        Ok(Imported { source, ..imported(&arguments, of_arguments(&arguments)?) })
    })
}

/// An object has all of its arguments.
fn are_whole(value: &Value) -> bool {
    pickle::TRAINING_ARGUMENTS.into_iter().all(|name| value.get(name).is_some())
}

/// People leave out what has its default.
fn is_arguments(object: &Map<String, Value>) -> bool {
    const MARKS: [&str; 4] = ["num_train_epochs", "max_steps", "warmup_ratio", "per_device_train_batch_size"];
    object.contains_key("lr_scheduler_type")
        || (object.contains_key("learning_rate") && MARKS.iter().any(|&mark| object.contains_key(mark)))
}

fn of_run(
    arguments: &Value,
    state: &TrainerState,
    saved: Option<&SavedScheduler>,
) -> Result<Imported, InteropError> {
    let mut arguments = TrainingArguments::read(arguments)?;
    arguments.take_max_steps(state.max_steps);
    let mut groups = of_arguments(&arguments)?;
    let Built { schedule, notes } = &mut groups.first;
    let (updates, max_steps) = (state.global_step, state.max_steps);
    let mut new = vec![TransformersNote::SavedAt { step: updates, max_steps }];
    let step = saved.map_or(updates, |saved| saved.last_epoch);
    if step == updates {
        new.extend(state.check(schedule, arguments.learning_rate));
    } else {
        // The log counts updates, so its rates have no step of the schedule.
        new.push(TransformersNote::SkippedUpdates { steps: step, updates });
    }
    new.extend(saved.and_then(|saved| saved.check(schedule, arguments.learning_rate)));
    notes.extend(new.into_iter().map(Note::Transformers));
    Ok(Imported { step: Some(step), ..imported(&arguments, groups) })
}

fn imported(arguments: &TrainingArguments<'_>, groups: Groups) -> Imported {
    Imported {
        total_steps: arguments.max_steps().ok(),
        optimizer: arguments.optim.map(str::to_owned),
        ..groups.imported(Source::TrainingArguments)
    }
}

/// The scheduler of the arguments: DeepSpeed's, if they have one, or their own.
fn of_arguments(arguments: &TrainingArguments<'_>) -> Result<Groups, InteropError> {
    match arguments.deepspeed {
        Some(config) if deepspeed::has_scheduler(config) => {
            let known = Known { arguments: Some(arguments), total_steps: None };
            deepspeed::build(config, "deepspeed", known)
        }
        Some(Value::String(path)) => {
            let mut built = build(arguments.lr_scheduler_type, arguments)?;
            let note = TransformersNote::DeepSpeedFile { path: path.clone() };
            built.notes.push(Note::Transformers(note));
            Ok(built.into())
        }
        _ => build(arguments.lr_scheduler_type, arguments).map(Groups::from),
    }
}

fn build(lr_scheduler_type: &str, arguments: &TrainingArguments<'_>) -> Result<Built, InteropError> {
    let none = Value::Object(Map::new());
    let kwargs = arguments.lr_scheduler_kwargs.unwrap_or(&none);
    let build = find(lr_scheduler_type, "lr_scheduler_type", &[])?;
    build(Run::new(arguments, Arguments::new(kwargs, KWARGS)?))
}

/// As [`schedule`], for a program that calls the type otherwise, has `others`, and may give DeepSpeed's.
pub(crate) fn build_named(
    lr_scheduler_type: &str,
    path: &str,
    others: &[&str],
    arguments: &Value,
) -> Result<Groups, InteropError> {
    find(lr_scheduler_type, path, others)?;
    of_arguments(&TrainingArguments::read(arguments)?)
}

fn find(lr_scheduler_type: &str, path: &str, others: &[&str]) -> Result<Build, InteropError> {
    if let Some(&(_, build)) = TYPES.iter().find(|(name, _)| *name == lr_scheduler_type) {
        return Ok(build);
    }
    match METRIC_TYPES.iter().find(|(name, _)| *name == lr_scheduler_type) {
        Some(&(name, class)) => {
            Err(InteropError::FollowsMetric { path: path.to_owned(), name: name.to_owned(), class })
        }
        None => {
            let names = TYPES.iter().map(|&(name, _)| name).chain(others.iter().copied());
            let known: Vec<_> = names.map(|name| format!("`{name}`")).collect();
            let got = text::shortened(lr_scheduler_type);
            let problem = format!("must be one of {}, got {got:?}", known.join(", "));
            Err(InteropError::invalid(path, problem))
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
