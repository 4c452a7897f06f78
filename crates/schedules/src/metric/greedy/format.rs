//! The file format.

use alloc::vec::Vec;

use serde::{Deserialize, Serialize};

use super::state::State;
use super::{Greedy, defaults, window};
use crate::metric::comparison::ThresholdMode;
use crate::parameters::any_float::AnyFloat;
use crate::{MetricMode, ScheduleError};

/// What a file holds.
#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Config {
    initial_learning_rate: f64,
    #[serde(default)]
    mode: MetricMode,
    #[serde(default = "defaults::factor")]
    factor: f64,
    #[serde(default = "defaults::patience")]
    patience: u64,
    #[serde(default = "defaults::threshold")]
    threshold: f64,
    #[serde(default = "absolute")]
    threshold_mode: ThresholdMode,
    #[serde(default)]
    cooldown: u64,
    #[serde(default)]
    warmup: u64,
    #[serde(default = "defaults::min_learning_rate")]
    min_learning_rate: f64,
    #[serde(default = "defaults::max_learning_rate")]
    max_learning_rate: f64,
    #[serde(default = "defaults::eps")]
    eps: f64,
    /// Without it, metrics are not smoothed.
    #[serde(default)]
    window_size: Option<usize>,
    #[serde(default = "defaults::reset_start")]
    reset_start: u64,
    /// Without it, no metric has come.
    #[serde(default)]
    state: Option<State>,
}

const fn absolute() -> ThresholdMode {
    ThresholdMode::Absolute
}

impl TryFrom<Config> for Greedy {
    type Error = ScheduleError;

    fn try_from(config: Config) -> Result<Self, ScheduleError> {
        Self {
            initial_learning_rate: config.initial_learning_rate,
            mode: config.mode,
            factor: config.factor,
            patience: config.patience,
            threshold: config.threshold_mode.with(config.threshold),
            cooldown: config.cooldown,
            warmup: config.warmup,
            min_learning_rate: config.min_learning_rate,
            max_learning_rate: config.max_learning_rate,
            eps: config.eps,
            window_size: config.window_size,
            reset_start: config.reset_start,
            state: config
                .state
                .unwrap_or_else(|| State::new(config.initial_learning_rate, config.reset_start)),
        }
        .checked()
    }
}

impl From<Greedy> for Config {
    fn from(schedule: Greedy) -> Self {
        Self {
            initial_learning_rate: schedule.initial_learning_rate,
            mode: schedule.mode,
            factor: schedule.factor,
            patience: schedule.patience,
            threshold: schedule.threshold.value(),
            threshold_mode: ThresholdMode::of(schedule.threshold),
            cooldown: schedule.cooldown,
            warmup: schedule.warmup,
            min_learning_rate: schedule.min_learning_rate,
            max_learning_rate: schedule.max_learning_rate,
            eps: schedule.eps,
            window_size: schedule.window_size,
            reset_start: schedule.reset_start,
            state: Some(schedule.state),
        }
    }
}

/// The window in a file.
#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Window {
    values: Vec<AnyFloat>,
    sum: AnyFloat,
}

impl From<Window> for window::Window {
    fn from(window: Window) -> Self {
        Self { values: window.values.iter().map(|value| value.0).collect(), sum: window.sum.0 }
    }
}

impl From<window::Window> for Window {
    fn from(window: window::Window) -> Self {
        Self { values: window.values.into_iter().map(AnyFloat).collect(), sum: AnyFloat(window.sum) }
    }
}
