//! A number that many others are multiplied with.

use super::DoubleDouble;
use super::double_double::split;

/// A number, with its parts prepared for multiplication.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct Factor {
    value: DoubleDouble,
    /// `value.hi` as two numbers of 26 bits.
    parts: (f64, f64),
}

/// 2^26: a whole number up to this has 26 bits, so its products with the parts are exact as they are.
pub(super) const SMALL: f64 = 67_108_864.0;

impl Factor {
    pub(crate) fn new(value: DoubleDouble) -> Self {
        Self { value, parts: split(value.hi) }
    }

    pub(crate) fn value(&self) -> DoubleDouble {
        self.value
    }

    /// The product with any number.
    #[inline(always)]
    pub(crate) fn times(&self, other: DoubleDouble) -> DoubleDouble {
        let (upper, lower) = split(other.hi);
        let hi = self.value.hi * other.hi;
        let exact = (self.parts.0 * upper - hi) + self.parts.0 * lower + self.parts.1 * upper;
        let lo = exact + self.parts.1 * lower;
        DoubleDouble::sum_ordered(hi, lo + (self.value.hi * other.lo + self.value.lo * other.hi))
    }

    /// The product with a whole number, which is quicker where that is small.
    #[inline(always)]
    pub(crate) fn times_whole(&self, whole: DoubleDouble) -> DoubleDouble {
        if whole.hi > SMALL { self.times(whole) } else { self.times_small(whole.hi) }
    }

    /// The product with a whole number up to 2^26.
    #[inline(always)]
    pub(super) fn times_small(&self, whole: f64) -> DoubleDouble {
        let sum = DoubleDouble::sum_ordered(self.parts.0 * whole, self.parts.1 * whole);
        DoubleDouble::sum_ordered(sum.hi, sum.lo + self.value.lo * whole)
    }
}
