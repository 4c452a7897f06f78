//! From training arguments to the schedule of their run.

use glidepath_serde::Horizon;

use super::arguments::TrainingArguments;
use super::saved::SavedScheduler;
use super::state::TrainerState;
use super::{marks, notes, types};
use crate::formats::deepspeed::{self, Known};
use crate::model::groups::Groups;
use crate::model::{Built, Imported, InteropError, Source};
use crate::values::Value;

/// The `TrainingArguments`.
const ARGUMENTS: Source = Source::text("transformers", "Hugging Face TrainingArguments");

/// Reads the schedule from training arguments alone.
pub(super) fn alone(arguments: &Value, horizon: &Horizon) -> Result<Imported, InteropError> {
    if arguments.as_object().is_some_and(TrainerState::is) {
        return Err(InteropError::no_learning_rate(
            "",
            "the state of a Hugging Face Trainer does not have the schedule, which its `TrainingArguments` have: give \
             the folder that has it and `training_args.bin`",
        ));
    }
    let arguments = TrainingArguments::read_for(arguments, horizon)?;
    Ok(imported(&arguments, of_arguments(&arguments)?))
}

/// Reads the schedule from training arguments, which may stand one level down.
pub(super) fn of_text(root: &Value, horizon: &Horizon) -> Result<Imported, InteropError> {
    if root.as_object().is_some_and(|object| marks::in_text(object).is_some()) {
        return alone(root, horizon);
    }
    let mut inner = marks::inner(root);
    match (inner.next(), inner.next()) {
        (Some((key, arguments, _)), None) => {
            let imported = alone(arguments, horizon).map_err(|error| error.under(key))?;
            Ok(Imported { path: key.to_owned(), ..imported })
        }
        (Some((key, ..)), Some((other, ..))) => {
            let problem = format!(
                "both `{key}` and `{other}` are training arguments; a file of one run has one of them"
            );
            Err(InteropError::new(problem))
        }
        (None, _) => alone(root, horizon),
    }
}

/// Reads the schedule of a run, with the state that was saved of it.
pub(super) fn of_run(
    arguments: &Value,
    state: &TrainerState,
    saved: Option<&SavedScheduler>,
) -> Result<Imported, InteropError> {
    let mut arguments = TrainingArguments::read(arguments)?;
    arguments.take_max_steps(state.max_steps);
    let mut groups = of_arguments(&arguments)?;
    let Built { schedule, notes } = &mut groups.first;
    let (updates, max_steps) = (state.global_step, state.max_steps);
    let mut new = vec![notes::saved_at(updates, max_steps)];
    let mut step = saved.map_or(updates, |saved| saved.last_epoch);
    if step == updates {
        if let Some((note, skipped)) = state.check(schedule, arguments.learning_rate) {
            // What the scheduler itself says counts.
            step = if saved.is_some() { step } else { step.saturating_sub(skipped) };
            new.push(note);
        }
    } else {
        // The log counts updates, so its rates have no step of the schedule.
        new.push(notes::skipped_updates(step, updates));
    }
    new.extend(saved.and_then(|saved| saved.check(schedule, arguments.learning_rate)));
    notes.extend(new);
    Ok(Imported { step: Some(step), ..imported(&arguments, groups) })
}

fn imported(arguments: &TrainingArguments<'_>, groups: Groups) -> Imported {
    Imported {
        total_steps: arguments.max_steps().ok(),
        optimizer: arguments.optim.map(str::to_owned),
        ..groups.imported(ARGUMENTS)
    }
}

/// The scheduler of the arguments: DeepSpeed's, if they have one, or their own.
fn of_arguments(arguments: &TrainingArguments<'_>) -> Result<Groups, InteropError> {
    match arguments.deepspeed {
        Some(config) if deepspeed::has_scheduler(config) => {
            deepspeed::build(config, "deepspeed", Known::Run(arguments))
        }
        Some(Value::String(path)) => {
            let mut built = types::build(arguments.lr_scheduler_type, arguments)?;
            let note = notes::deepspeed_file(path);
            built.notes.push(note);
            Ok(built.into())
        }
        _ => types::build(arguments.lr_scheduler_type, arguments).map(Groups::from),
    }
}

/// As [`schedule`], for a program that calls the type otherwise, has `others`, and may give DeepSpeed's.
pub(crate) fn build_named(
    lr_scheduler_type: &str,
    path: &str,
    others: &[&str],
    arguments: &Value,
) -> Result<Groups, InteropError> {
    types::find(lr_scheduler_type, path, others)?;
    of_arguments(&TrainingArguments::read(arguments)?)
}
