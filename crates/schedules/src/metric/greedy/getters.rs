//! The parameters and what has been observed.

use super::Greedy;
use crate::{MetricMode, Threshold};

impl Greedy {
    /// The rate in the beginning, and after a reset.
    pub fn initial_learning_rate(&self) -> f64 {
        self.initial_learning_rate
    }

    /// Which way the metric gets better.
    pub fn mode(&self) -> MetricMode {
        self.mode
    }

    /// What the rate is multiplied or divided by.
    pub fn factor(&self) -> f64 {
        self.factor
    }

    /// How many good metrics in a row, or bad ones, leave the rate as it is.
    pub fn patience(&self) -> u64 {
        self.patience
    }

    /// By how much a metric must beat the best one.
    pub fn threshold(&self) -> Threshold {
        self.threshold
    }

    /// How many metrics are passed over when the rate has been lowered.
    pub fn cooldown(&self) -> u64 {
        self.cooldown
    }

    /// How many metrics are passed over when the rate has been raised.
    pub fn warmup(&self) -> u64 {
        self.warmup
    }

    /// The rate below which no change goes.
    pub fn min_learning_rate(&self) -> f64 {
        self.min_learning_rate
    }

    /// The rate above which no change goes.
    pub fn max_learning_rate(&self) -> f64 {
        self.max_learning_rate
    }

    /// What a change of the rate must exceed.
    pub fn eps(&self) -> f64 {
        self.eps
    }

    /// How many metrics are averaged, if they are.
    pub fn window_size(&self) -> Option<usize> {
        self.window_size
    }

    /// How many bad runs at the least rate begin everything anew.
    pub fn reset_start(&self) -> u64 {
        self.reset_start
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
