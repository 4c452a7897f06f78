//! What a saved state must hold.

use super::state::State;
use super::{PlateauRules, ReduceOnPlateau};
use crate::metric::state_check;
use crate::parameters::check::Checked;

impl ReduceOnPlateau {
    pub(super) fn check_state(&self) -> Checked {
        let config = &self.config;
        let State { learning_rate, best, num_bad, cooldown_left } = self.state;
        let range = 0.0..=config.initial_learning_rate;
        state_check::learning_rate(learning_rate, range, "at most `initial_learning_rate`")?;
        state_check::best(best)?;
        // Keras's count goes on where there is nothing left to reduce.
        if config.rules == PlateauRules::Pytorch {
            state_check::counter("state.num_bad", num_bad, config.patience, "at most `patience`")?;
        }
        state_check::counter("state.cooldown_left", cooldown_left, config.cooldown, "at most `cooldown`")?;
        if cooldown_left > 0 {
            state_check::counter("state.num_bad", num_bad, 0, "0 during a cooldown")?;
        }
        Ok(())
    }
}
