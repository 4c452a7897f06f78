//! The best metric that a schedule has observed.

use crate::{MetricMode, Threshold};

/// The best metric so far, if one has come that is better than the worst there is.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(feature = "serde", serde(from = "Option<AnyFloat>", into = "Option<AnyFloat>"))]
pub(crate) struct BestMetric(Option<f64>);

impl BestMetric {
    pub(crate) const fn get(self) -> Option<f64> {
        self.0
    }

    pub(crate) const fn set(&mut self, metric: f64) {
        self.0 = Some(metric);
    }

    /// Takes a metric that passes the threshold for the best, and tells whether it did.
    pub(crate) fn improve(&mut self, metric: f64, mode: MetricMode, threshold: Threshold) -> bool {
        let is_better = threshold.is_passed(mode, metric, self.0.unwrap_or(mode.worst()));
        if is_better {
            self.set(metric);
        }
        is_better
    }
}

#[cfg(feature = "serde")]
use crate::any_float::AnyFloat;

#[cfg(feature = "serde")]
impl From<Option<AnyFloat>> for BestMetric {
    fn from(best: Option<AnyFloat>) -> Self {
        Self(best.map(|best| best.0))
    }
}

#[cfg(feature = "serde")]
impl From<BestMetric> for Option<AnyFloat> {
    fn from(best: BestMetric) -> Self {
        best.0.map(AnyFloat)
    }
}
