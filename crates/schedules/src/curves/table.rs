//! A rate for each step.

use alloc::vec::Vec;

use glidepath_core::LearningRateSchedule;

use crate::ScheduleError;
use crate::parameters::{check, class};

/// The rates of a list, one per step; after its end the last one stays.
///
/// What is no formula, a rate per epoch that somebody wrote down, or the samples of a function of one's own,
/// can so be kept in a file. With [`Stretched`](crate::Stretched) each lasts an epoch.
///
#[cfg_attr(doc, doc = include_str!("../../plots/table.svg"))]
///
/// Elsewhere: `fixed` and `manual` in fairseq; `LambdaLR` in PyTorch, sampled.
///
/// # Example
/// ```
/// use glidepath::prelude::*;
///
/// let schedule = Table::new([0.1, 0.3, 0.2])?;
/// assert_eq!(schedule.learning_rate(1), 0.3);
/// assert_eq!(schedule.learning_rate(100), 0.2);
/// # Ok::<(), glidepath::ScheduleError>(())
/// ```
#[derive(Clone)]
pub struct Table {
    config: Config,
}

impl Table {
    /// The rates of the steps 0, 1, 2, …
    ///
    /// # Errors
    ///
    /// If there are none, or one is not finite or below 0.
    pub fn new(learning_rates: impl Into<Vec<f64>>) -> Result<Self, ScheduleError> {
        Self::checked(Config { learning_rates: learning_rates.into(), name: None })
    }

    fn checked(config: Config) -> Result<Self, ScheduleError> {
        check::not_empty("learning_rates", config.learning_rates.len())?;
        check::each("learning_rates", &config.learning_rates, check::non_negative)?;
        Ok(Self { config })
    }
}

class! {
    /// The rates of a list, one per step; after its end the last one stays.
    struct Config for Table {
        /// The rates.
        #[schemars(with = "Vec<crate::schema::NonNegative>", length(min = 1))]
        pub learning_rates: Vec<f64> => &[f64],
    }
}

impl LearningRateSchedule for Table {
    fn learning_rate(&self, step: u64) -> f64 {
        let rates = &self.config.learning_rates;
        let index = usize::try_from(step).unwrap_or(usize::MAX).min(rates.len() - 1);
        rates[index]
    }
}
