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
mod cycles;
mod note;
mod stable;
mod state;
mod steps;

use serde_json::Value;

pub use note::TimmNote;

use crate::model::{Built, Imported, InteropError, Source};
use crate::values::arguments::{Arguments, NonNegative};
use crate::values::text;
use builder::Builder;
use state::State;

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
pub fn schedule(class: &str, base_lr: f64, kwargs: &Value) -> Result<Built, InteropError> {
    let NonNegative(base) = NonNegative::new(base_lr, "base_lr")?;
    let build = find(class)?;
    build(Builder::new(base, Arguments::new(kwargs, "kwargs")?)?)
}

/// Reads a scheduler or its state; `None` if the value is something else.
pub(crate) fn import(value: &Value) -> Option<Result<Imported, InteropError>> {
    let object = value.as_object()?;
    if let Some(state) = State::of(object) {
        return Some(state.read(value, "").map(|groups| groups.imported(Source::TimmState)));
    }
    let class = object.get("class").and_then(Value::as_str);
    class.is_some_and(is_of_timm).then(|| {
        let Built { schedule, notes } = read(value)?;
        Ok(Imported::new(schedule, Source::Timm, notes))
    })
}

/// Reads the state of a scheduler that was pickled, alone or in a checkpoint; `None` if there is none.
pub(crate) fn import_pickled(value: &Value, source: Source) -> Option<Result<Imported, InteropError>> {
    let of_root = value.as_object().and_then(State::of).map(|state| (state, value, String::new()));
    let (state, value, path) = of_root.or_else(|| state::find(value, ""))?;
    let groups = state.read(value, &path);
    Some(groups.map(|groups| Imported { path, ..groups.imported(source) }))
}

fn read(value: &Value) -> Result<Built, InteropError> {
    let mut scheduler = Arguments::new(value, "")?;
    let class = scheduler.required("class")?;
    find(class)?;
    let NonNegative(base_lr) = scheduler.required("base_lr")?;
    let kwargs: &Value = scheduler.required("kwargs")?;
    scheduler.finish()?;
    schedule(class, base_lr, kwargs)
}

/// Builds the schedule of one class.
type Build = fn(Builder<'_>) -> Result<Built, InteropError>;

/// The classes that are functions of the step.
const CLASSES: [(&str, Build); 6] = [
    ("CosineLRScheduler", cycles::cosine),
    ("PolyLRScheduler", cycles::polynomial),
    ("TanhLRScheduler", cycles::tanh),
    ("StepLRScheduler", steps::step),
    ("MultiStepLRScheduler", steps::multi_step),
    ("WSDLRScheduler", stable::warmup_stable_decay),
];

/// Whether a class is named as those of timm are.
pub(crate) fn is_of_timm(class: &str) -> bool {
    class.ends_with("LRScheduler")
}

/// The names of all classes.
pub(crate) fn class_names() -> impl Iterator<Item = &'static str> {
    CLASSES.iter().map(|&(name, _)| name).chain([PLATEAU])
}

fn find(class: &str) -> Result<Build, InteropError> {
    if class == PLATEAU {
        return Err(follows_a_metric("class"));
    }
    if let Some((_, build)) = CLASSES.iter().find(|(name, _)| *name == class) {
        return Ok(*build);
    }
    let known = CLASSES.map(|(name, _)| format!("`{name}`")).join(", ");
    let got = text::shortened(class);
    Err(InteropError::invalid("class", format!("must be one of {known}, got {got:?}")))
}

const PLATEAU: &str = "PlateauLRScheduler";

fn follows_a_metric(path: &str) -> InteropError {
    InteropError::FollowsMetric { path: path.to_owned(), name: PLATEAU.to_owned(), class: "ReduceOnPlateau" }
}
