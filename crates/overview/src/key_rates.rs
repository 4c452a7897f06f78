//! The rates that characterise a schedule.

use glidepath_core::LearningRateSchedule;
use serde::Serialize;

/// The most rates that are looked at one by one.
const MOST_RATES: u64 = 1 << 22;

/// A rate and its step.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
#[non_exhaustive]
pub struct RateAt {
    /// The step.
    pub step: u64,
    /// The rate at it.
    pub learning_rate: f64,
}

/// The rates that characterise a schedule over a range. Of equal rates the earliest counts.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
#[non_exhaustive]
pub struct KeyRates {
    /// The rate at the first step.
    pub first: RateAt,
    /// The highest rate.
    pub peak: RateAt,
    /// The rate at the last step.
    pub last: RateAt,
    /// The lowest rate.
    pub lowest: RateAt,
}

/// Finds the key rates of the steps `first` to `last`. In a very long range they are looked for in a part of
/// the steps, and then around the best of these; the stride is returned as well. If `last` is before `first`,
/// it is `first` alone.
pub fn key_rates(schedule: &dyn LearningRateSchedule, first: u64, last: u64) -> (KeyRates, u64) {
    let at = |step| RateAt { step, learning_rate: schedule.learning_rate(step) };
    let final_step = last.max(first);
    let stride = stride(first, final_step);
    let (start, end) = (at(first), at(final_step));
    let mut found = KeyRates { first: start, peak: start, last: end, lowest: start };
    look(&mut found, every(first, final_step, stride).map(at));
    look(&mut found, [end].into_iter());
    if stride > 1 {
        for best in [found.peak.step, found.lowest.step] {
            let low = best.saturating_sub(stride).max(first);
            let high = best.saturating_add(stride).min(final_step);
            look(&mut found, every(low, high, self::stride(low, high)).map(at));
        }
    }
    (found, stride)
}

/// So that no more than [`MOST_RATES`] are looked at.
fn stride(first: u64, last: u64) -> u64 {
    (last - first).saturating_add(1).div_ceil(MOST_RATES).max(1)
}

/// Does not overflow at the greatest step of all.
fn every(first: u64, last: u64, stride: u64) -> impl Iterator<Item = u64> {
    (0..=(last - first) / stride).map(move |index| first + index * stride)
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
