//! A schedule, times a factor.

use glidepath_core::LearningRateSchedule;

use crate::ScheduleError;
use crate::parameters::{check, class};

/// Another schedule's rate, times `factor`.
///
#[cfg_attr(doc, doc = include_str!("../../plots/scaled.svg"))]
///
/// # Example
/// ```
/// use glidepath::prelude::*;
///
/// let schedule = Scaled::new(PolynomialDecay::new(0.5, 100, 0.0)?, 0.5)?;
/// assert_eq!(schedule.learning_rate(50), 0.125);
/// # Ok::<(), glidepath::ScheduleError>(())
/// ```
#[derive(Clone)]
pub struct Scaled<S> {
    config: Config<S>,
}

impl<S> Scaled<S> {
    /// `schedule`, times `factor`.
    ///
    /// # Errors
    ///
    /// If `factor` is not finite or below 0.
    pub fn new(schedule: S, factor: f64) -> Result<Self, ScheduleError> {
        Self::checked(Config { schedule, factor, name: None })
    }

    /// The same around another schedule.
    pub fn map_schedule<T>(self, map: impl FnOnce(S) -> T) -> Scaled<T> {
        let Config { schedule, factor, name } = self.config;
        Scaled { config: Config { schedule: map(schedule), factor, name } }
    }

    fn checked(config: Config<S>) -> Result<Self, ScheduleError> {
        check::non_negative("factor", config.factor)?;
        Ok(Self { config })
    }
}

class! {
    /// Another schedule's rate, times a factor.
    struct Config<S> for Scaled {
        /// The schedule inside.
        pub schedule: S => &S,
        /// The factor.
        #[schemars(with = "crate::schema::NonNegative")]
        pub factor: f64,
    }
}

impl<S> Scaled<S> {
    fn scale(&self, rate: f64) -> f64 {
        (rate * self.config.factor).min(f64::MAX)
    }
}

impl<S: LearningRateSchedule> LearningRateSchedule for Scaled<S> {
    fn learning_rate(&self, step: u64) -> f64 {
        self.scale(self.config.schedule.learning_rate(step))
    }

    fn fill(&self, first_step: u64, rates: &mut [f64]) {
        self.config.schedule.fill(first_step, rates);
        for rate in rates {
            *rate = self.scale(*rate);
        }
    }
}
