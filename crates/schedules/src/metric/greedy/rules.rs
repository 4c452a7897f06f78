//! When the rate rises and falls, what metrics have led to, and what a saved state must hold.

use glidepath_core::MetricSchedule;

use super::Greedy;
use super::state::State;
use crate::Threshold;
use crate::metric::plateau::{self, check_best, check_counter, check_learning_rate};
use crate::parameters::check::{self, Checked};

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

    pub(super) fn check_state(&self) -> Checked {
        let config = &self.config;
        let &State { learning_rate, best, num_good, num_bad, cooldown_left, warmup_left, reset_left, .. } =
            &self.state;
        let lowest = config.initial_learning_rate.min(config.min_learning_rate);
        let highest = config.initial_learning_rate.max(config.max_learning_rate);
        check_learning_rate(
            learning_rate,
            lowest..=highest,
            "between the least and the greatest of `initial_learning_rate`, `min_learning_rate` and \
             `max_learning_rate`",
        )?;
        check_best(best)?;
        check_counter("state.num_good", num_good, config.patience, "at most `patience`")?;
        check_counter("state.num_bad", num_bad, config.patience, "at most `patience`")?;
        check_counter("state.cooldown_left", cooldown_left, config.cooldown, "at most `cooldown`")?;
        check_counter("state.warmup_left", warmup_left, config.warmup, "at most `warmup`")?;
        check_counter("state.reset_left", reset_left, config.reset_start, "at most `reset_start`")?;
        check::positive_count("state.reset_left", reset_left)?;
        if cooldown_left > 0 {
            check_counter("state.warmup_left", warmup_left, 0, "0 during a cooldown")?;
        }
        if cooldown_left > 0 || warmup_left > 0 {
            let rule = "0 during a cooldown or warmup";
            check_counter("state.num_good", num_good, 0, rule)?;
            check_counter("state.num_bad", num_bad, 0, rule)?;
        }
        if num_good > 0 {
            check_counter("state.num_bad", num_bad, 0, "0 in a good run")?;
        }
        self.state.window.check(config.window_size)
    }

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
