//! A stretch of a curve between two moments.

use super::{DoubleDouble, Factor, Moment, Scale, Shape};

/// From one rate to another, between two moments that need not be whole.
///
/// It is computed upwards from the lower rate, so that nothing cancels.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct Segment {
    start: DoubleDouble,
    end: DoubleDouble,
    reciprocal: Factor,
    shape: Shape,
    falls: bool,
    scale: Scale,
    low: DoubleDouble,
    difference: Factor,
}

/// A moment and the rate at it. Neither is negative; the rate is below 2^500.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct Knot {
    pub(crate) time: DoubleDouble,
    pub(crate) rate: DoubleDouble,
}

impl Segment {
    /// The way from one knot to a later one.
    pub(crate) fn new(from: Knot, to: Knot, shape: Shape) -> Self {
        let falls = (from.rate - to.rate).hi > 0.0;
        let (low, high) = if falls { (to.rate, from.rate) } else { (from.rate, to.rate) };
        let scale = Scale::for_greatest(high.hi);
        let (low, high) = (scale.enter_exact(low), scale.enter_exact(high));
        Self {
            start: from.time,
            end: to.time,
            reciprocal: Factor::new(DoubleDouble::ONE / (to.time - from.time)),
            shape,
            falls,
            scale,
            low,
            difference: Factor::new(high - low),
        }
    }

    /// The moment at which it ends.
    pub(crate) fn end(&self) -> DoubleDouble {
        self.end
    }

    /// The rate at `step`; before the beginning and from the end on, the rate there.
    #[inline(always)]
    pub(crate) fn at(&self, step: u64) -> f64 {
        let gone = -self.start.minus_u64(step);
        let left = self.end.minus_u64(step);
        if left.hi <= 0.0 {
            return self.scale.leave(if self.falls { self.low } else { self.high() });
        }
        if gone.hi <= 0.0 {
            return self.scale.leave(if self.falls { self.high() } else { self.low });
        }
        let moment = Moment { gone: self.reciprocal.times(gone), left: self.reciprocal.times(left) };
        let share = if self.falls { self.shape.remaining(moment) } else { self.shape.risen(moment) };
        self.scale.leave_sum(self.low, self.difference.times(share.mantissa), share.exponent)
    }

    fn high(&self) -> DoubleDouble {
        self.difference.value() + self.low
    }
}
