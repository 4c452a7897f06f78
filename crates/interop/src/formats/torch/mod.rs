//! PyTorch's schedulers as schedules.
//!
//! A file that [`import`](crate::import) reads holds the state of a scheduler; [`schedule`] builds the same from the
//! arguments of its constructor, as configuration files have them.

mod accelerate;
mod anneal_strategy;
mod arguments_form;
mod chained;
mod class;
mod cosine;
mod cyclic;
mod factors;
mod find;
mod metric;
mod note;
mod one_cycle;
mod one_value;
mod part;
mod restore;
mod scheduler;
mod sequential;
mod steps;
mod swa;
mod write;

pub(crate) use accelerate::{SCHEDULER as ACCELERATE_SCHEDULER, import_folder};
pub(crate) use arguments_form::OF_GROUPS;
pub(crate) use cyclic::height_overflow;
pub use note::TorchNote;
pub use write::{TorchScheduler, to_torch, to_torch_groups};

pub use crate::model::MetricRate;
use crate::model::{Built, Import, Imported, ImportedMetric, InteropError, Note, Source};
use crate::values::arguments::{Arguments, NonNegative};
use crate::values::text;

use class::Class;
use find::Contents;
use glidepath_serde::{LearningRate, serialize};
use restore::{Rates, Restored, restore};
use scheduler::Start;
use serde_json::Value;

/// In which dictionaries of a file numbers matter: states of schedulers, and parameter groups.
pub(crate) const MARKS: [&str; 3] = ["last_epoch", "_schedulers", "lr"];

/// Builds the schedule of a PyTorch scheduler from the arguments of its constructor.
///
/// `class` is the name, as `StepLR`, with or without its module; `base_lr` the `lr` of the optimizer; `arguments` an
/// object of the keyword arguments, without the optimizer. What is left out has PyTorch's default. A scheduler within
/// `SequentialLR` or `ChainedScheduler` is given as `{"class": …, "kwargs": {…}}`. Where PyTorch takes a list with a
/// value for each parameter group, this takes one value, or a list of one.
///
/// The rate at step n is the one for update n + 1, after n calls of `scheduler.step()`.
///
/// ```
/// use glidepath_core::LearningRateSchedule;
/// use glidepath_interop::torch;
/// use serde_json::json;
///
/// let warmup = json!({"class": "LinearLR", "kwargs": {"start_factor": 0.1, "total_iters": 5}});
/// let cosine = json!({"class": "CosineAnnealingLR", "kwargs": {"T_max": 95}});
/// let arguments = json!({"schedulers": [warmup, cosine], "milestones": [5]});
/// let built = torch::schedule("SequentialLR", 0.5, &arguments)?;
/// assert_eq!(built.schedule.learning_rate(0), 0.05);
/// assert_eq!(built.schedule.learning_rate(5), 0.5);
/// assert_eq!(built.schedule.learning_rate(100), 0.0);
/// # Ok::<(), glidepath_interop::InteropError>(())
/// ```
///
/// # Errors
///
/// If there is no such class, an argument is missing, unknown or out of its range, or the rate is no function of the
/// step that can be written down: `LambdaLR` and `MultiplicativeLR` run code, `ReduceLROnPlateau` follows a metric,
/// and some chains mix absolute rates with factors.
pub fn schedule(class: &str, base_lr: f64, arguments: &Value) -> Result<Built, InteropError> {
    let base = NonNegative::new(base_lr, "base_lr")?;
    build(class::named(class, "class")?, base, arguments, "")
}

/// Builds a schedule from arguments that stand at `path`.
fn build(
    class: &Class,
    NonNegative(base): NonNegative,
    arguments: &Value,
    path: &str,
) -> Result<Built, InteropError> {
    let mut arguments = Arguments::new(arguments, path)?;
    let scheduler = class.read_arguments(&mut arguments)?;
    arguments.finish()?;
    let schedule = scheduler.schedule(&Start { base: Some(base), rate_before: None, path })?;
    // What cannot be written, because it is nested too deep, is not built.
    serialize(&*schedule).map_err(|error| error.under(path))?;
    let notes = scheduler.notes().into_iter().map(Note::Torch).collect();
    Ok(Built { schedule, notes })
}

/// Restores the scheduler of a file, of several the main one; `None` if there is none.
pub(crate) fn import(root: &Value, source: Source) -> Result<Option<Import>, InteropError> {
    if let Some(import) = arguments_form::import(root) {
        return import.map(Some);
    }
    let contents = Contents::of(root);
    let Some(main) = contents.main_scheduler() else { return Ok(None) };
    let scheduler = &contents.schedulers[main];
    let Restored { rates, step, mut notes } = restore(scheduler, contents.optimizer_of(main))?;
    let others = contents.schedulers.iter().filter(|other| other.value != scheduler.value);
    let paths: Vec<_> = others.map(|other| other.path.clone()).collect();
    if !paths.is_empty() {
        notes.push(TorchNote::OtherSchedulers { paths });
    }
    let path = scheduler.path.clone();
    let notes = notes.into_iter().map(Note::Torch).collect();
    Ok(Some(match rates {
        Rates::Metrics(rates) => Import::Metric(ImportedMetric { rates, source, path, step, notes }),
        Rates::Schedules(schedules) => {
            let mut groups = schedules.into_iter().map(LearningRate::from);
            let Some(learning_rate) = groups.next() else { return Ok(None) };
            Import::Rate(Imported {
                further_groups: groups.collect(),
                step: Some(step),
                path,
                ..Imported::new(learning_rate, source, notes)
            })
        }
    }))
}

/// The error for a scheduler that was pickled as an object; `None` if there is none.
pub(crate) fn refuse_object(root: &Value) -> Option<InteropError> {
    find::object(root, "").map(|(path, class)| InteropError::SchedulerObject { path, class })
}

/// What a file without a scheduler has instead.
pub(crate) fn describe(root: &Value) -> String {
    let has_optimizer = !Contents::of(root).optimizers.is_empty();
    match root {
        _ if has_optimizer => "an optimizer without a scheduler".to_owned(),
        Value::String(text) => text::shortened(text.trim_matches(['<', '>'])).into_owned(),
        other => crate::formats::keras::read::describe(other),
    }
}
