//! One rate for ever.

use glidepath_core::LearningRateSchedule;

use crate::ScheduleError;
use crate::parameters::{check, class};

/// The same rate at every step.
///
#[cfg_attr(doc, doc = include_str!("../../plots/constant.svg"))]
///
/// Elsewhere: a plain number as the learning rate in Keras; `optax.constant_schedule(value)`;
/// `get_constant_schedule` in Hugging Face transformers; `ConstantLr` in burn. PyTorch's `ConstantLR` is
/// something else: it multiplies the rate by a factor for the first steps.
///
/// # Example
/// ```
/// use glidepath::prelude::*;
///
/// let schedule = Constant::new(0.001)?;
/// assert_eq!(schedule.learning_rate(1_000_000), 0.001);
/// # Ok::<(), glidepath::ScheduleError>(())
/// ```
#[derive(Clone)]
#[doc(alias = "constant_schedule")]
#[doc(alias = "get_constant_schedule")]
#[doc(alias = "ConstantLr")]
pub struct Constant {
    config: Config,
}

impl Constant {
    /// A schedule that always gives `learning_rate`.
    ///
    /// # Errors
    ///
    /// If `learning_rate` is not finite or below 0.
    pub fn new(learning_rate: f64) -> Result<Self, ScheduleError> {
        Self::checked(Config { learning_rate, name: None })
    }

    fn checked(config: Config) -> Result<Self, ScheduleError> {
        check::non_negative("learning_rate", config.learning_rate)?;
        Ok(Self { config })
    }
}

class! {
    /// The same rate at every step.
    struct Config for Constant {
        /// The rate.
        #[schemars(with = "crate::schema::NonNegative")]
        priv learning_rate: f64,
    }
}

impl LearningRateSchedule for Constant {
    fn learning_rate(&self, _step: u64) -> f64 {
        self.config.learning_rate
    }

    fn fill(&self, _first_step: u64, rates: &mut [f64]) {
        rates.fill(self.config.learning_rate);
    }
}
