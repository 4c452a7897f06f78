//! Reads the state of a scheduler, alone or in a checkpoint.

use glidepath_serde::LearningRate;

use super::find::{self, Contents, Found};
use super::notes;
use super::restore::{Rates, Restored, restore};
use crate::formats::notes as shared;
use crate::model::{Import, Imported, ImportedMetric, InteropError, Note, Source};
use crate::values::{Value, path, text};

/// Restores the scheduler of a file, of several the main one; `None` if there is none.
pub(super) fn import(root: &Value, source: Source) -> Result<Option<Import>, InteropError> {
    let contents = Contents::of(root);
    let Some(main) = contents.main_scheduler() else { return Ok(None) };
    let scheduler = &contents.schedulers[main];
    let Restored { rates, step, mut notes } = restore(scheduler, contents.optimizer_of(main))?;
    let others = (0..).zip(&contents.schedulers).filter(|(index, _)| *index != main).map(|(_, other)| other);
    let (equal, others): (Vec<_>, Vec<_>) = others.partition(|other| other.value == scheduler.value);
    if !others.is_empty() {
        notes.push(notes::other_schedulers(&scheduler.path, &paths(&others)));
    } else if !equal.is_empty() {
        notes.push(notes::equal_schedulers(&scheduler.path, &paths(&equal)));
    } else if contents.optimizers.len() > 1 {
        let optimizers = paths(&contents.optimizers.iter().collect::<Vec<_>>());
        notes.push(shared::optimizers_without_scheduler(&scheduler.path, &optimizers));
    }
    refuse_dampened(root)?;
    notes.extend(warmup_of_arguments(root, scheduler.value));
    // The state is what counts; the way to it is taken, and the rest of a checkpoint is not its business.
    root.settle();
    let path = scheduler.path.clone();
    Ok(Some(match rates {
        Rates::Metrics(rates) => Import::Metric(ImportedMetric { rates, source, path, step, notes }),
        Rates::Schedules(schedules) => {
            let mut groups = schedules.into_iter().map(LearningRate::from);
            let Some(learning_rate) = groups.next() else { return Ok(None) };
            notes.extend(counted_epochs(root, step));
            Import::Rate(Imported {
                further_groups: groups.collect(),
                step: Some(step),
                step_unit: None,
                path,
                ..Imported::new(learning_rate, source, notes)
            })
        }
    }))
}

fn paths(found: &[&Found<'_>]) -> Vec<String> {
    found.iter().map(|found| found.path.clone()).collect()
}

/// Refuses a checkpoint with the state of the package `pytorch_warmup`, by which each rate is multiplied.
fn refuse_dampened(root: &Value) -> Result<(), InteropError> {
    let is_state = |value: &Value| {
        value.get("warmup_params").is_some_and(Value::is_array) && value.get("last_step").is_some()
    };
    let problem = "the state of a warmup of `pytorch_warmup`, which multiplies each rate and is not read";
    path::refuse(root, "", &|value, way| is_state(value).then(|| InteropError::invalid(way.text(), problem)))
}

/// Says that the arguments of the program have a warmup, where the scheduler has none.
fn warmup_of_arguments(root: &Value, scheduler: &Value) -> Option<Note> {
    const ARGUMENTS: [&str; 6] = ["args", "cfg", "config", "hparams", "hyper_parameters", "opt"];
    let is_warmup = |key: &str| key.to_lowercase().contains("warmup");
    let of_scheduler = scheduler.as_object()?;
    if of_scheduler.contains_key("_schedulers") || of_scheduler.keys().any(|key| is_warmup(key)) {
        return None;
    }
    ARGUMENTS.into_iter().find_map(|holder| {
        let mut arguments = root.get(holder)?.as_object()?.iter();
        let is_given = |value: &Value| value.as_f64().is_some_and(|length| length > 0.0);
        let (key, value) = arguments.find(|(key, value)| is_warmup(key) && is_given(value))?;
        Some(notes::warmup_of_arguments(&path::join(holder, key), &text::kind(value)))
    })
}

/// Says that the scheduler counts epochs, which the numbers that Lightning saves beside it tell.
fn counted_epochs(root: &Value, steps: u64) -> Option<Note> {
    let number = |name: &str| root.get(name)?.as_u64();
    let (epoch, global_step) = (number("epoch")?, number("global_step")?);
    let is_of_epochs = steps > 0 && (steps == epoch || steps == epoch.saturating_add(1));
    (is_of_epochs && global_step > steps).then(|| notes::scheduler_counts_epochs(steps, epoch, global_step))
}

/// The error for a file that has no state of a scheduler.
pub(super) fn nothing(root: &Value) -> InteropError {
    match find::object(root) {
        Some((path, class)) => {
            let problem = format!(
                "`{class}` was saved as an object, which is code to be run; save `scheduler.state_dict()`"
            );
            InteropError::invalid(path, problem)
        }
        None => no_scheduler(&describe(root)),
    }
}

/// The error for a file that has no scheduler, but something else.
pub(crate) fn no_scheduler(got: &str) -> InteropError {
    let text = format!(
        "no scheduler found: expected what `scheduler.state_dict()` gives, alone or in a checkpoint, got {got}"
    );
    InteropError::no_learning_rate("", text)
}

/// What a file without a scheduler has instead.
pub(crate) fn describe(root: &Value) -> String {
    let has_optimizer = !Contents::of(root).optimizers.is_empty();
    match root {
        _ if has_optimizer => "an optimizer without a scheduler".to_owned(),
        Value::String(text) => text::shortened(text.trim_matches(['<', '>'])).into_owned(),
        other => text::describe(other),
    }
}
