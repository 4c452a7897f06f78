//! What changes from metric to metric.

use super::{PlateauRules, ReduceOnPlateau};
use crate::best_metric::BestMetric;
use crate::{ScheduleError, state_check};

#[derive(Clone, Debug, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize), serde(deny_unknown_fields))]
pub(super) struct State {
    pub(super) learning_rate: f64,
    #[cfg_attr(feature = "serde", serde(default))]
    pub(super) best: BestMetric,
    pub(super) num_bad: u64,
    pub(super) cooldown_left: u64,
}

impl State {
    pub(super) fn new(learning_rate: f64) -> Self {
        Self { learning_rate, best: BestMetric::default(), num_bad: 0, cooldown_left: 0 }
    }
}

impl ReduceOnPlateau {
    pub(super) fn check_state(&self) -> Result<(), ScheduleError> {
        let State { learning_rate, best, num_bad, cooldown_left } = self.state;
        let range = 0.0..=self.initial_learning_rate;
        state_check::learning_rate(learning_rate, range, "at most `initial_learning_rate`")?;
        state_check::best(best)?;
        // Keras's count goes on where there is nothing left to reduce.
        if self.rules == PlateauRules::Pytorch {
            state_check::counter("state.num_bad", num_bad, self.patience, "at most `patience`")?;
        }
        state_check::counter("state.cooldown_left", cooldown_left, self.cooldown, "at most `cooldown`")?;
        if cooldown_left > 0 {
            state_check::counter("state.num_bad", num_bad, 0, "0 during a cooldown")?;
        }
        Ok(())
    }
}
