//! What a saved state must hold.

use super::Greedy;
use super::state::State;
use crate::metric::state_check;
use crate::parameters::check::{self, Checked};

impl Greedy {
    pub(super) fn check_state(&self) -> Checked {
        let config = &self.config;
        let &State { learning_rate, best, num_good, num_bad, cooldown_left, warmup_left, reset_left, .. } =
            &self.state;
        let lowest = config.initial_learning_rate.min(config.min_learning_rate);
        let highest = config.initial_learning_rate.max(config.max_learning_rate);
        state_check::learning_rate(
            learning_rate,
            lowest..=highest,
            "between the least and the greatest of `initial_learning_rate`, `min_learning_rate` and \
             `max_learning_rate`",
        )?;
        state_check::best(best)?;
        state_check::counter("state.num_good", num_good, config.patience, "at most `patience`")?;
        state_check::counter("state.num_bad", num_bad, config.patience, "at most `patience`")?;
        state_check::counter("state.cooldown_left", cooldown_left, config.cooldown, "at most `cooldown`")?;
        state_check::counter("state.warmup_left", warmup_left, config.warmup, "at most `warmup`")?;
        state_check::counter("state.reset_left", reset_left, config.reset_start, "at most `reset_start`")?;
        check::positive_count("state.reset_left", reset_left)?;
        if cooldown_left > 0 {
            state_check::counter("state.warmup_left", warmup_left, 0, "0 during a cooldown")?;
        }
        if cooldown_left > 0 || warmup_left > 0 {
            let rule = "0 during a cooldown or warmup";
            state_check::counter("state.num_good", num_good, 0, rule)?;
            state_check::counter("state.num_bad", num_bad, 0, rule)?;
        }
        if num_good > 0 {
            state_check::counter("state.num_bad", num_bad, 0, "0 in a good run")?;
        }
        self.state.window.check(config.window_size)
    }
}
