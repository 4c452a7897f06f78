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

/// The rates of as many steps, or all if there are fewer, and those after them.
pub(crate) fn split_after(steps: u64, rates: &mut [f64]) -> (&mut [f64], &mut [f64]) {
    rates.split_at_mut(usize::try_from(steps).unwrap_or(usize::MAX).min(rates.len()))
}

/// Fills what lies after the last step of all with the rate there, and returns the rest.
pub(crate) fn until_last_step<'r>(
    schedule: &impl LearningRateSchedule,
    first_step: u64,
    rates: &'r mut [f64],
) -> &'r mut [f64] {
    let (inside, after) = split_after((u64::MAX - first_step).saturating_add(1), rates);
    if !after.is_empty() {
        after.fill(schedule.learning_rate(u64::MAX));
    }
    inside
}
