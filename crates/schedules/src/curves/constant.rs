//! One rate for ever.

use alloc::string::String;

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
        Self::try_from(Config { learning_rate, name: None })
    }
}

class!(Constant, "The same rate at every step.");

impl LearningRateSchedule for Constant {
    fn learning_rate(&self, _step: u64) -> f64 {
        self.config.learning_rate
    }

    fn fill(&self, _first_step: u64, rates: &mut [f64]) {
        rates.fill(self.config.learning_rate);
    }
}

/// What a file holds.
#[derive(Clone, Debug, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize), serde(deny_unknown_fields))]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
struct Config {
    /// The rate.
    #[cfg_attr(feature = "schema", schemars(with = "crate::schema::NonNegative"))]
    learning_rate: f64,
    /// The name that pictures show. It has no influence on the rates.
    #[cfg_attr(feature = "serde", serde(default))]
    name: Option<String>,
}

impl TryFrom<Config> for Constant {
    type Error = ScheduleError;

    fn try_from(config: Config) -> Result<Self, ScheduleError> {
        check::non_negative("learning_rate", config.learning_rate)?;
        Ok(Self { config })
    }
}
