//! Rates, each from a step on.

use crate::model::InteropError;
use glidepath_schedules::{Constant, PiecewiseConstantDecay};
use glidepath_serde::{BoxSchedule, IntoBoxSchedule};

/// Rates and the steps at which they begin, the first of which is 0.
pub(crate) struct RatesFromSteps {
    pub(crate) starts: Vec<u64>,
    pub(crate) rates: Vec<f64>,
}

impl RatesFromSteps {
    pub(crate) fn new(initial: f64) -> Self {
        Self { starts: vec![0], rates: vec![initial] }
    }

    /// Adds a rate that begins where the last one did, in place of it, or later.
    pub(crate) fn push(&mut self, start: u64, rate: f64) {
        if self.starts.last() == Some(&start) {
            self.starts.pop();
            self.rates.pop();
        }
        self.starts.push(start);
        self.rates.push(rate);
    }

    /// Each rate from its step up to the next.
    pub(crate) fn constant(self, path: &str) -> Result<BoxSchedule, InteropError> {
        if let [rate] = self.rates[..] {
            return Constant::new(rate).map(IntoBoxSchedule::boxed).map_err(InteropError::unfit(path));
        }
        let last_steps = self.starts.into_iter().filter_map(|start| start.checked_sub(1));
        let schedule = PiecewiseConstantDecay::new(last_steps, self.rates);
        schedule.map(IntoBoxSchedule::boxed).map_err(InteropError::unfit(path))
    }
}
