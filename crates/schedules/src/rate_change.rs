//! How a rate that follows a metric goes down, or up.

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
