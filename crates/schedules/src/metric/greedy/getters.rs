//! The threshold and what has been observed.

use super::Greedy;
use crate::Threshold;

impl Greedy {
    /// By how much a metric must beat the best one.
    pub fn threshold(&self) -> Threshold {
        self.config.threshold_mode.with(self.config.threshold)
    }

    /// The best metric so far, or mean of metrics, if there is one.
    pub fn best(&self) -> Option<f64> {
        self.state.best.get()
    }

    /// The number of good metrics in a row.
    #[doc(alias = "num_good_epochs")]
    pub fn num_good(&self) -> u64 {
        self.state.num_good
    }

    /// The number of bad metrics in a row.
    #[doc(alias = "num_bad_epochs")]
    pub fn num_bad(&self) -> u64 {
        self.state.num_bad
    }

    /// The number of metrics until the cooldown is over.
    #[doc(alias = "cooldown_counter")]
    pub fn cooldown_left(&self) -> u64 {
        self.state.cooldown_left
    }

    /// The number of metrics until the warmup is over.
    #[doc(alias = "warmup_counter")]
    pub fn warmup_left(&self) -> u64 {
        self.state.warmup_left
    }

    /// The number of bad runs at the least rate until everything begins anew.
    pub fn reset_left(&self) -> u64 {
        self.state.reset_left
    }
}
