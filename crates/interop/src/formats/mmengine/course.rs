//! What a scheduler does with the rate that it finds.

use glidepath_core::LearningRateSchedule;
use glidepath_schedules::{
    Constant, CosineAnnealing, PiecewiseConstantDecay, PolynomialDecay, ScheduleError, Transition,
};
use glidepath_serde::{BoxSchedule, IntoBoxSchedule};

use super::least::Least;
use super::restarts::Restarts;
use crate::formats::torch;
use crate::model::InteropError;
use crate::parts::HALF_COSINE;
use crate::values::Value;

/// The way of a rate, by the scheduler's own steps.
#[derive(Debug)]
pub(super) enum Course {
    /// A class that does as PyTorch's of this name with these arguments.
    AsTorch {
        class: &'static str,
        arguments: Value,
    },
    /// `factor` times the rate, up to the last step but one.
    Constant {
        factor: f64,
    },
    Linear {
        start_factor: f64,
        end_factor: f64,
    },
    Polynomial {
        least: Least,
        power: f64,
    },
    Cosine {
        least: Least,
        half_period: Option<u64>,
    },
    Restarts(Restarts),
}

/// From where a scheduler goes on.
#[derive(Clone, Copy, Debug)]
pub(super) struct Start<'a> {
    /// The rate that it finds.
    pub(super) rate: f64,
    /// The optimizer's rate.
    pub(super) base: f64,
    /// How many steps it makes; `None` if it has no end.
    pub(super) steps: Option<u64>,
    /// The place of the scheduler.
    pub(super) path: &'a str,
}

impl Start<'_> {
    /// The last step, for a class that needs one.
    fn last(&self) -> Result<u64, InteropError> {
        let missing =
            || InteropError::invalid(self.path, "missing field `end`, which the run does not tell either");
        Ok(self.steps.ok_or_else(missing)?.saturating_sub(1))
    }
}

impl Course {
    /// Whether the rate is multiplied by a factor of the step, whatever it is.
    pub(super) fn multiplies(&self, steps: Option<u64>) -> bool {
        match self {
            Self::AsTorch { class, .. } => *class != "OneCycleLR",
            Self::Constant { .. } | Self::Linear { .. } => true,
            Self::Polynomial { least, .. } => least.is_zero(),
            Self::Cosine { least, half_period } => {
                let is_within =
                    half_period.is_none_or(|half| steps.is_some_and(|steps| steps <= half.saturating_add(1)));
                least.is_zero() && is_within
            }
            Self::Restarts(_) => false,
        }
    }

    /// The rates from the first step on.
    pub(super) fn schedule(&self, start: &Start<'_>) -> Result<BoxSchedule, InteropError> {
        let rate = start.rate;
        let built = match self {
            Self::AsTorch { class, arguments } => {
                return torch::build(class, rate, arguments, start.path).map(|built| built.schedule);
            }
            Self::Constant { factor } => held(rate, *factor, start.last()?),
            Self::Linear { start_factor, end_factor } => {
                line(rate * start_factor, rate * end_factor, start.last()?)
            }
            Self::Polynomial { least, power } => {
                polynomial(rate, least.rate(start.base), *power, start.last()?)
            }
            Self::Cosine { least, half_period } => {
                let least = least.rate(start.base);
                let half_period = match half_period {
                    Some(half_period) => *half_period,
                    None => start.last()?.saturating_add(1),
                };
                return cosine(least, half_period, start);
            }
            Self::Restarts(restarts) => restarts.schedule(start.base),
        };
        built.map_err(InteropError::unfit(start.path))
    }
}

/// `factor` times the rate, and the rate itself from the last step on.
fn held(rate: f64, factor: f64, last: u64) -> Result<BoxSchedule, ScheduleError> {
    match last.checked_sub(1) {
        Some(before) => Ok(PiecewiseConstantDecay::new([before], [rate * factor, rate])?.boxed()),
        None => Ok(Constant::new(rate * factor)?.boxed()),
    }
}

fn line(from: f64, to: f64, last: u64) -> Result<BoxSchedule, ScheduleError> {
    if last == 0 { Ok(Constant::new(from)?.boxed()) } else { Ok(Transition::new(from, to, last)?.boxed()) }
}

fn polynomial(rate: f64, least: f64, power: f64, last: u64) -> Result<BoxSchedule, ScheduleError> {
    if last == 0 {
        return Ok(Constant::new(rate)?.boxed());
    }
    Ok(PolynomialDecay::new(rate, last, least)?.with_power(power)?.boxed())
}

/// Half a cosine; one that goes on beyond it rises by the height of the optimizer's rate.
fn cosine(least: f64, half_period: u64, start: &Start<'_>) -> Result<BoxSchedule, InteropError> {
    let unfit = InteropError::unfit(start.path);
    let is_within = start.steps.is_some_and(|steps| steps <= half_period.saturating_add(1));
    if is_within {
        let way = Transition::new(start.rate, least, half_period).and_then(|way| way.with_curve(HALF_COSINE));
        return way.map(IntoBoxSchedule::boxed).map_err(unfit);
    }
    if start.rate != start.base {
        let problem = format!(
            "goes on beyond `T_max`, where it rises from the optimizer's rate {:?}, though it begins at {:?}",
            start.base, start.rate
        );
        return Err(InteropError::invalid(start.path, problem));
    }
    let wave =
        CosineAnnealing::new(start.rate, half_period).and_then(|wave| wave.with_end_learning_rate(least));
    wave.map(IntoBoxSchedule::boxed).map_err(unfit)
}

/// Whether a schedule stays at the rate that it has at a step.
pub(super) fn rests_from(schedule: &BoxSchedule, step: u64) -> bool {
    let rate = schedule.learning_rate(step);
    [1, 2, 3]
        .into_iter()
        .map(|more| step.saturating_add(more))
        .chain([u64::MAX])
        .all(|later| schedule.learning_rate(later) == rate)
}
