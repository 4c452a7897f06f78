//! The schedulers of timm, from the class, the base rate and the keyword arguments, or from their state.
//!
//! ```json
//! {"class": "CosineLRScheduler", "base_lr": 0.05, "kwargs": {"t_initial": 300, "warmup_t": 5, "lr_min": 1e-5}}
//! ```
//!
//! [`import`](crate::import) reads such an object, and the `state_dict()` of a scheduler, which has all of
//! its parameters and tells the class by them: as JSON, or as `torch.save` writes it, there also within a
//! checkpoint.
//!
//! | class | read as, after a [`Warmup`](glidepath_schedules::Warmup) |
//! |---|---|
//! | `CosineLRScheduler`, `PolyLRScheduler`, `TanhLRScheduler` | `TransitionRestarts` |
//! | `StepLRScheduler` | `ExponentialDecay` in stairs |
//! | `MultiStepLRScheduler` | `PiecewiseConstantDecay` |
//! | `WSDLRScheduler` | `WarmupStableDecay`, or a `Product` with a `PowerLaw` |
//! | `PlateauLRScheduler` | refused: it follows a metric, as `ReduceOnPlateau` does |
//!
//! # Arguments of `train.py`
//!
//! The `args.yaml` of a run and the `args` in its checkpoints tell the scheduler by `sched`, `lr`, `epochs`,
//! `warmup_epochs` and what the scheduler takes, as `create_scheduler` of timm 1.0.31 reads them. It counts
//! epochs, or updates with `sched_on_updates`, for which the caller gives the number of updates in an epoch.
//! If it is known for a scheduler that counts epochs, the steps are updates. `lr: null` is refused: timm then
//! computes the rate from the batches of all processes.
//!
//! # Time
//!
//! A step here is timm's `t`, which counts epochs by default. Noise is refused. A `decay_t` or
//! `cycle_mul` that is no whole number is taken as the decimal that it is written as: with a `decay_t` of 2.2
//! the fifth fall is at 11, where timm has it one later, because the double next to 2.2 is above it.

mod builder;
mod classes;
mod cycles;
mod marks;
mod noise;
mod notes;
mod stable;
mod state;
mod steps;
mod train_arguments;

use glidepath_serde::Horizon;

use super::format::{Format, Reading};
use crate::containers::Document;
use crate::model::{Built, Import, Imported, InteropError, Source};
use crate::values::Value;
use crate::values::account::Harmless;
use crate::values::arguments::{Arguments, NonNegative};
use crate::values::path::Way;
use builder::Builder;
use state::State;

/// A scheduler by its class.
const SOURCE: Source = Source::text("timm", "a timm scheduler");
/// The `state_dict` of a scheduler.
const STATE: Source = Source::text("timm-state", "a timm scheduler's state");

pub(super) use classes::names as class_names;

pub(super) const FORMAT: Format = Format {
    name: "timm",
    title: "timm",
    marks: "a `class` whose name ends with `LRScheduler`, with `base_lr` and `kwargs`; the keys of a scheduler's \
            `state_dict`; `sched`, `opt`, `warmup_lr` and `cooldown_epochs`, in a file or in the `args` of a \
            checkpoint",
    built_on: &[],
    mark: marks::mark,
    reading: Reading::By(read),
    harmless: Harmless { keys: &[], branches: &[] },
    reads_hjson: false,
};

fn read(document: &Document<'_>, horizon: &Horizon) -> Result<Import, InteropError> {
    let root = &document.values;
    let is_pickled = document.container.is_pickled();
    let mut found = match root.as_object().and_then(State::of) {
        Some(state) => vec![(state, root, String::new())],
        None if is_pickled => state::find(root, &Way::ROOT),
        None => Vec::new(),
    };
    if found.is_empty() {
        return without_state(document, horizon).map(Import::Rate);
    }
    let (state, value, path) = found.remove(0);
    if let Some((_, _, second)) = found.iter().find(|(_, other, _)| *other != value) {
        let problem =
            format!("a second scheduler beside `{path}`; give the state of the one that is meant alone");
        return Err(InteropError::invalid(second.as_str(), problem));
    }
    let source = if is_pickled { document.container.pickled_source() } else { STATE };
    let groups = state.read(value, &path)?;
    // The rest of a checkpoint is not its business.
    root.settle();
    Ok(Import::Rate(Imported { path, ..groups.imported(source) }))
}

/// The arguments of a run, alone or in a checkpoint, or a class with its arguments.
fn without_state(document: &Document<'_>, horizon: &Horizon) -> Result<Imported, InteropError> {
    let root = &document.values;
    if train_arguments::are_of(root) {
        return train_arguments::read(root, "", horizon);
    }
    let Some(arguments) = root.get(marks::ARGUMENTS).filter(|_| document.container.is_pickled()) else {
        return of_class(root);
    };
    let imported = train_arguments::read(arguments, marks::ARGUMENTS, horizon)?;
    // The rest of a checkpoint is not its business.
    root.settle();
    Ok(Imported { source: document.container.pickled_source(), ..imported })
}

fn of_class(root: &Value) -> Result<Imported, InteropError> {
    let mut scheduler = Arguments::new(root, "")?;
    let class = scheduler.required("class")?;
    classes::find(class)?;
    let base_lr = scheduler.required("base_lr")?;
    let kwargs: &Value = scheduler.required("kwargs")?;
    scheduler.finish_object()?;
    let Built { schedule, notes } = build(class, base_lr, kwargs)?;
    Ok(Imported::new(schedule, SOURCE, notes))
}

fn build(class: &str, NonNegative(base): NonNegative, kwargs: &Value) -> Result<Built, InteropError> {
    let build = classes::find(class)?;
    build(Builder::new(base, Arguments::new(kwargs, "kwargs")?)?)
}

/// Builds the schedule of a class, with its keyword arguments as JSON.
///
/// ```
/// use glidepath_core::LearningRateSchedule;
///
/// let kwargs = serde_json::json!({"t_initial": 100, "warmup_t": 10, "warmup_prefix": true});
/// let built = glidepath_interop::timm::schedule("CosineLRScheduler", 0.5, &kwargs)?;
/// assert_eq!(built.schedule.learning_rate(5), 0.25);
/// assert_eq!(built.schedule.learning_rate(60), 0.25);
/// # Ok::<(), glidepath_interop::InteropError>(())
/// ```
///
/// # Errors
///
/// If the class is unknown or follows a metric, the rate is not finite or below 0, or an argument is missing,
/// unknown or out of its range.
pub fn schedule(class: &str, base_lr: f64, kwargs: &serde_json::Value) -> Result<Built, InteropError> {
    build(class, NonNegative::new(base_lr, "base_lr")?, &kwargs.clone().into())
}
