//! A number as the unevaluated sum of two doubles.
//!
//! The building blocks have the names of the literature; relative error bounds of the operations are those of
//! Joldes, Muller and Popescu, *Tight and rigorous error bounds for basic building blocks of double-word
//! arithmetic* (2017), with u = 2^-53. They hold for magnitudes between 2^-900 and 2^990, which the callers
//! see to.

use core::ops::{Add, Div, Mul, Neg, Sub};

/// `hi + lo`, where `hi` is the double nearest to the sum.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct DoubleDouble {
    pub(crate) hi: f64,
    pub(crate) lo: f64,
}

/// `a + b`, exactly (Knuth).
#[inline(always)]
pub(super) const fn two_sum(a: f64, b: f64) -> DoubleDouble {
    let hi = a + b;
    let b_part = hi - a;
    DoubleDouble { hi, lo: (a - (hi - b_part)) + (b - b_part) }
}

/// `a + b`, exactly, where `a` is zero or not the smaller in magnitude (Dekker).
#[inline(always)]
pub(super) const fn fast_two_sum(a: f64, b: f64) -> DoubleDouble {
    let hi = a + b;
    DoubleDouble { hi, lo: b - (hi - a) }
}

/// `a * b`, exactly, without a fused multiply-add (Dekker).
#[inline(always)]
pub(super) const fn two_prod(a: f64, b: f64) -> DoubleDouble {
    let (a_hi, a_lo) = split(a);
    let (b_hi, b_lo) = split(b);
    let hi = a * b;
    DoubleDouble { hi, lo: ((a_hi * b_hi - hi) + a_hi * b_lo + a_lo * b_hi) + a_lo * b_lo }
}

/// Splits a double into two of at most 26 bits, so that products of such parts are exact (Veltkamp).
#[inline(always)]
const fn split(value: f64) -> (f64, f64) {
    const FACTOR: f64 = 134_217_729.0; // 2^27 + 1
    let scaled = FACTOR * value;
    let hi = scaled - (scaled - value);
    (hi, value - hi)
}

/// The upper 26 bits of a double.
#[inline(always)]
pub(super) const fn upper_half(value: f64) -> f64 {
    f64::from_bits(value.to_bits() & !((1 << 27) - 1))
}

/// `a * b`, relatively but for 10u²: halves by masks, of 26 bits and 27.
#[inline(always)]
pub(super) const fn quick_prod(a: f64, b: f64) -> DoubleDouble {
    let (a_hi, b_hi) = (upper_half(a), upper_half(b));
    let (a_lo, b_lo) = (a - a_hi, b - b_hi);
    let hi = a * b;
    DoubleDouble { hi, lo: ((a_hi * b_hi - hi) + a_hi * b_lo + a_lo * b_hi) + a_lo * b_lo }
}

/// A whole number below 2^52, exactly. By bits: `cvtsi2sd` waits for whatever was in the register before.
#[inline(always)]
pub(super) const fn small_whole(number: u64) -> f64 {
    f64::from_bits(0x4330_0000_0000_0000 | number) - 4_503_599_627_370_496.0
}

const TWO_POW_24: f64 = 16_777_216.0;
const TWO_POW_76: f64 = 75_557_863_725_914_323_419_136.0;

impl DoubleDouble {
    pub(crate) const ONE: Self = Self::from_f64(1.0);

    pub(crate) const fn from_f64(value: f64) -> Self {
        Self { hi: value, lo: 0.0 }
    }

    /// Exact for every `u64`.
    #[inline(always)]
    pub(crate) const fn from_u64(value: u64) -> Self {
        fast_two_sum(small_whole(value >> 32) * 4_294_967_296.0, small_whole(value & 0xffff_ffff))
    }

    /// Of 104 bits, and whether that is the number itself.
    #[inline]
    #[expect(clippy::cast_possible_truncation, reason = "parts of 53 and 22 bits")]
    pub(super) const fn from_u128(value: u128) -> (Self, bool) {
        if value >> 64 == 0 {
            return (Self::from_u64(value as u64), true);
        }
        let zeros = value.leading_zeros();
        let value = value << zeros;
        let (first, second, third) =
            ((value >> 76) as u64, (value >> 24) as u64 & ((1 << 52) - 1), value as u64 & ((1 << 24) - 1));
        let upper = small_whole(first) * TWO_POW_76;
        let sum = fast_two_sum(upper, small_whole(second) * TWO_POW_24);
        (
            sum.scaled(1.0 / (small_whole(1 << (zeros / 2)) * small_whole(1 << (zeros - zeros / 2)))),
            third == 0,
        )
    }

    /// The number, if it is a step.
    #[inline]
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "whole numbers")]
    pub(super) fn to_u64(self) -> Option<u64> {
        if self.hi >= 0.0 && self.hi < 4_503_599_627_370_496.0 {
            return Some(self.hi as u64);
        }
        u64::try_from(self.hi as i128 + self.lo as i128).ok()
    }

    /// Relative error at most 3u² + 13u³ (`AccurateDWPlusDW`).
    #[inline(always)]
    pub(super) const fn plus(self, other: Self) -> Self {
        let hi = two_sum(self.hi, other.hi);
        let lo = two_sum(self.lo, other.lo);
        let first = fast_two_sum(hi.hi, hi.lo + lo.hi);
        fast_two_sum(first.hi, first.lo + lo.lo)
    }

    /// Relative error at most 2u² (`DWPlusFP`).
    #[inline(always)]
    pub(super) const fn plus_f64(self, other: f64) -> Self {
        let hi = two_sum(self.hi, other);
        fast_two_sum(hi.hi, hi.lo + self.lo)
    }

    #[inline(always)]
    pub(super) const fn negated(self) -> Self {
        Self { hi: -self.hi, lo: -self.lo }
    }

    /// Relative error at most 8u² (`DWTimesDW1`, whose lower products are added in doubles).
    #[inline(always)]
    pub(super) const fn times(self, other: Self) -> Self {
        let hi = two_prod(self.hi, other.hi);
        fast_two_sum(hi.hi, hi.lo + (self.hi * other.lo + self.lo * other.hi))
    }

    /// Relative error at most 4u² (`DWTimesFP2`).
    #[inline(always)]
    pub(super) const fn times_f64(self, other: f64) -> Self {
        let hi = two_prod(self.hi, other);
        fast_two_sum(hi.hi, hi.lo + self.lo * other)
    }

    /// Relative error at most 15u² + 56u³ (`DWDivDW2`): one step of long division, and what is left of it.
    #[inline(always)]
    pub(super) const fn over(self, other: Self) -> Self {
        let first = self.hi / other.hi;
        let product = other.times_f64(first);
        // The upper halves are so near that their difference is exact.
        let rest = (self.hi - product.hi) + (self.lo - product.lo);
        fast_two_sum(first, rest / other.hi)
    }

    /// Multiplies by a power of two, exactly.
    #[inline(always)]
    pub(super) const fn scaled(self, power: f64) -> Self {
        Self { hi: self.hi * power, lo: self.lo * power }
    }
}

impl Add for DoubleDouble {
    type Output = Self;

    #[inline(always)]
    fn add(self, other: Self) -> Self {
        self.plus(other)
    }
}

impl Sub for DoubleDouble {
    type Output = Self;

    #[inline(always)]
    fn sub(self, other: Self) -> Self {
        self.plus(other.negated())
    }
}

impl Neg for DoubleDouble {
    type Output = Self;

    #[inline(always)]
    fn neg(self) -> Self {
        self.negated()
    }
}

impl Mul for DoubleDouble {
    type Output = Self;

    #[inline(always)]
    fn mul(self, other: Self) -> Self {
        self.times(other)
    }
}

impl Div for DoubleDouble {
    type Output = Self;

    #[inline(always)]
    fn div(self, other: Self) -> Self {
        self.over(other)
    }
}
