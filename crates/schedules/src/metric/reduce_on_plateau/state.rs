//! What changes from metric to metric.

use crate::metric::plateau::BestMetric;

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
