//! Schedules, one times the other.

use alloc::vec::Vec;

use glidepath_core::LearningRateSchedule;

use crate::ScheduleError;
use crate::arithmetic::{Estimate, Fraction};
use crate::parameters::{check, class};
use crate::parts::fill;

/// The product of the rates of other schedules, rounded once.
///
#[cfg_attr(doc, doc = include_str!("../../plots/product.svg"))]
///
/// # Example
/// ```
/// use glidepath::prelude::*;
///
/// let line = PolynomialDecay::new(1.0, 100, 0.0)?;
/// let schedule = Product::new([line.clone(), line])?;
/// assert_eq!(schedule.learning_rate(50), 0.25);
/// # Ok::<(), glidepath::ScheduleError>(())
/// ```
#[derive(Clone)]
#[doc(alias = "ChainedScheduler")]
#[doc(alias = "ComposedLrScheduler")]
pub struct Product<S> {
    config: Config<S>,
}

impl<S> Product<S> {
    /// The product of `schedules`.
    ///
    /// # Errors
    ///
    /// If there are none.
    pub fn new(schedules: impl Into<Vec<S>>) -> Result<Self, ScheduleError> {
        Self::checked(Config { schedules: schedules.into(), name: None })
    }

    /// The same of other schedules.
    pub fn map_schedules<T>(self, map: impl FnMut(S) -> T) -> Product<T> {
        let Config { schedules, name } = self.config;
        let schedules = schedules.into_iter().map(map).collect();
        Product { config: Config { schedules, name } }
    }

    fn checked(config: Config<S>) -> Result<Self, ScheduleError> {
        check::not_empty("schedules", config.schedules.len())?;
        Ok(Self { config })
    }
}

class! {
    /// The product of the rates of other schedules.
    struct Config<S> for Product {
        /// The parts.
        #[schemars(length(min = 1))]
        pub schedules: Vec<S> => &[S],
    }
}

impl<S: LearningRateSchedule> LearningRateSchedule for Product<S> {
    fn learning_rate(&self, step: u64) -> f64 {
        let schedules = &self.config.schedules;
        if let [first, second] = schedules.as_slice() {
            return (first.learning_rate(step) * second.learning_rate(step)).min(f64::MAX);
        }
        let rate = |schedule: &S| Estimate::exact(schedule.learning_rate(step));
        let product = schedules.iter().map(rate).reduce(|product, rate| product * rate);
        product.and_then(Estimate::nearest).unwrap_or_else(|| {
            let rate = |schedule: &S| Fraction::from_f64(schedule.learning_rate(step));
            schedules.iter().map(rate).fold(Fraction::whole(1), |product, rate| &product * &rate).nearest()
        })
    }

    fn fill(&self, first_step: u64, rates: &mut [f64]) {
        match self.config.schedules.as_slice() {
            [only] => only.fill(first_step, rates),
            [first, second] => {
                first.fill(first_step, rates);
                fill::by_lots(second, first_step, rates, |rate, other| (rate * other).min(f64::MAX));
            }
            _ => fill::one_by_one(first_step, rates, |step| self.learning_rate(step)),
        }
    }
}
