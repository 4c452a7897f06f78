//! A schedule of epochs as a schedule of steps.

use glidepath_core::LearningRateSchedule;

use crate::arithmetic::Stride;
use crate::parameters::{check, class};
use crate::parts::fill;
use crate::{ScheduleError, StepCount};

/// Another schedule, each of whose steps lasts `factor` steps: the rate at step s is the other's at `s /
/// factor`, rounded down.
///
/// With the number of steps in an epoch as `factor`, a schedule that counts epochs becomes one that counts
/// steps and changes once an epoch. The factor need not be whole.
///
#[cfg_attr(doc, doc = include_str!("../../plots/stretched.svg"))]
///
/// # Example
/// ```
/// use glidepath::prelude::*;
///
/// let by_epoch = ExponentialDecay::new(0.1, 1, 0.5)?;
/// let by_step = Stretched::new(by_epoch, 937.5)?;
/// assert_eq!(by_step.learning_rate(937), 0.1);
/// assert_eq!(by_step.learning_rate(938), 0.05);
/// # Ok::<(), glidepath::ScheduleError>(())
/// ```
#[derive(Clone)]
#[doc(alias = "steps_per_epoch")]
pub struct Stretched<S> {
    config: Config<S>,
    stride: Stride,
}

impl<S> Stretched<S> {
    /// `schedule`, `factor` times as long.
    ///
    /// # Errors
    ///
    /// If `factor` is not finite or not above 0.
    pub fn new(schedule: S, factor: impl Into<StepCount>) -> Result<Self, ScheduleError> {
        Self::checked(Config { schedule, factor: factor.into(), name: None })
    }

    /// The same around another schedule.
    pub fn map_schedule<T>(self, map: impl FnOnce(S) -> T) -> Stretched<T> {
        let Config { schedule, factor, name } = self.config;
        Stretched { stride: self.stride, config: Config { schedule: map(schedule), factor, name } }
    }

    fn checked(config: Config<S>) -> Result<Self, ScheduleError> {
        check::positive_steps("factor", config.factor)?;
        let stride = Stride::new(config.factor);
        Ok(Self { config, stride })
    }
}

class! {
    /// Another schedule, each of whose steps lasts `factor` steps.
    struct Config<S> for Stretched {
        /// The schedule inside.
        pub schedule: S => &S,
        /// How many steps each step of the schedule inside lasts.
        #[schemars(with = "crate::schema::PositiveSteps")]
        pub factor: StepCount,
    }
}

impl<S: LearningRateSchedule> LearningRateSchedule for Stretched<S> {
    fn learning_rate(&self, step: u64) -> f64 {
        self.config.schedule.learning_rate(self.stride.times(step).to_u64())
    }

    fn fill(&self, first_step: u64, rates: &mut [f64]) {
        let mut rates = fill::until_last_step(self, first_step, rates);
        let mut step = first_step;
        while !rates.is_empty() {
            let times = self.stride.times(step);
            let more = self.stride.last_of(&times, step) - step;
            let (now, rest) = fill::split_after(more.saturating_add(1), rates);
            now.fill(self.config.schedule.learning_rate(times.to_u64()));
            rates = rest;
            step = step.saturating_add(more).saturating_add(1);
        }
    }
}
