//! A schedule between bounds.

use glidepath_core::LearningRateSchedule;

use crate::ScheduleError;
use crate::parameters::{check, class};

/// Another schedule's rate, but never below `min` nor above `max`.
///
/// A floor in the sense of a lower bound: the curve is cut off there. For a floor that the curve is stretched
/// to reach, as `alpha` in [`CosineDecay`](crate::CosineDecay), see the schedule itself.
///
#[cfg_attr(doc, doc = include_str!("../../plots/clamped.svg"))]
///
/// # Example
/// ```
/// use glidepath::prelude::*;
///
/// let schedule = Clamped::new(ExponentialDecay::new(0.1, 10, 0.5)?, 0.01, 0.08)?;
/// assert_eq!(schedule.learning_rate(0), 0.08);
/// assert_eq!(schedule.learning_rate(10), 0.05);
/// assert_eq!(schedule.learning_rate(1_000), 0.01);
/// # Ok::<(), glidepath::ScheduleError>(())
/// ```
#[derive(Clone)]
#[doc(alias = "min_lr")]
#[doc(alias = "clip")]
pub struct Clamped<S> {
    config: Config<S>,
}

impl<S> Clamped<S> {
    /// `schedule`, between `min` and `max`.
    ///
    /// # Errors
    ///
    /// If a bound is not finite or below 0, or `max` is below `min`.
    pub fn new(schedule: S, min: f64, max: f64) -> Result<Self, ScheduleError> {
        Self::checked(Config { schedule, min, max, name: None })
    }

    /// The same around another schedule.
    pub fn map_schedule<T>(self, map: impl FnOnce(S) -> T) -> Clamped<T> {
        let Config { schedule, min, max, name } = self.config;
        Clamped { config: Config { schedule: map(schedule), min, max, name } }
    }

    fn checked(config: Config<S>) -> Result<Self, ScheduleError> {
        check::non_negative("min", config.min)?;
        check::non_negative("max", config.max)?;
        check::require(config.max >= config.min, "max", "at least `min`", config.max)?;
        Ok(Self { config })
    }
}

class! {
    /// Another schedule's rate, but never below `min` nor above `max`.
    struct Config<S> for Clamped {
        /// The schedule inside.
        pub schedule: S => &S,
        /// The lower bound.
        #[serde(default)]
        #[schemars(with = "crate::schema::NonNegative")]
        pub min: f64,
        /// The upper bound, at least `min`.
        #[serde(default = "no_upper_bound")]
        #[schemars(with = "crate::schema::NonNegative")]
        pub max: f64,
    }
}

impl<S: LearningRateSchedule> LearningRateSchedule for Clamped<S> {
    fn learning_rate(&self, step: u64) -> f64 {
        self.config.schedule.learning_rate(step).clamp(self.config.min, self.config.max)
    }

    fn fill(&self, first_step: u64, rates: &mut [f64]) {
        self.config.schedule.fill(first_step, rates);
        for rate in rates {
            *rate = rate.clamp(self.config.min, self.config.max);
        }
    }
}

/// For files that leave `max` out.
#[cfg(feature = "serde")]
fn no_upper_bound() -> f64 {
    f64::MAX
}
