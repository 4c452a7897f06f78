//! The file format.

use serde::{Deserialize, Serialize};

use super::state::State;
use super::{PlateauRules, ReduceOnPlateau, defaults};
use crate::metric::comparison::ThresholdMode;
use crate::{MetricMode, ScheduleError};

/// What a file holds.
#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Config {
    initial_learning_rate: f64,
    #[serde(default)]
    rules: PlateauRules,
    #[serde(default)]
    mode: MetricMode,
    #[serde(default = "defaults::factor")]
    factor: f64,
    #[serde(default = "defaults::patience")]
    patience: u64,
    #[serde(default = "defaults::threshold")]
    threshold: f64,
    /// Without it, what is usual under the rules.
    #[serde(default)]
    threshold_mode: Option<ThresholdMode>,
    #[serde(default)]
    cooldown: u64,
    #[serde(default)]
    min_learning_rate: f64,
    /// Without it, what is usual under the rules.
    #[serde(default)]
    eps: Option<f64>,
    /// Without it, no metric has come.
    #[serde(default)]
    state: Option<State>,
}

impl TryFrom<Config> for ReduceOnPlateau {
    type Error = ScheduleError;

    fn try_from(config: Config) -> Result<Self, ScheduleError> {
        let rules = config.rules;
        Self {
            initial_learning_rate: config.initial_learning_rate,
            rules,
            mode: config.mode,
            factor: config.factor,
            patience: config.patience,
            threshold: match config.threshold_mode {
                Some(mode) => mode.with(config.threshold),
                None => defaults::threshold_of(rules, config.threshold),
            },
            cooldown: config.cooldown,
            min_learning_rate: config.min_learning_rate,
            eps: config.eps.unwrap_or(defaults::eps(rules)),
            state: config.state.unwrap_or_else(|| State::new(config.initial_learning_rate)),
        }
        .checked()
    }
}

impl From<ReduceOnPlateau> for Config {
    fn from(schedule: ReduceOnPlateau) -> Self {
        Self {
            initial_learning_rate: schedule.initial_learning_rate,
            rules: schedule.rules,
            mode: schedule.mode,
            factor: schedule.factor,
            patience: schedule.patience,
            threshold: schedule.threshold.value(),
            threshold_mode: Some(ThresholdMode::of(schedule.threshold)),
            cooldown: schedule.cooldown,
            min_learning_rate: schedule.min_learning_rate,
            eps: Some(schedule.eps),
            state: Some(schedule.state),
        }
    }
}
