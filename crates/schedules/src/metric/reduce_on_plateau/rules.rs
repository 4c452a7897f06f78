//! When the rate falls: the rules of PyTorch and of Keras.

use glidepath_core::MetricSchedule;

use super::{PlateauRules, ReduceOnPlateau};
use crate::metric::plateau;
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
