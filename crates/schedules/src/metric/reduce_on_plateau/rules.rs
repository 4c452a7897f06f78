//! When the rate falls by the rules of PyTorch and of Keras, what metrics have led to, and what a saved state
//! must hold.

use glidepath_core::MetricSchedule;

use super::state::State;
use super::{Config, PlateauRules, ReduceOnPlateau, defaults};
use crate::metric::plateau::{self, check_best, check_counter, check_learning_rate};
use crate::parameters::check::Checked;
use crate::{MetricMode, Threshold};

impl MetricSchedule for ReduceOnPlateau {
    fn observe(&mut self, metric: f64) -> f64 {
        match self.config.rules {
            PlateauRules::Pytorch => self.observe_as_pytorch(metric),
            PlateauRules::Keras => self.observe_as_keras(metric),
        }
        self.state.learning_rate
    }

    fn learning_rate(&self) -> f64 {
        self.state.learning_rate
    }
}

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

    pub(super) fn check_state(&self) -> Checked {
        let config = &self.config;
        let State { learning_rate, best, num_bad, cooldown_left } = self.state;
        let range = 0.0..=config.initial_learning_rate;
        check_learning_rate(learning_rate, range, "at most `initial_learning_rate`")?;
        check_best(best)?;
        // Keras's count goes on where there is nothing left to reduce.
        if config.rules == PlateauRules::Pytorch {
            check_counter("state.num_bad", num_bad, config.patience, "at most `patience`")?;
        }
        check_counter("state.cooldown_left", cooldown_left, config.cooldown, "at most `cooldown`")?;
        if cooldown_left > 0 {
            check_counter("state.num_bad", num_bad, 0, "0 during a cooldown")?;
        }
        Ok(())
    }

    fn observe_as_pytorch(&mut self, metric: f64) {
        if self.state.best.improve(metric, self.config.mode, self.threshold()) {
            self.state.num_bad = 0;
        } else {
            self.state.num_bad = self.state.num_bad.saturating_add(1);
        }
        self.pass_cooldown();
        if self.state.num_bad > self.config.patience {
            self.reduce();
            self.begin_cooldown();
        }
    }

    fn observe_as_keras(&mut self, metric: f64) {
        self.pass_cooldown();
        let is_better = match (self.state.best.get(), self.config.mode, self.threshold()) {
            (None, ..) => !metric.is_nan(),
            // The threshold is added on the other side than PyTorch's, which rounds differently.
            (Some(best), MetricMode::Min, Threshold::Absolute(amount)) => metric + amount < best,
            (Some(best), MetricMode::Max, Threshold::Absolute(amount)) => metric - amount > best,
            (Some(best), mode, threshold) => threshold.is_passed(mode, metric, best),
        };
        if is_better {
            self.state.best.set(metric);
            self.state.num_bad = 0;
        } else if self.state.cooldown_left == 0 {
            self.state.num_bad = self.state.num_bad.saturating_add(1);
            if self.state.num_bad >= self.config.patience && self.reduce() {
                self.begin_cooldown();
            }
        }
    }

    fn begin_cooldown(&mut self) {
        self.state.cooldown_left = self.config.cooldown;
        self.state.num_bad = 0;
    }

    /// Counts one metric of a cooldown, if there is one.
    fn pass_cooldown(&mut self) {
        if self.state.cooldown_left > 0 {
            self.state.cooldown_left -= 1;
            self.state.num_bad = 0;
        }
    }

    /// Reduces the rate if it would fall far enough, and returns whether it did.
    fn reduce(&mut self) -> bool {
        let rate = self.state.learning_rate;
        let reduced = plateau::lowered(rate, self.config.factor, self.config.min_learning_rate, self.eps());
        self.state.learning_rate = reduced.unwrap_or(rate);
        reduced.is_some()
    }
}
