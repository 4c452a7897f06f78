//! The schedules of `flax.training.lr_schedule`, by the names of its functions and their keyword arguments.
//!
//! As with [`optax`](crate::formats::optax), a file holds the call: `{"function":
//! "create_cosine_learning_rate_schedule", "kwargs": {…}}`. The names and defaults are those of flax 0.12.8,
//! which advises to use optax instead.

mod notes;

use glidepath_schedules::{Constant, CosineAnnealing, Product, ScheduleError, StepCount, Transition};
use glidepath_serde::{BoxSchedule, IntoBoxSchedule};

use super::call::{self, Context, Function, Table, checked};
use super::format::{Format, Reading};
use crate::model::{Built, InteropError, Source};
use crate::parts::rates_from_steps::RatesFromSteps;
use crate::values::account::Harmless;
use crate::values::arguments::{Arguments, NonNegative, Positive};
use crate::values::path;

/// The call of a function.
const SOURCE: Source = Source::text("flax", "a flax schedule");

/// The functions by their names.
const FUNCTIONS: [(&str, Function); 3] = [
    ("create_constant_learning_rate_schedule", constant),
    ("create_stepped_learning_rate_schedule", stepped),
    ("create_cosine_learning_rate_schedule", cosine),
];

pub(super) const TABLE: Table = (SOURCE, &FUNCTIONS);

pub(super) const FORMAT: Format = Format {
    name: "flax",
    title: "flax",
    marks: "`function` and `kwargs`, with the name of a function of flax",
    built_on: &[],
    mark: |document| call::mark(document, TABLE, &[]),
    reading: Reading::By(|document, _| call::read_file(&document.values, &[TABLE])),
    harmless: Harmless { keys: &[], branches: &[] },
    reads_hjson: false,
};

/// The schedule that flax's function of that name gives for these keyword arguments.
///
/// ```
/// use glidepath_core::LearningRateSchedule;
/// use serde_json::json;
///
/// let kwargs = json!({"base_learning_rate": 0.5, "steps_per_epoch": 100, "warmup_length": 2.0});
/// let built = glidepath_interop::flax::schedule("create_constant_learning_rate_schedule", &kwargs)?;
/// assert_eq!(built.schedule.learning_rate(100), 0.25);
/// assert_eq!(built.schedule.learning_rate(200), 0.5);
/// # Ok::<(), glidepath_interop::InteropError>(())
/// ```
///
/// # Errors
///
/// If there is no such function, or the arguments are not its own, not of its types, or out of their ranges.
pub fn schedule(function: &str, kwargs: &serde_json::Value) -> Result<Built, InteropError> {
    call::built(&[TABLE], function, kwargs)
}

fn constant(arguments: &mut Arguments<'_>, _context: &mut Context<'_>) -> Result<BoxSchedule, InteropError> {
    let Base { rate, steps_per_epoch } = Base::read(arguments)?;
    let schedule = match warmup_steps(arguments, steps_per_epoch)? {
        Some(steps) => Transition::new(0.0, rate, steps).map(IntoBoxSchedule::boxed),
        None => Constant::new(rate).map(IntoBoxSchedule::boxed),
    };
    checked(schedule, arguments.path())
}

fn stepped(arguments: &mut Arguments<'_>, context: &mut Context<'_>) -> Result<BoxSchedule, InteropError> {
    const STEPS: &str = "lr_sched_steps";
    let Base { rate, steps_per_epoch } = Base::read(arguments)?;
    let changes: Vec<Vec<NonNegative>> = arguments.required(STEPS)?;
    let mut pieces = RatesFromSteps::new(rate);
    let mut last_epoch = 0.0;
    for (index, change) in changes.iter().enumerate() {
        let refuse = |problem: String| {
            Err(InteropError::invalid(path::element(&arguments.path_of(STEPS), index), problem))
        };
        let &[NonNegative(epoch), NonNegative(factor)] = change.as_slice() else {
            return refuse(format!("must be an epoch and a factor, got {} numbers", change.len()));
        };
        if epoch < last_epoch {
            return refuse(format!("the epochs must not decrease, got {last_epoch:?} before {epoch:?}"));
        }
        let Some(step) = StepCount::from((epoch * steps_per_epoch).round_ties_even()).whole() else {
            return refuse(format!("must be before step 2^64, got epoch {epoch:?}"));
        };
        last_epoch = epoch;
        pieces.push(step, rate * factor);
    }
    if !changes.is_empty() {
        context.note(notes::late_steps(&arguments.path_of(STEPS)));
    }
    let schedule = pieces.constant(arguments.path())?;
    warmed_up(schedule, arguments, steps_per_epoch)
}

fn cosine(arguments: &mut Arguments<'_>, context: &mut Context<'_>) -> Result<BoxSchedule, InteropError> {
    let Base { rate, steps_per_epoch } = Base::read(arguments)?;
    let Positive(epochs) = arguments.required("halfcos_epochs")?;
    let length = StepCount::from(epochs * steps_per_epoch);
    let path = arguments.path_of("halfcos_epochs");
    context.note(notes::rises_again(&path, &length.to_string()));
    let schedule = checked(CosineAnnealing::new(rate, length), arguments.path())?;
    warmed_up(schedule.boxed(), arguments, steps_per_epoch)
}

/// What all three functions take.
struct Base {
    rate: f64,
    steps_per_epoch: f64,
}

impl Base {
    fn read(arguments: &mut Arguments<'_>) -> Result<Self, InteropError> {
        let NonNegative(rate) = arguments.required("base_learning_rate")?;
        let Positive(steps_per_epoch) = arguments.required("steps_per_epoch")?;
        Ok(Self { rate, steps_per_epoch })
    }
}

/// A schedule times a ramp from 0 to 1, if `warmup_length` asks for one.
fn warmed_up(
    schedule: BoxSchedule,
    arguments: &mut Arguments<'_>,
    steps_per_epoch: f64,
) -> Result<BoxSchedule, InteropError> {
    let Some(steps) = warmup_steps(arguments, steps_per_epoch)? else { return Ok(schedule) };
    let product = || -> Result<_, ScheduleError> {
        Product::new([schedule, Transition::new(0.0, 1.0, steps)?.boxed()])
    };
    checked(product(), arguments.path()).map(IntoBoxSchedule::boxed)
}

/// The length of the warmup, if there is one.
fn warmup_steps(
    arguments: &mut Arguments<'_>,
    steps_per_epoch: f64,
) -> Result<Option<StepCount>, InteropError> {
    let epochs: f64 = arguments.or("warmup_length", 0.0)?;
    Ok((epochs > 0.0).then(|| StepCount::from(epochs * steps_per_epoch)))
}
