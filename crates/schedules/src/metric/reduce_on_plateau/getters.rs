//! The parameters and what has been observed.

use super::{PlateauRules, ReduceOnPlateau};
use crate::{MetricMode, Threshold};

impl ReduceOnPlateau {
    /// The rate before the first reduction.
    pub fn initial_learning_rate(&self) -> f64 {
        self.initial_learning_rate
    }

    /// Whose counting rules are followed.
    pub fn rules(&self) -> PlateauRules {
        self.rules
    }

    /// Which way the metric gets better.
    pub fn mode(&self) -> MetricMode {
        self.mode
    }

    /// What the rate is multiplied by.
    pub fn factor(&self) -> f64 {
        self.factor
    }

    /// How many bad metrics in a row are borne.
    pub fn patience(&self) -> u64 {
        self.patience
    }

    /// By how much a metric must beat the best one.
    pub fn threshold(&self) -> Threshold {
        self.threshold
    }

    /// For how many metrics after a reduction bad ones are not counted.
    pub fn cooldown(&self) -> u64 {
        self.cooldown
    }

    /// The rate below which no reduction goes.
    pub fn min_learning_rate(&self) -> f64 {
        self.min_learning_rate
    }

    /// What a fall of the rate must exceed.
    pub fn eps(&self) -> f64 {
        self.eps
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
