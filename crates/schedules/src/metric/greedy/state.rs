//! What changes from metric to metric.

use super::window::Window;
use crate::metric::plateau::BestMetric;

#[derive(Clone, Debug, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize), serde(deny_unknown_fields))]
pub(super) struct State {
    pub(super) learning_rate: f64,
    #[cfg_attr(feature = "serde", serde(default))]
    pub(super) best: BestMetric,
    pub(super) num_good: u64,
    pub(super) num_bad: u64,
    pub(super) cooldown_left: u64,
    pub(super) warmup_left: u64,
    pub(super) reset_left: u64,
    pub(super) window: Window,
}

impl State {
    pub(super) fn new(learning_rate: f64, reset_start: u64) -> Self {
        Self {
            learning_rate,
            best: BestMetric::default(),
            num_good: 0,
            num_bad: 0,
            cooldown_left: 0,
            warmup_left: 0,
            reset_left: reset_start,
            window: Window::new(),
        }
    }
}
