//! Keeps intermediate results away from overflow and underflow.

use super::DoubleDouble;

/// A power of two that rates are divided by before the arithmetic, and multiplied with after it.
///
/// It is 1 for every rate between 2⁻⁴⁰⁰ and 2⁴⁰⁰.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct Scale {
    exponent: i32,
}

const LARGE: f64 = 2.582_249_878_086_908_6e120; // 2^400
const SMALL: f64 = 1.0 / LARGE;

impl Scale {
    /// The scale for numbers of which `greatest` is the greatest.
    pub(crate) fn for_greatest(greatest: f64) -> Self {
        let exponent =
            if greatest == 0.0 || (SMALL..=LARGE).contains(&greatest) { 0 } else { libm::frexp(greatest).1 };
        Self { exponent }
    }

    /// Into the range of the arithmetic.
    pub(crate) fn enter(self, rate: f64) -> f64 {
        libm::ldexp(rate, -self.exponent)
    }

    /// Into the range of the arithmetic, both parts.
    pub(crate) fn enter_exact(self, rate: DoubleDouble) -> DoubleDouble {
        DoubleDouble { hi: self.enter(rate.hi), lo: self.enter(rate.lo) }
    }

    /// Back, rounded to a double; what is too great for one becomes [`f64::MAX`].
    #[inline(always)]
    pub(crate) fn leave(self, rate: DoubleDouble) -> f64 {
        self.leave_shifted(rate, 0)
    }

    /// `low + rate * 2^exponent`, back; neither is negative.
    #[inline(always)]
    pub(crate) fn leave_sum(self, low: DoubleDouble, rate: DoubleDouble, exponent: i32) -> f64 {
        if (-600..=600).contains(&exponent) {
            return self.leave(rate.times_power_of_two(power_of_two(exponent)).plus_positive(low));
        }
        (self.leave(low) + self.leave_shifted(rate, exponent)).min(f64::MAX)
    }

    /// `rate * 2^exponent`, back.
    #[inline(always)]
    pub(crate) fn leave_shifted(self, rate: DoubleDouble, exponent: i32) -> f64 {
        let rounded = rate.hi + rate.lo;
        let exponent = self.exponent + exponent;
        if exponent == 0 { rounded } else { shift(rounded, exponent).min(f64::MAX) }
    }
}

/// `value * 2^exponent`, rounded once.
#[inline]
fn shift(value: f64, exponent: i32) -> f64 {
    // The factor is exact, so the product rounds only where it is subnormal.
    if (-600..=600).contains(&exponent) {
        value * power_of_two(exponent)
    } else {
        libm::ldexp(value, exponent)
    }
}

/// `2^exponent` for a normal result.
#[inline(always)]
pub(crate) fn power_of_two(exponent: i32) -> f64 {
    f64::from_bits(u64::from((1_023 + exponent).unsigned_abs()) << 52)
}
