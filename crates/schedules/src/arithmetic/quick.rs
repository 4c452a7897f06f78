//! A double-double with a bound of its error, for what is neither tiny nor huge: the quick scalar path.

use core::ops::{Add, Div, Mul, Sub};

use num_bigint::BigUint;

use super::base::Base;
use super::double_double::{DoubleDouble, fast_two_sum, quick_prod, small_whole, two_sum};
use super::elementary::{self, SHIFT, power_of_two};
use super::estimate::{Estimate, LEAST, SMALL_POWERS};
use super::real::Real;
use super::stride::Count;
use crate::StepCount;

/// A real number is `value`, but for at most `error`; NaN and infinities mean that nothing is known.
///
/// Its functions are good to some 2^-60. That decides all but some steps in a hundred, and an [`Estimate`] is
/// asked for those.
#[derive(Clone, Copy, Debug)]
pub(super) struct Quick {
    value: DoubleDouble,
    error: f64,
}

/// What an operation adds at most, relatively: 2^10 u². The lower halves of products and quotients may be
/// some last places of the upper ones.
const ROUNDED: f64 = power_of_two(-96);

/// More than any product of small numbers loses below the smallest double.
const UNDERFLOW: f64 = power_of_two(-950);

impl Quick {
    const UNKNOWN: Self = Self { value: DoubleDouble::from_f64(0.0), error: f64::NAN };

    #[inline(always)]
    const fn exact(value: f64) -> Self {
        Self { value: DoubleDouble::from_f64(value), error: 0.0 }
    }

    /// A whole number up to 2^52; nothing is known of greater ones.
    #[inline(always)]
    pub(super) const fn step(step: u64) -> Self {
        Self::exact(if step >> 52 == 0 { small_whole(step) } else { f64::NAN })
    }

    #[inline(always)]
    fn of(estimate: Estimate) -> Self {
        let Estimate { value, error, .. } = estimate.flat();
        Self { value, error }
    }

    /// Whether it is a double. The compiler knows that of most constants.
    #[inline(always)]
    fn is_double(&self) -> bool {
        self.value.lo == 0.0 && self.error == 0.0
    }

    #[inline(always)]
    fn is_exactly(&self, value: f64) -> bool {
        self.value.hi == value && self.is_double()
    }

    /// Times a double.
    #[inline(always)]
    fn scaled(self, factor: f64) -> Self {
        let product = quick_prod(self.value.hi, factor);
        let lo = product.lo + self.value.lo * factor;
        let error = factor.abs() * self.error + (ROUNDED * product.hi.abs() + UNDERFLOW);
        Self { value: DoubleDouble { lo, ..product }, error }
    }

    /// The nearest double from 0 on, if that is beyond doubt (Ziv 1991).
    #[inline(always)]
    pub(super) fn nearest(self) -> Option<f64> {
        // Computing an error rounds it, too.
        let error = self.error * 1.001;
        let above = self.value.hi + (self.value.lo + error);
        let below = self.value.hi + (self.value.lo - error);
        if above == below && above > LEAST && above < 1.0 / LEAST {
            return Some(above);
        }
        // No rate is below 0.
        (self.is_exactly(0.0) || self.value.hi < -2.0 * error).then_some(0.0)
    }

    /// A power of this number, whose logarithm is asked for if it is needed.
    #[inline(always)]
    fn power_by(self, exponent: Self, ln: impl FnOnce() -> Self) -> Self {
        if exponent.is_exactly(0.0) {
            return Self::exact(1.0);
        }
        if exponent.is_exactly(1.0)
            || self.is_exactly(1.0)
            || (self.is_exactly(0.0) && exponent.value.hi > 0.0)
        {
            return self;
        }
        if exponent.error == 0.0 && exponent.value.lo == 0.0 && SMALL_POWERS.contains(&exponent.value.hi) {
            let square = self * self;
            return match exponent.value.hi {
                2.0 => square,
                3.0 => square * self,
                _ => square * square,
            };
        }
        (exponent * ln()).exp()
    }

    #[inline(always)]
    fn ln(self) -> Self {
        let least = self.value.hi * 0.999_999 - self.error;
        if !(least > LEAST && least < 1.0 / LEAST) {
            return Self::UNKNOWN;
        }
        let (value, error) = elementary::quick_ln(self.value);
        Self { value, error: error + self.error / least }
    }
}

impl Add for Quick {
    type Output = Self;

    #[inline(always)]
    fn add(self, other: Self) -> Self {
        let hi = two_sum(self.value.hi, other.value.hi);
        if self.is_double() && other.is_double() {
            return Self { value: hi, error: 0.0 };
        }
        let value = fast_two_sum(hi.hi, hi.lo + (self.value.lo + other.value.lo));
        let rounded = (self.value.hi.abs() + other.value.hi.abs()) * ROUNDED;
        Self { value, error: self.error + other.error + rounded }
    }
}

impl Sub for Quick {
    type Output = Self;

    #[inline(always)]
    fn sub(self, other: Self) -> Self {
        Add::add(self, Self { value: -other.value, ..other })
    }
}

impl Mul for Quick {
    type Output = Self;

    #[inline(always)]
    fn mul(self, other: Self) -> Self {
        if other.is_double() {
            return self.scaled(other.value.hi);
        }
        if self.is_double() {
            return other.scaled(self.value.hi);
        }
        let hi = quick_prod(self.value.hi, other.value.hi);
        let lo = hi.lo + (self.value.hi * other.value.lo + self.value.lo * other.value.hi);
        let value = DoubleDouble { hi: hi.hi, lo };
        let error = (self.value.hi.abs() + self.error) * other.error
            + other.value.hi.abs() * self.error
            + (ROUNDED * value.hi.abs() + UNDERFLOW);
        Self { value, error }
    }
}

impl Div for Quick {
    type Output = Self;

    #[inline(always)]
    fn div(self, other: Self) -> Self {
        let inverse = 1.0 / other.value.hi;
        let first = self.value.hi * inverse;
        let product = quick_prod(other.value.hi, first);
        let rest = (self.value.hi - product.hi) - product.lo;
        let (mut lo, mut error) = (self.value.lo, self.error + UNDERFLOW);
        if !other.is_double() {
            lo -= other.value.lo * first;
            error += first.abs() * other.error;
        }
        let value = DoubleDouble { hi: first, lo: (rest + lo) * inverse };
        let error = 1.001 * inverse.abs() * error + (ROUNDED * first.abs() + UNDERFLOW);
        let divisor = other.value.hi.abs();
        let is_known = divisor < 1.0 / LEAST && other.error <= 1e-9 * divisor;
        Self { value, error: if is_known { error } else { f64::NAN } }
    }
}

impl Real for Quick {
    #[inline(always)]
    fn number(&self, value: f64) -> Self {
        Self::exact(value)
    }

    #[inline(always)]
    fn whole(&self, value: u64) -> Self {
        Self::step(value)
    }

    fn huge(&self, value: &BigUint) -> Self {
        Self::of(Estimate::step(0).huge(value))
    }

    #[inline(always)]
    fn after(self, times: &Count, length: StepCount) -> Self {
        if let (&Count::Small(times), Some(whole)) = (times, length.whole()) {
            return self - Self::step(times.saturating_mul(whole));
        }
        if self.value.hi.is_nan() {
            return self;
        }
        Self::of(Estimate::new(self.value, 0.0).after(times, length))
    }

    #[inline(always)]
    fn is_above(&self, other: &Self) -> bool {
        self.value.hi > other.value.hi
    }

    #[inline(always)]
    fn at_least_zero(self) -> Self {
        if self.value.hi > self.error || self.is_exactly(0.0) {
            self
        } else if -self.value.hi > self.error {
            Self::exact(0.0)
        } else {
            Self::UNKNOWN
        }
    }

    fn floor(self) -> Self {
        Self::of(Estimate::new(self.value, self.error).floor())
    }

    #[inline(always)]
    fn exp(self) -> Self {
        if !(self.value.hi.abs() < 600.0 && self.error < 0.5) {
            return Self::UNKNOWN;
        }
        let (value, error) = elementary::quick_exp(self.value);
        Self { value, error: error + 2.0 * self.error * value.hi }
    }

    #[inline(always)]
    fn power_of(self, base: &Base) -> Self {
        Self::exact(base.value)
            .power_by(self, || base.ln.map_or(Self::UNKNOWN, |(value, error)| Self { value, error }))
    }

    #[inline(always)]
    fn power(self, exponent: Self) -> Self {
        self.power_by(exponent, || self.ln())
    }

    #[inline(always)]
    fn complement_of_power(self, rest: Self, exponent: f64) -> Self {
        Self::exact(1.0) - rest.power(Self::exact(exponent))
    }

    #[inline(always)]
    fn power_of_less_one(self, base: f64) -> Self {
        Self::exact(base).power(self) - Self::exact(1.0)
    }

    #[inline(always)]
    fn log_beside_one(self, base: f64) -> Self {
        (Self::exact(1.0) + self).ln() / Self::exact(base).ln()
    }

    #[inline(always)]
    fn half_cosine(self) -> Self {
        let mut share = self;
        if !(0.0..=1.0).contains(&share.value.hi) {
            if share.value.hi.is_nan() || share.value.hi.abs() > power_of_two(40) {
                return Self::UNKNOWN;
            }
            let turns = 2.0 * ((share.value.hi * 0.5 + SHIFT) - SHIFT);
            share = share - Self::exact(turns);
            if share.value.hi < 0.0 {
                share.value = -share.value;
            }
        }
        let (value, error) = elementary::quick_half_cosine(share.value);
        // The slope is π/2 sin πx.
        let slope = (5.0 * (share.value.hi + share.error)).min(1.6);
        Self { value, error: error + slope * share.error }
    }
}
