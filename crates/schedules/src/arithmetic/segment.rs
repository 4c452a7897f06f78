//! A stretch of a curve between two moments.

use super::elementary::log2;
use super::{DoubleDouble, Factor, Moment, Power2, Scale, Shape};

/// From one rate to another, between two moments that need not be whole.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct Segment {
    start: DoubleDouble,
    end: DoubleDouble,
    reciprocal: Factor,
    scale: Scale,
    from: DoubleDouble,
    to: DoubleDouble,
    way: Way,
}

#[derive(Clone, Copy, Debug, PartialEq)]
enum Way {
    /// Down along a shape: computed upwards from the end, so that nothing cancels.
    Falling(Shape, Factor),
    /// Up along a shape: computed from the beginning.
    Rising(Shape, Factor),
    /// By equal factors in equal times; log₂ of all of them together.
    Geometric(DoubleDouble),
}

/// A moment and the rate at it, which is finite and not negative.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct Knot {
    pub(crate) time: DoubleDouble,
    pub(crate) rate: DoubleDouble,
}

impl Segment {
    /// The way from one knot to a later one: along a shape, or by equal factors if there is none.
    pub(crate) fn new(from: Knot, to: Knot, shape: Option<Shape>) -> Self {
        let difference = to.rate - from.rate;
        let falls = difference.hi < 0.0;
        // A geometric way is computed from its beginning alone.
        let greatest = if falls || shape.is_none() { from.rate.hi } else { to.rate.hi };
        let scale = Scale::for_greatest(greatest);
        let [scaled_from, scaled_to] = [from.rate, to.rate].map(|rate| scale.enter_exact(rate));
        let height = Factor::new(scale.enter_exact(if falls { -difference } else { difference }));
        let way = match shape {
            Some(shape) if falls => Way::Falling(shape, height),
            Some(shape) => Way::Rising(shape, height),
            None => Way::Geometric(log2(to.rate.hi) - log2(from.rate.hi)),
        };
        let reciprocal = Factor::new(DoubleDouble::ONE / (to.time - from.time));
        Self { start: from.time, end: to.time, reciprocal, scale, from: scaled_from, to: scaled_to, way }
    }

    /// Whether it ends at `step` or before.
    pub(crate) fn ends_by(&self, step: u64) -> bool {
        self.end.minus_u64(step).hi <= 0.0
    }

    /// The rate at `step`; before the beginning and from the end on, the rate there.
    #[inline(always)]
    pub(crate) fn at(&self, step: u64) -> f64 {
        let gone = -self.start.minus_u64(step);
        let left = self.end.minus_u64(step);
        if left.hi <= 0.0 {
            return self.scale.leave(self.to);
        }
        if gone.hi < 0.0 {
            return self.scale.leave(self.from);
        }
        let moment = Moment { gone: self.reciprocal.times(gone), left: self.reciprocal.times(left) };
        let (low, Power2 { mantissa, exponent }) = match &self.way {
            Way::Falling(shape, height) => (self.to, shape.remaining(moment).scaled(height)),
            Way::Rising(shape, height) => (self.from, shape.risen(moment).scaled(height)),
            Way::Geometric(log2_ratio) => {
                (DoubleDouble::ZERO, Power2::of(*log2_ratio * moment.gone).times(self.from))
            }
        };
        self.scale.leave_sum(low, mantissa, exponent)
    }
}
