//! The parameters that depend on the rules, and what has been observed.

use super::{Config, ReduceOnPlateau, defaults};
use crate::Threshold;

impl ReduceOnPlateau {
    /// By how much a metric must beat the best one.
    pub fn threshold(&self) -> Threshold {
        let Config { rules, threshold, threshold_mode, .. } = self.config;
        threshold_mode.unwrap_or(defaults::threshold_mode(rules)).with(threshold)
    }

    /// What a fall of the rate must exceed.
    pub fn eps(&self) -> f64 {
        self.config.eps.unwrap_or(defaults::eps(self.config.rules))
    }

    /// The best metric so far, if there is one.
    pub fn best(&self) -> Option<f64> {
        self.state.best.get()
    }

    /// The number of bad metrics that count towards the next reduction.
    #[doc(alias = "num_bad_epochs")]
    #[doc(alias = "wait")]
    pub fn num_bad(&self) -> u64 {
        self.state.num_bad
    }

    /// The number of metrics until the cooldown is over.
    #[doc(alias = "cooldown_counter")]
    pub fn cooldown_left(&self) -> u64 {
        self.state.cooldown_left
    }
}
