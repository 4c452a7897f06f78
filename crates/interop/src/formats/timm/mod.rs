//! The schedulers of timm, from the class, the base rate and the keyword arguments, or from their state.
//!
//! ```json
//! {"class": "CosineLRScheduler", "base_lr": 0.05, "kwargs": {"t_initial": 300, "warmup_t": 5, "lr_min": 1e-5}}
//! ```
//!
//! [`import`](crate::import) reads such an object, and the `state_dict()` of a scheduler, which has all of its parameters and
//! tells the class by them: as JSON, or as `torch.save` writes it, there also within a checkpoint.
//!
//! | class | read as, behind a [`Warmup`](glidepath_schedules::Warmup) |
//! |---|---|
//! | `CosineLRScheduler`, `PolyLRScheduler`, `TanhLRScheduler` | `TransitionRestarts` |
//! | `StepLRScheduler` | `ExponentialDecay` in stairs |
//! | `MultiStepLRScheduler` | `PiecewiseConstantDecay` |
//! | `WSDLRScheduler` | `WarmupStableDecay`, or a `Product` with a `PowerLaw` |
//! | `PlateauLRScheduler` | refused: it follows a metric, as `ReduceOnPlateau` does |
//!
//! A step here is timm's `t`, which counts epochs if not told otherwise. Noise is refused. A `decay_t` or `cycle_mul` that
//! is no whole number is taken as the decimal that it is written as: with a `decay_t` of 2.2 the fifth fall is at 11, where
//! timm has it one later, because the double next to 2.2 is above it.

mod builder;
mod classes;
mod cycles;
mod marks;
mod notes;
mod stable;
mod state;
mod steps;

use glidepath_serde::Horizon;

use super::format::{Format, Reading};
use crate::containers::Document;
use crate::model::{Built, Import, Imported, InteropError, Source};
use crate::values::Value;
use crate::values::account::Harmless;
use crate::values::arguments::{Arguments, NonNegative};
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
            `state_dict`",
    built_on: &[],
    mark: marks::mark,
    reading: Reading::By(read),
    harmless: Harmless { keys: &[], branches: &[] },
    reads_hjson: false,
};

fn read(document: &Document<'_>, _: &Horizon) -> Result<Import, InteropError> {
    let root = &document.values;
    let of_root = root.as_object().and_then(State::of).map(|state| (state, root, String::new()));
    let found = of_root.or_else(|| document.container.is_pickled().then(|| state::find(root, "")).flatten());
    let imported = match found {
        Some((state, value, path)) => {
            let is_pickled = document.container.is_pickled();
            let source = if is_pickled { document.container.pickled_source() } else { STATE };
            let groups = state.read(value, &path)?;
            // The rest of a checkpoint is not its business.
            root.settle();
            Imported { path, ..groups.imported(source) }
        }
        None => of_class(root)?,
    };
    Ok(Import::Rate(imported))
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
/// If the class is unknown or follows a metric, the rate is not finite or below 0, or an argument is missing, unknown
/// or out of its range.
pub fn schedule(class: &str, base_lr: f64, kwargs: &serde_json::Value) -> Result<Built, InteropError> {
    build(class, NonNegative::new(base_lr, "base_lr")?, &kwargs.clone().into())
}
