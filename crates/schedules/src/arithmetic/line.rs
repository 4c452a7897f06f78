//! A straight line between two rates.

use super::factor::SMALL;
use super::{DoubleDouble, Factor, Scale, Span};
use crate::fill;

/// The line from one rate at step 0 to another at the end of a span.
///
/// It is computed upwards from the lower end, so that nothing cancels and both ends are met exactly.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct Line {
    span: Span,
    falls: bool,
    low: f64,
    /// Growth per step away from the lower end.
    slope: Factor,
    scale: Scale,
    end: f64,
}

impl Line {
    pub(crate) fn new(from: f64, to: f64, span: Span) -> Self {
        let (low, high) = if from > to { (to, from) } else { (from, to) };
        let scale = Scale::for_greatest(high);
        let (low, high) = (scale.enter(low), scale.enter(high));
        let slope = Factor::new(DoubleDouble::sum(high, -low) * span.reciprocal());
        Self { span, falls: from > to, low, slope, scale, end: to }
    }

    /// The rate at `step`, which is that of the end from the end on.
    #[inline(always)]
    pub(crate) fn at(&self, step: u64) -> f64 {
        if let Some(length) = self.span.whole() {
            let distance = if self.falls { length.saturating_sub(step) } else { step };
            return if step < length { self.at_whole(DoubleDouble::from_u64(distance)) } else { self.end };
        }
        match self.span.remaining(step) {
            Some(remaining) => {
                self.at_distance(if self.falls { remaining } else { DoubleDouble::from_u64(step) })
            }
            None => self.end,
        }
    }

    /// The rates from `first_step` on, as [`at`](Self::at) gives them.
    pub(crate) fn fill(&self, first_step: u64, rates: &mut [f64]) {
        let length = self.span.whole().filter(|&length| DoubleDouble::from_u64(length).hi <= SMALL);
        let inside = length.map_or(0, |length| length.saturating_sub(first_step));
        let (inside, outside) =
            rates.split_at_mut(usize::try_from(inside).unwrap_or(usize::MAX).min(rates.len()));
        let mut step = first_step;
        if let Some(length) = length.filter(|_| !inside.is_empty()) {
            let (start, direction) = if self.falls { (length - step, -1.0) } else { (step, 1.0) };
            let start = DoubleDouble::from_u64(start).hi;
            for (rate, index) in inside.iter_mut().zip(0_i32..) {
                *rate = self.leave(self.slope.times_small(start + direction * f64::from(index)));
            }
            step = length.min(step.saturating_add(u64::try_from(inside.len()).unwrap_or(u64::MAX)));
        }
        fill::one_by_one(step, outside, |step| self.at(step));
    }

    #[inline(always)]
    fn at_distance(&self, distance: DoubleDouble) -> f64 {
        self.leave(self.slope.times(distance))
    }

    #[inline(always)]
    fn at_whole(&self, distance: DoubleDouble) -> f64 {
        self.leave(self.slope.times_whole(distance))
    }

    #[inline(always)]
    fn leave(&self, height: DoubleDouble) -> f64 {
        let sum = DoubleDouble::sum(self.low, height.hi);
        self.scale.leave(DoubleDouble { hi: sum.hi, lo: sum.lo + height.lo })
    }
}
