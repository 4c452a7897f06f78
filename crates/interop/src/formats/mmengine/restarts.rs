//! `CosineRestartLR`.

use glidepath_core::LearningRateSchedule;
use glidepath_schedules::{Constant, ScheduleError, Sequential, Transition};
use glidepath_serde::{BoxSchedule, IntoBoxSchedule};

use super::least::Least;
use crate::parts::HALF_COSINE;

/// Half cosines one after the other, each from a share of the optimizer's rate.
#[derive(Debug)]
pub(super) struct Restarts {
    pub(super) periods: Vec<u64>,
    pub(super) weights: Vec<f64>,
    pub(super) least: Least,
}

impl Restarts {
    /// The rates. After the last period the last rate stays.
    pub(super) fn schedule(&self, base: f64) -> Result<BoxSchedule, ScheduleError> {
        let least = self.least.rate(base);
        let mut ways = Vec::new();
        let mut ends = Vec::new();
        let mut last = base;
        for (&period, weight) in self.periods.iter().zip(&self.weights) {
            let way = Transition::new(weight * base, least, period)?.with_curve(HALF_COSINE)?;
            last = way.learning_rate(period.saturating_sub(1));
            ways.push(way.boxed());
            ends.push(ends.last().copied().unwrap_or(0_u64).saturating_add(period));
        }
        ways.push(Constant::new(last)?.boxed());
        Ok(Sequential::new(ways, ends)?.boxed())
    }
}
