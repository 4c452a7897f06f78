//! What implementations of `fill` share.

use glidepath_core::LearningRateSchedule;

/// Fills step by step, as the trait does where nothing else is said.
pub(crate) fn one_by_one(first_step: u64, rates: &mut [f64], learning_rate: impl Fn(u64) -> f64) {
    let mut step = first_step;
    for rate in rates {
        *rate = learning_rate(step);
        step = step.saturating_add(1);
    }
}

/// Combines rates with those of another schedule, which are filled lot by lot.
pub(crate) fn by_lots(
    other: &impl LearningRateSchedule,
    first_step: u64,
    rates: &mut [f64],
    combine: impl Fn(f64, f64) -> f64,
) {
    let mut others = [0.0; 1_024];
    let mut step = first_step;
    for lot in rates.chunks_mut(others.len()) {
        let others = &mut others[..lot.len()];
        other.fill(step, others);
        for (rate, other) in lot.iter_mut().zip(others) {
            *rate = combine(*rate, *other);
        }
        step = step.saturating_add(u64::try_from(lot.len()).unwrap_or(u64::MAX));
    }
}

/// Fills what lies after the last step of all with the rate there, and returns the rest.
pub(crate) fn until_last_step<'r>(
    schedule: &impl LearningRateSchedule,
    first_step: u64,
    rates: &'r mut [f64],
) -> &'r mut [f64] {
    let steps_after_first = usize::try_from(u64::MAX - first_step).unwrap_or(usize::MAX);
    let inside = steps_after_first.saturating_add(1).min(rates.len());
    let (inside, after) = rates.split_at_mut(inside);
    if !after.is_empty() {
        after.fill(schedule.learning_rate(u64::MAX));
    }
    inside
}
