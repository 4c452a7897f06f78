//! A schedule with its first rates cached.

use glidepath_core::LearningRateSchedule;

/// The maximum number of cached rates.
const MOST: u64 = 1 << 22;

/// A schedule with its first rates cached.
pub(crate) struct Rates<'s> {
    schedule: &'s dyn LearningRateSchedule,
    first: Vec<f64>,
}

impl<'s> Rates<'s> {
    /// Caches the rates up to a step, at most `MOST` of them.
    pub(crate) fn new(schedule: &'s dyn LearningRateSchedule, last: u64) -> Self {
        let mut first = vec![0.0; usize::try_from(last.saturating_add(1).min(MOST)).unwrap_or(0)];
        schedule.fill(0, &mut first);
        Self { schedule, first }
    }

    pub(crate) fn at(&self, step: u64) -> f64 {
        let kept = usize::try_from(step).ok().and_then(|index| self.first.get(index));
        kept.copied().unwrap_or_else(|| self.schedule.learning_rate(step))
    }
}
