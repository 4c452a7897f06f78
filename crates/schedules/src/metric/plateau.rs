//! What the schedules that wait for a better metric share: the best metric, how the rate changes, and the
//! rules for a state that is read from a file or whose parameters change in a run.

use core::ops::RangeInclusive;

#[cfg(feature = "serde")]
use crate::parameters::any_float::AnyFloat;
use crate::parameters::check::{self, Checked};
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

    /// Takes a metric that passes the threshold as the best, and returns whether it did.
    pub(crate) fn improve(&mut self, metric: f64, mode: MetricMode, threshold: Threshold) -> bool {
        let is_better = threshold.is_passed(mode, metric, self.0.unwrap_or(mode.worst()));
        if is_better {
            self.set(metric);
        }
        is_better
    }
}

/// `rate * factor`, or `least` if that is more; none if the rate would not fall by more than `eps`.
pub(crate) fn lowered(rate: f64, factor: f64, least: f64, eps: f64) -> Option<f64> {
    let lowered = (rate * factor).max(least);
    (rate - lowered > eps).then_some(lowered)
}

/// `rate / factor`, or `greatest` if that is less; none if the rate would not rise by more than `eps`.
pub(crate) fn raised(rate: f64, factor: f64, greatest: f64, eps: f64) -> Option<f64> {
    let raised = (rate / factor).min(greatest);
    (raised - rate > eps).then_some(raised)
}

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

/// A rate that has not left its range; `rule` says which.
pub(crate) fn check_learning_rate(rate: f64, range: RangeInclusive<f64>, rule: &'static str) -> Checked {
    let field = "state.learning_rate";
    check::non_negative(field, rate)?;
    check::require(range.contains(&rate), field, rule, rate)
}

/// A metric that was better than another.
pub(crate) fn check_best(best: BestMetric) -> Checked {
    if best.get().is_some_and(f64::is_nan) {
        return Err(check::out_of_range("state.best", "a number", "NaN"));
    }
    Ok(())
}

/// A counter that has not passed its limit; `rule` says which.
pub(crate) fn check_counter(field: &'static str, count: u64, limit: u64, rule: &'static str) -> Checked {
    if count > limit { Err(check::out_of_range(field, rule, count)) } else { Ok(()) }
}
