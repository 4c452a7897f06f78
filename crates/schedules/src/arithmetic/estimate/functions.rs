//! The functions that formulas are made of.

use num_bigint::BigUint;

use super::{Estimate, GREATEST, GREATEST_FLAT, GREATEST_SHIFT, LEAST, OPERATION_ERROR, SMALL_POWERS, TINY};
use crate::StepCount;
use crate::arithmetic::base::Base;
use crate::arithmetic::double_double::DoubleDouble;
use crate::arithmetic::elementary::{self, FUNCTION_ERROR, HALF_PI, LN_2, power_of_two};
use crate::arithmetic::fraction::Fraction;
use crate::arithmetic::real::Real;
use crate::arithmetic::stride::Count;

impl Real for Estimate {
    #[inline(always)]
    fn number(&self, value: f64) -> Self {
        Self::exact(value)
    }

    #[inline(always)]
    fn whole(&self, value: u64) -> Self {
        Self::step(value)
    }

    fn huge(&self, value: &BigUint) -> Self {
        Self::of_fraction(&Fraction::whole(value.clone()))
    }

    #[inline]
    fn after(self, times: &Count, length: StepCount) -> Self {
        let Some(step) = self.value.to_u64() else { return Self::UNKNOWN };
        match times.small_rest_of(step, length) {
            Some((whole, exponent)) => Self::whole_number(whole).doubled(exponent),
            None => Self::of_fraction(&times.rest_of(step, length)),
        }
    }

    fn is_above(&self, other: &Self) -> bool {
        (*self - *other).value.hi > 0.0
    }

    fn at_least_zero(self) -> Self {
        if self.value.hi > self.error {
            self
        } else if -self.value.hi > self.error {
            Self::exact(0.0)
        } else if self.is_zero() {
            self
        } else {
            Self::UNKNOWN
        }
    }

    fn floor(self) -> Self {
        if self.shift != 0 {
            let is_fraction = self.value.hi > self.error && self.is_tiny();
            return if is_fraction { Self::exact(0.0) } else { Self::UNKNOWN };
        }
        let whole = libm::floor(self.value.hi);
        let rest = self.value.plus_f64(-whole);
        // Where `hi` is whole, what is below may be less than 0.
        let whole = if rest.hi < 0.0 { whole - 1.0 } else { whole };
        let rest = self.value.plus_f64(-whole);
        if rest.hi >= self.error && rest.hi + self.error < 1.0 && whole.abs() < 9e15 {
            Self::exact(whole)
        } else {
            Self::UNKNOWN
        }
    }

    #[inline]
    fn exp(self) -> Self {
        if self.is_zero() {
            return Self::exact(1.0);
        }
        if self.is_tiny() {
            return Self::exact(1.0) + self + Self::new(DoubleDouble::from_f64(0.0), TINY * TINY);
        }
        let x = self.value.hi;
        let is_great = self.shift != 0 || x.abs() - self.error > 7e5;
        if is_great && x + self.error < 0.0 {
            // What is not tiny, but shifted, is great. Nothing but an upper bound is known.
            return Self { value: DoubleDouble::ONE, error: 1.0, shift: -GREATEST_SHIFT };
        }
        if is_great && x < 1e8 && self.shift == 0 && self.error < 0.25 {
            // The power of two is known, and that the rest is between 1/2 and 4.
            #[expect(clippy::cast_possible_truncation, reason = "below 2^28")]
            let shift = (x * core::f64::consts::LOG2_E) as i32;
            return Self { value: DoubleDouble::from_f64(2.25), error: 1.75, shift };
        }
        if is_great {
            return Self::UNKNOWN;
        }
        if self.error.is_nan() || self.error >= 0.5 {
            return Self::UNKNOWN;
        }
        let (mantissa, exponent) = elementary::exp(self.value);
        let is_flat = exponent.abs() <= GREATEST_FLAT;
        let value = if is_flat { mantissa.scaled(power_of_two(exponent)) } else { mantissa };
        let error = value.hi * (FUNCTION_ERROR + 2.0 * self.error);
        Self { value, error, shift: if is_flat { 0 } else { exponent } }
    }

    #[inline]
    fn power_of(self, base: &Base) -> Self {
        let value = Self::exact(base.value);
        value.power_by(self, || base.ln.map_or_else(|| value.ln(), |(ln, error)| Self::new(ln, error)))
    }

    #[inline]
    fn power(self, exponent: Self) -> Self {
        self.power_by(exponent, || self.ln())
    }

    fn complement_of_power(self, rest: Self, exponent: f64) -> Self {
        let one = Self::exact(1.0);
        if exponent != 1.0 && (self.roughly() < 0.5 || exponent < TINY) && !rest.is_zero() {
            let log = if self.roughly() < 0.5 { self.negated().ln_1p() } else { rest.ln() };
            return (Self::exact(exponent) * log).exp_m1().negated();
        }
        one - rest.power(Self::exact(exponent))
    }

    fn power_of_less_one(self, base: f64) -> Self {
        (self * Self::exact(base).ln()).exp_m1()
    }

    fn log_beside_one(self, base: f64) -> Self {
        self.ln_1p() / Self::exact(base).ln()
    }

    #[inline]
    fn half_cosine(self) -> Self {
        if self.is_tiny() && !self.is_zero() {
            let angle = self * Self::new(HALF_PI, FUNCTION_ERROR);
            let square = angle * angle;
            return Self { error: square.error + OPERATION_ERROR * square.value.hi, ..square };
        }
        let Some(share) = self.folded() else { return Self::UNKNOWN };
        share.with_half_cosine(elementary::half_cosine(share.value))
    }
}

impl Estimate {
    /// A power of this number, whose logarithm is asked for if it is needed.
    #[inline]
    fn power_by(self, exponent: Self, ln: impl FnOnce() -> Self) -> Self {
        if exponent.is_zero() {
            return Self::exact(1.0);
        }
        if exponent.is_one() || self.is_one() {
            return self;
        }
        if self.is_zero() && exponent.value.hi > 0.0 {
            return self;
        }
        if exponent.error == 0.0 && exponent.value.lo == 0.0 && SMALL_POWERS.contains(&exponent.value.hi) {
            return self.small_power(exponent.value.hi);
        }
        (exponent * ln()).exp()
    }

    fn small_power(self, exponent: f64) -> Self {
        let square = self * self;
        if exponent == 2.0 {
            square
        } else if exponent == 3.0 {
            square * self
        } else {
            square * square
        }
    }

    /// The half cosine of this share, of which `value` is that of the share's own value.
    #[inline]
    pub(in crate::arithmetic) fn with_half_cosine(self, value: DoubleDouble) -> Self {
        let error =
            value.hi * FUNCTION_ERROR + 2.0 * self.error * (self.value.hi + self.error).min(1.0) * 2.5;
        Self::new(value, error)
    }

    /// `ln x` of a number above 0.
    #[inline]
    pub(in crate::arithmetic) fn ln(self) -> Self {
        let x = self.value.hi;
        let least = x * 0.999_999 - self.error;
        if self.shift == 0 && least > LEAST && x < GREATEST {
            let (value, error) = elementary::ln(self.value);
            return Self::new(value, error + self.error / least);
        }
        let Self { value, error, shift } = self.normal();
        let least = value.hi * 0.999_999 - error;
        if least.is_nan() || least < 0.25 {
            return Self::UNKNOWN;
        }
        let (ln, ln_error) = elementary::ln(value);
        let doublings = Self::exact(f64::from(shift)) * Self::new(LN_2, FUNCTION_ERROR);
        Self::new(ln, ln_error + error / least) + doublings
    }

    /// `ln(1 + x)`.
    pub(in crate::arithmetic) fn ln_1p(self) -> Self {
        if self.is_zero() {
            return self;
        }
        if self.is_tiny() {
            return self.within_tiny();
        }
        if self.value.hi.abs() > power_of_two(-7) || self.shift != 0 {
            return (Self::exact(1.0) + self).ln();
        }
        let value = elementary::ln_1p(self.value);
        Self::new(value, value.hi.abs() * FUNCTION_ERROR + 1.02 * self.error)
    }

    /// `eˣ - 1`.
    pub(in crate::arithmetic) fn exp_m1(self) -> Self {
        if self.is_zero() {
            return self;
        }
        if self.is_tiny() {
            return self.within_tiny();
        }
        if self.value.hi.abs() > power_of_two(-10) || self.shift != 0 {
            return self.exp() - Self::exact(1.0);
        }
        let value = elementary::exp_m1(self.value);
        Self::new(value, value.hi.abs() * FUNCTION_ERROR + 1.02 * self.error)
    }

    /// A tiny number as the first term of a series, whose others are below x².
    fn within_tiny(self) -> Self {
        Self { error: self.error * 1.001 + (self.value.hi.abs() + self.error) * TINY, ..self }
    }

    /// The number without an even one, from -1 to 1 or beyond by a rounding.
    pub(in crate::arithmetic) fn without_turns(self) -> Self {
        let mut rest = self;
        // The lower half of a great number has turns of its own.
        for _ in 0..2 {
            let turns = 2.0 * libm::rint(rest.value.hi * 0.5);
            if turns == 0.0 {
                return rest;
            }
            rest = rest - Self::exact(turns);
        }
        rest
    }

    /// The number between 0 and 1 whose half cosine is the same.
    pub(in crate::arithmetic) fn folded(self) -> Option<Self> {
        if self.shift != 0 {
            return None;
        }
        let mut folded = self.without_turns();
        if folded.value.hi < 0.0 {
            folded.value = -folded.value;
        }
        // Beyond 1 by a rounding: the curve is flat there.
        if folded.value.hi > 1.0 {
            let beyond = folded.value.plus_f64(-1.0);
            folded = Self::new(DoubleDouble::ONE - beyond, folded.error);
        }
        (folded.error < 0.5).then_some(folded)
    }
}
