//! Schedules, one plus the other.

use alloc::string::String;
use alloc::vec::Vec;

use glidepath_core::LearningRateSchedule;

use crate::ScheduleError;
use crate::arithmetic::{Estimate, Fraction};
use crate::parameters::{check, class};
use crate::parts::fill;

/// The sum of the rates of other schedules, rounded once.
///
#[cfg_attr(doc, doc = include_str!("../../plots/sum.svg"))]
///
/// # Example
/// ```
/// use glidepath::prelude::*;
///
/// let line = PolynomialDecay::new(1.0, 100, 0.0)?;
/// let schedule = Sum::new([line.clone(), line])?;
/// assert_eq!(schedule.learning_rate(50), 1.0);
/// # Ok::<(), glidepath::ScheduleError>(())
/// ```
#[derive(Clone)]
#[doc(alias = "ComposedLrScheduler")]
pub struct Sum<S> {
    config: Config<S>,
}

impl<S> Sum<S> {
    /// The sum of `schedules`.
    ///
    /// # Errors
    ///
    /// If there are none.
    pub fn new(schedules: impl Into<Vec<S>>) -> Result<Self, ScheduleError> {
        Self::try_from(Config { schedules: schedules.into(), name: None })
    }

    /// The parts.
    pub fn schedules(&self) -> &[S] {
        &self.config.schedules
    }

    /// The same of other schedules.
    pub fn map_schedules<T>(self, map: impl FnMut(S) -> T) -> Sum<T> {
        let Config { schedules, name } = self.config;
        let schedules = schedules.into_iter().map(map).collect();
        Sum { config: Config { schedules, name } }
    }
}

class!(Sum<S>, "The sum of the rates of other schedules.");

impl<S: LearningRateSchedule> LearningRateSchedule for Sum<S> {
    fn learning_rate(&self, step: u64) -> f64 {
        let schedules = &self.config.schedules;
        if let [first, second] = schedules.as_slice() {
            return (first.learning_rate(step) + second.learning_rate(step)).min(f64::MAX);
        }
        let rate = |schedule: &S| Estimate::exact(schedule.learning_rate(step));
        let sum = schedules.iter().map(rate).reduce(|sum, rate| sum + rate);
        sum.and_then(Estimate::nearest).unwrap_or_else(|| {
            let rate = |schedule: &S| Fraction::from_f64(schedule.learning_rate(step));
            schedules.iter().map(rate).fold(Fraction::whole(0), |sum, rate| &sum + &rate).nearest()
        })
    }

    fn fill(&self, first_step: u64, rates: &mut [f64]) {
        match self.config.schedules.as_slice() {
            [only] => only.fill(first_step, rates),
            [first, second] => {
                first.fill(first_step, rates);
                fill::by_lots(second, first_step, rates, |rate, other| (rate + other).min(f64::MAX));
            }
            _ => fill::one_by_one(first_step, rates, |step| self.learning_rate(step)),
        }
    }
}

/// What a file holds.
#[derive(Clone, Debug, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize), serde(deny_unknown_fields))]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
struct Config<S> {
    /// The parts.
    #[cfg_attr(feature = "schema", schemars(length(min = 1)))]
    schedules: Vec<S>,
    /// The name that pictures show. It has no influence on the rates.
    #[cfg_attr(feature = "serde", serde(default))]
    name: Option<String>,
}

impl<S> TryFrom<Config<S>> for Sum<S> {
    type Error = ScheduleError;

    fn try_from(config: Config<S>) -> Result<Self, ScheduleError> {
        check::not_empty("schedules", config.schedules.len())?;
        Ok(Self { config })
    }
}
