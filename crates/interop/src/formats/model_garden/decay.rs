//! The decays of Keras, each with an offset.

use glidepath_schedules::{
    Constant, CosineDecay, ExponentialDecay, PiecewiseConstantDecay, PolynomialDecay, ScheduleError, Shifted,
    StepCount,
};
use glidepath_serde::{BoxSchedule, IntoBoxSchedule};

use crate::model::InteropError;
use crate::values::arguments::{Arguments, NonNegative, PositiveSteps};

/// A schedule that begins at a step.
#[derive(Debug)]
pub(super) struct Decay {
    schedule: BoxSchedule,
    offset: u64,
    /// The place of the offset, if the framework has other rates than the first before it.
    extrapolated: Option<String>,
}

impl Decay {
    /// A schedule that begins at its offset, and has its first rate before it.
    pub(super) fn new(
        schedule: Result<impl IntoBoxSchedule, ScheduleError>,
        offset: u64,
        path: &str,
    ) -> Result<Self, InteropError> {
        let schedule = schedule.map_err(InteropError::unfit(path))?.boxed();
        Ok(Self { schedule, offset, extrapolated: None })
    }

    /// A schedule of Keras, which goes on before its beginning.
    fn of_keras(
        schedule: Result<impl IntoBoxSchedule, ScheduleError>,
        own: &mut Arguments<'_>,
    ) -> Result<Self, InteropError> {
        let decay = Self::new(schedule, own.or("offset", 0)?, own.path())?;
        let extrapolated = (decay.offset > 0).then(|| own.path_of("offset"));
        Ok(Self { extrapolated, ..decay })
    }

    /// The schedule for all steps, where nothing covers its beginning.
    pub(super) fn uncovered(self) -> Result<BoxSchedule, InteropError> {
        self.covered(0)
    }

    /// The schedule for all steps, of which those before this one do not count.
    pub(super) fn covered(self, first: u64) -> Result<BoxSchedule, InteropError> {
        match self.extrapolated {
            Some(path) if first < self.offset => {
                let problem = format!(
                    "must not be greater than the steps of the warmup, {first}, got {}: before its offset the decay is \
                     evaluated at negative steps, where it has other rates than its first",
                    self.offset
                );
                Err(InteropError::invalid(path, problem))
            }
            _ if self.offset == 0 => Ok(self.schedule),
            _ => {
                let late = i64::try_from(self.offset).map_or(i64::MIN, |offset| -offset);
                Ok(Shifted::new(self.schedule, late).boxed())
            }
        }
    }
}

pub(super) fn constant(rate: f64, path: &str) -> Result<Decay, InteropError> {
    Decay::new(Constant::new(rate), 0, path)
}

pub(super) fn stepwise(own: &mut Arguments<'_>) -> Result<Decay, InteropError> {
    let boundaries: Vec<u64> = own.required("boundaries")?;
    let values: Vec<NonNegative> = own.required("values")?;
    let values: Vec<f64> = values.into_iter().map(|NonNegative(value)| value).collect();
    if boundaries.is_empty() {
        return Err(own.refuse("boundaries", "must have at least 1 element, got 0"));
    }
    // Before its first boundary it has its first value at negative steps as well.
    let offset = own.or("offset", 0)?;
    Decay::new(PiecewiseConstantDecay::new(boundaries, values), offset, own.path())
}

pub(super) fn polynomial(own: &mut Arguments<'_>) -> Result<Decay, InteropError> {
    let (first, steps) = first_and_steps(own)?;
    let NonNegative(end) = own.or("end_learning_rate", NonNegative(0.0001))?;
    let NonNegative(power) = own.or("power", NonNegative(1.0))?;
    let is_cyclic: bool = own.or("cycle", false)?;
    let decay = PolynomialDecay::new(first, steps, end).and_then(|decay| decay.with_power(power));
    Decay::of_keras(decay.map(|decay| decay.with_cycle(is_cyclic)), own)
}

pub(super) fn exponential(own: &mut Arguments<'_>) -> Result<Decay, InteropError> {
    let (first, steps) = first_and_steps(own)?;
    let NonNegative(factor) = own.required("decay_rate")?;
    let staircase: Option<bool> = own.optional("staircase")?;
    let decay = ExponentialDecay::new(first, steps, factor);
    Decay::of_keras(decay.map(|decay| decay.with_staircase(staircase.unwrap_or(false))), own)
}

pub(super) fn cosine(own: &mut Arguments<'_>) -> Result<Decay, InteropError> {
    let (first, steps) = first_and_steps(own)?;
    let NonNegative(alpha) = own.or("alpha", NonNegative(0.0))?;
    Decay::of_keras(CosineDecay::new(first, steps).and_then(|decay| decay.with_alpha(alpha)), own)
}

fn first_and_steps(own: &mut Arguments<'_>) -> Result<(f64, StepCount), InteropError> {
    let NonNegative(first) = own.required("initial_learning_rate")?;
    let PositiveSteps(steps) = own.required("decay_steps")?;
    Ok((first, steps))
}
