//! The rates that characterise a schedule.

use glidepath_core::LearningRateSchedule;
use serde::Serialize;

use crate::steps::Span;

/// The most rates that are looked at one by one.
const MOST_RATES: u64 = 1 << 22;

/// A rate and its step.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
pub(crate) struct RateAt {
    pub(crate) step: u64,
    pub(crate) learning_rate: f64,
}

/// The rates that characterise a schedule over a range. Of equal rates the earliest counts.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
pub(crate) struct KeyRates {
    pub(crate) first: RateAt,
    pub(crate) peak: RateAt,
    pub(crate) last: RateAt,
    pub(crate) lowest: RateAt,
}

/// Finds the key rates of a range. In a very long one they are looked for in a part of the steps, and then
/// around the best of these; the stride is returned as well.
pub(crate) fn key_rates(schedule: &dyn LearningRateSchedule, range: Span) -> (KeyRates, u64) {
    let at = |step| RateAt { step, learning_rate: schedule.learning_rate(step) };
    let stride = range.length().div_ceil(MOST_RATES).max(1);
    let (first, last) = (at(range.first), at(range.last));
    let mut found = KeyRates { first, peak: first, last, lowest: first };
    look(&mut found, Span { stride, ..range }.iter().map(at));
    look(&mut found, [last].into_iter());
    if stride > 1 {
        for best in [found.peak.step, found.lowest.step] {
            let near = Span::all(
                best.saturating_sub(stride).max(range.first),
                best.saturating_add(stride).min(range.last),
            );
            let near_stride = near.length().div_ceil(MOST_RATES).max(1);
            look(&mut found, Span { stride: near_stride, ..near }.iter().map(at));
        }
    }
    (found, stride)
}

/// Takes every rate into account that is better, or as good and earlier.
fn look(found: &mut KeyRates, rates: impl Iterator<Item = RateAt>) {
    for rate in rates {
        let earlier = |than: RateAt| rate.learning_rate == than.learning_rate && rate.step < than.step;
        if rate.learning_rate > found.peak.learning_rate || earlier(found.peak) {
            found.peak = rate;
        }
        if rate.learning_rate < found.lowest.learning_rate || earlier(found.lowest) {
            found.lowest = rate;
        }
    }
}
