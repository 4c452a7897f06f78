//! `warmup_constant_schedule`, `warmup_cosine_decay_schedule`, `warmup_exponential_decay_schedule`.

use glidepath_core::LearningRateSchedule;
use glidepath_schedules::{StepCount, Transition, Warmup};
use glidepath_serde::{BoxSchedule, IntoBoxSchedule};

use super::{cosine, exponential, notes};
use crate::formats::call::{Context, checked};
use crate::model::InteropError;
use crate::parts::going_to;
use crate::values::arguments::{Arguments, NonNegative};

pub(super) fn constant(
    arguments: &mut Arguments<'_>,
    _context: &mut Context<'_>,
) -> Result<BoxSchedule, InteropError> {
    let Ramp { initial, peak, steps } = Ramp::read(arguments)?;
    if steps == 0 {
        let problem = "must be greater than 0, got 0: optax would stay at `init_value` for ever";
        return Err(arguments.refuse("warmup_steps", problem));
    }
    checked(Transition::new(initial, peak, steps), arguments.path()).map(IntoBoxSchedule::boxed)
}

pub(super) fn cosine_decay(
    arguments: &mut Arguments<'_>,
    context: &mut Context<'_>,
) -> Result<BoxSchedule, InteropError> {
    cosine_cycle(arguments, context).map(|(schedule, _)| schedule)
}

/// The schedule of `warmup_cosine_decay_schedule`, and its length.
pub(super) fn cosine_cycle(
    arguments: &mut Arguments<'_>,
    context: &mut Context<'_>,
) -> Result<(BoxSchedule, u64), InteropError> {
    let ramp = Ramp::read(arguments)?;
    let total: u64 = arguments.required("decay_steps")?;
    let NonNegative(end) = arguments.or("end_value", NonNegative(0.0))?;
    let exponent: f64 = arguments.or("exponent", 1.0)?;
    if total <= ramp.steps {
        let problem = format!("must be greater than `warmup_steps`, {}, got {total}", ramp.steps);
        return Err(arguments.refuse("decay_steps", problem));
    }
    if ramp.peak == 0.0 && end > 0.0 {
        context.note(notes::end_of_zero_peak(&arguments.path_of("end_value")));
    }
    let length = StepCount::from(total - ramp.steps);
    let decay = cosine::half_cosine(ramp.peak, end, length, exponent, arguments.path())?;
    Ok((ramp.before(decay, arguments.path())?, total))
}

pub(super) fn exponential_decay(
    arguments: &mut Arguments<'_>,
    context: &mut Context<'_>,
) -> Result<BoxSchedule, InteropError> {
    let ramp = Ramp::read(arguments)?;
    let decay = exponential::decay_from(ramp.peak, arguments, context)?;
    ramp.before(decay, arguments.path())
}

/// A straight line from one rate to another.
struct Ramp {
    initial: f64,
    peak: f64,
    steps: u64,
}

impl Ramp {
    fn read(arguments: &mut Arguments<'_>) -> Result<Self, InteropError> {
        let NonNegative(initial) = arguments.required("init_value")?;
        let NonNegative(peak) = arguments.required("peak_value")?;
        Ok(Self { initial, peak, steps: arguments.required("warmup_steps")? })
    }

    /// The ramp, and then the schedule from its step 0.
    fn before(self, schedule: BoxSchedule, path: &str) -> Result<BoxSchedule, InteropError> {
        if self.steps == 0 {
            return Ok(schedule);
        }
        let then = schedule.learning_rate(0);
        let warmup = Warmup::new(schedule, self.steps).with_initial_learning_rate(self.initial);
        checked(warmup.and_then(|warmup| going_to(warmup, self.peak, then)), path)
    }
}
