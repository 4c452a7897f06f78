//! When the rate rises and falls.

use glidepath_core::MetricSchedule;

use super::Greedy;
use super::state::State;
use crate::metric::plateau;

impl MetricSchedule for Greedy {
    fn observe(&mut self, metric: f64) -> f64 {
        let metric = match self.config.window_size {
            Some(size) => self.state.window.push(metric, size),
            None => metric,
        };
        if !self.pass_over() {
            self.count(metric);
            if self.state.num_good > self.config.patience {
                self.raise();
                self.state.warmup_left = self.config.warmup;
                self.state.num_good = 0;
            } else if self.state.num_bad > self.config.patience {
                self.lower();
                self.state.cooldown_left = self.config.cooldown;
                self.state.num_bad = 0;
            }
        }
        self.state.learning_rate
    }

    fn learning_rate(&self) -> f64 {
        self.state.learning_rate
    }
}

impl Greedy {
    /// Counts one metric of a cooldown or a warmup, if there is one, and returns whether there was.
    fn pass_over(&mut self) -> bool {
        let left = if self.state.cooldown_left > 0 {
            &mut self.state.cooldown_left
        } else {
            &mut self.state.warmup_left
        };
        if *left == 0 {
            return false;
        }
        *left -= 1;
        self.state.num_good = 0;
        self.state.num_bad = 0;
        true
    }

    fn count(&mut self, metric: f64) {
        if self.state.best.improve(metric, self.config.mode, self.threshold()) {
            self.state.num_good = self.state.num_good.saturating_add(1);
            self.state.num_bad = 0;
        } else {
            self.state.num_bad = self.state.num_bad.saturating_add(1);
            self.state.num_good = 0;
        }
    }

    fn raise(&mut self) {
        let rate = self.state.learning_rate;
        let raised =
            plateau::raised(rate, self.config.factor, self.config.max_learning_rate, self.config.eps);
        self.state.learning_rate = raised.unwrap_or(rate);
        self.state.reset_left = self.config.reset_start;
    }

    fn lower(&mut self) {
        let rate = self.state.learning_rate;
        let lowered =
            plateau::lowered(rate, self.config.factor, self.config.min_learning_rate, self.config.eps);
        self.state.learning_rate = lowered.unwrap_or(rate);
        if self.state.learning_rate <= self.config.min_learning_rate {
            self.state.reset_left -= 1;
            if self.state.reset_left == 0 {
                self.state = State::new(self.config.initial_learning_rate, self.config.reset_start);
            }
        }
    }
}
