//! A number as the unevaluated sum of two doubles.
//!
//! The algorithms are those of Dekker (1971) and Knuth, as in Hida, Li and Bailey's QD library. All of them
//! are exact or good to about 2⁻¹⁰⁴ for magnitudes between 2⁻⁹⁰⁰ and 2⁹⁰⁰, which the callers see to.

use core::ops::{Add, Div, Mul, Neg, Sub};

/// `hi + lo`, where `hi` is the double nearest to the sum.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct DoubleDouble {
    pub(crate) hi: f64,
    pub(crate) lo: f64,
}

impl DoubleDouble {
    pub(crate) const ZERO: Self = Self::from_f64(0.0);
    pub(crate) const ONE: Self = Self::from_f64(1.0);

    pub(crate) const fn from_f64(value: f64) -> Self {
        Self { hi: value, lo: 0.0 }
    }

    /// Exact for every `u64`.
    #[inline(always)]
    #[expect(clippy::cast_possible_truncation, reason = "the two halves of the number")]
    pub(crate) const fn from_u64(value: u64) -> Self {
        let upper = (value >> 32) as u32 as f64 * 4_294_967_296.0;
        let lower = value as u32 as f64;
        Self::sum_ordered(upper, lower)
    }

    /// A whole number that is not negative, limited to `u64::MAX`.
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "the conversion saturates")]
    pub(crate) const fn to_u64(self) -> u64 {
        let whole = (self.hi as i128).saturating_add(self.lo as i128);
        if whole > u64::MAX as i128 { u64::MAX } else { whole as u64 }
    }

    /// The greatest whole number up to a quotient that was computed here, so that a whole one may be a rounding off.
    pub(crate) fn floor_of_quotient(self) -> Self {
        let whole = Self::sum_ordered(libm::round(self.hi), libm::round(self.lo));
        let nearest = whole.plus_f64(libm::round((self - whole).hi));
        let rest = self - nearest;
        if rest.hi < -self.hi * QUOTIENT_ROUNDING { nearest.plus_f64(-1.0) } else { nearest }
    }

    /// `a + b`, exactly.
    #[inline(always)]
    pub(crate) const fn sum(a: f64, b: f64) -> Self {
        let hi = a + b;
        let b_part = hi - a;
        Self { hi, lo: (a - (hi - b_part)) + (b - b_part) }
    }

    /// `a + b`, exactly, where `a` is zero or not the smaller in magnitude.
    #[inline(always)]
    pub(crate) const fn sum_ordered(a: f64, b: f64) -> Self {
        let hi = a + b;
        Self { hi, lo: b - (hi - a) }
    }

    /// `a * b`, exactly.
    #[inline(always)]
    pub(crate) const fn product(a: f64, b: f64) -> Self {
        let (a_hi, a_lo) = split(a);
        let (b_hi, b_lo) = split(b);
        let hi = a * b;
        Self { hi, lo: ((a_hi * b_hi - hi) + a_hi * b_lo + a_lo * b_hi) + a_lo * b_lo }
    }

    #[inline(always)]
    pub(crate) const fn plus(self, other: Self) -> Self {
        let hi = Self::sum(self.hi, other.hi);
        let lo = Self::sum(self.lo, other.lo);
        let first = Self::sum_ordered(hi.hi, hi.lo + lo.hi);
        Self::sum_ordered(first.hi, first.lo + lo.lo)
    }

    /// The sum of two numbers that are not negative, which takes less care.
    #[inline(always)]
    pub(crate) const fn plus_positive(self, other: Self) -> Self {
        let hi = Self::sum(self.hi, other.hi);
        Self::sum_ordered(hi.hi, hi.lo + (self.lo + other.lo))
    }

    #[inline(always)]
    pub(crate) const fn plus_f64(self, other: f64) -> Self {
        let hi = Self::sum(self.hi, other);
        Self::sum_ordered(hi.hi, hi.lo + self.lo)
    }

    /// The difference from a whole number.
    #[inline(always)]
    pub(crate) const fn minus_u64(self, whole: u64) -> Self {
        let whole = Self::from_u64(whole);
        let rough = self.plus_f64(-whole.hi);
        if whole.lo == 0.0 { rough } else { rough.plus_f64(-whole.lo) }
    }

    #[inline(always)]
    pub(crate) const fn negated(self) -> Self {
        Self { hi: -self.hi, lo: -self.lo }
    }

    #[inline(always)]
    pub(crate) const fn times(self, other: Self) -> Self {
        let hi = Self::product(self.hi, other.hi);
        Self::sum_ordered(hi.hi, hi.lo + (self.hi * other.lo + self.lo * other.hi))
    }

    #[inline(always)]
    pub(crate) const fn times_f64(self, other: f64) -> Self {
        let hi = Self::product(self.hi, other);
        Self::sum_ordered(hi.hi, hi.lo + self.lo * other)
    }

    #[inline(always)]
    pub(crate) const fn squared(self) -> Self {
        let hi = Self::product(self.hi, self.hi);
        Self::sum_ordered(hi.hi, hi.lo + 2.0 * self.hi * self.lo)
    }

    /// The quotient. If it is a double, it is exact.
    #[inline(always)]
    pub(crate) const fn over(self, other: Self) -> Self {
        let first = self.hi / other.hi;
        let rest = self.plus(other.times_f64(first).negated());
        let second = rest.hi / other.hi;
        let rest = rest.plus(other.times_f64(second).negated());
        let third = rest.hi / other.hi;
        Self::sum_ordered(first, second).plus_f64(third)
    }

    /// The quotient, rounded to a double but for a few hundredths of its last bit.
    #[inline(always)]
    pub(crate) const fn over_rounded(self, other: Self) -> f64 {
        let quotient = self.hi / other.hi;
        let product = Self::product(quotient, other.hi);
        let rest = (self.hi - product.hi) - product.lo - quotient * other.lo + self.lo;
        quotient + rest / other.hi
    }

    /// Multiplies by a power of two, exactly.
    #[inline(always)]
    pub(crate) const fn times_power_of_two(self, power: f64) -> Self {
        Self { hi: self.hi * power, lo: self.lo * power }
    }
}

/// 2^-98, what a quotient of products may be off by, with room to spare.
const QUOTIENT_ROUNDING: f64 = 3.155_443_620_884_047e-30;

/// Splits a double into two of at most 26 bits, so that products of such parts are exact.
#[inline(always)]
pub(crate) const fn split(value: f64) -> (f64, f64) {
    const FACTOR: f64 = 134_217_729.0; // 2^27 + 1
    let scaled = FACTOR * value;
    let hi = scaled - (scaled - value);
    (hi, value - hi)
}

impl Add for DoubleDouble {
    type Output = Self;

    fn add(self, other: Self) -> Self {
        self.plus(other)
    }
}

impl Sub for DoubleDouble {
    type Output = Self;

    fn sub(self, other: Self) -> Self {
        self.plus(other.negated())
    }
}

impl Neg for DoubleDouble {
    type Output = Self;

    fn neg(self) -> Self {
        self.negated()
    }
}

impl Mul for DoubleDouble {
    type Output = Self;

    fn mul(self, other: Self) -> Self {
        self.times(other)
    }
}

impl Div for DoubleDouble {
    type Output = Self;

    fn div(self, other: Self) -> Self {
        self.over(other)
    }
}
