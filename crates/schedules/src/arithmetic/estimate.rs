//! A double-double with a bound of its error: the scalar path.

use core::ops::{Add, Div, Mul, Sub};

use num_bigint::BigUint;

use super::double_double::DoubleDouble;
use super::elementary::{self, FUNCTION_ERROR, power_of_two};
use super::real::Real;

/// A real number is `value * 2^shift`, but for at most `error * 2^shift`.
///
/// An error of 0 means that the value is exact; NaN and infinities, that nothing is known. Where a result of an operation
/// may have lost bits below 2^-1074, the error is at least 2^-900. The shift is 0 unless [`exp`](Real::exp) gave a number
/// far from 1.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Estimate {
    pub(super) value: DoubleDouble,
    pub(super) error: f64,
    shift: i32,
}

/// What an operation of double-doubles adds at most, relatively: 16u² and less.
pub(super) const OPERATION_ERROR: f64 = power_of_two(-100);

/// Below this a product may have lost bits; and what that is worth at most.
const SMALL: f64 = power_of_two(-900);

/// Powers of two up to this one, of either sign, are kept in the value.
const GREATEST_FLAT: i32 = 800;

/// Powers of two beyond this one, of either sign, are taken as it: no double can tell.
const GREATEST_SHIFT: i32 = 1 << 20;

impl Estimate {
    const UNKNOWN: Self = Self::new(DoubleDouble::from_f64(0.0), f64::INFINITY);

    pub(super) const fn new(value: DoubleDouble, error: f64) -> Self {
        Self { value, error, shift: 0 }
    }

    pub(crate) const fn exact(value: f64) -> Self {
        Self::new(DoubleDouble::from_f64(value), 0.0)
    }

    /// A step.
    #[inline(always)]
    pub(crate) const fn step(step: u64) -> Self {
        Self::new(DoubleDouble::from_u64(step), 0.0)
    }

    pub(super) fn is_zero(&self) -> bool {
        self.value.hi == 0.0 && self.error == 0.0
    }

    fn is_one(&self) -> bool {
        self.value == DoubleDouble::ONE && self.error == 0.0 && self.shift == 0
    }

    /// The number without a shift; unknown if it has one.
    #[inline(always)]
    pub(super) fn flat(self) -> Self {
        if self.shift == 0 { self } else { Self::UNKNOWN }
    }

    fn negated(self) -> Self {
        Self { value: -self.value, ..self }
    }

    /// The nearest double to the exact value, if that is beyond doubt (Ziv 1991); from 0 to `f64::MAX`.
    #[inline(always)]
    pub(crate) fn nearest(self) -> Option<f64> {
        if self.shift != 0 {
            return self.nearest_of_shifted();
        }
        if self.is_zero() {
            return Some(0.0);
        }
        let Self { value, error, .. } = self;
        // Computing an error rounds it, too.
        let error = error * 1.001;
        let above = value.hi + (value.lo + error);
        let below = value.hi + (value.lo - error);
        if above == below && (SMALL..1e300).contains(&above) {
            return Some(above);
        }
        (above < 0.0).then_some(0.0)
    }

    #[cold]
    fn nearest_of_shifted(self) -> Option<f64> {
        let Self { value, error, shift } = self;
        let error = error * 1.001;
        let (hi, shift) = (value.hi, shift.clamp(-GREATEST_SHIFT, GREATEST_SHIFT));
        if !(hi > 2.0 * error && hi > SMALL && hi < 1.0 / SMALL) {
            return None;
        }
        let exponent = libm::ilogb(hi) + shift;
        if exponent < -1_080 {
            return Some(0.0);
        }
        if exponent > 1_025 {
            return Some(f64::MAX);
        }
        // The last place of the result, as one of the value.
        let place = (exponent.max(-1_022) - 52 - shift).clamp(-1_000, 1_000);
        let place = power_of_two(place);
        let shifter = 6_755_399_441_055_744.0 * place; // 1.5 * 2^52 of them
        let whole = (hi + shifter) - shifter;
        let rest = (hi - whole) + value.lo;
        let half = 0.5 * place;
        let whole = if rest - error > -half && rest + error < half {
            whole
        } else if rest - error > half && rest + error < 3.0 * half {
            whole + place
        } else if rest + error < -half && rest - error > -3.0 * half {
            whole - place
        } else {
            return None;
        };
        Some(libm::scalbn(whole, shift).min(f64::MAX))
    }

    /// The same number with another shift, a greater one.
    fn with_shift(self, shift: i32) -> Self {
        let difference = shift.saturating_sub(self.shift);
        if self.is_zero() || difference == 0 {
            return Self { shift, ..self };
        }
        if difference > GREATEST_FLAT {
            // Next to nothing, of either sign.
            let greatest = libm::scalbn(self.value.hi.abs() * 1.001 + self.error, -difference);
            return Self { value: DoubleDouble::from_f64(0.0), error: greatest + SMALL, shift };
        }
        let power = power_of_two(-difference);
        Self { value: self.value.scaled(power), error: self.error * power + SMALL, shift }
    }
}

impl Add for Estimate {
    type Output = Self;

    #[inline(always)]
    fn add(self, other: Self) -> Self {
        if other.is_zero() {
            return self;
        }
        if self.shift != other.shift {
            let shift = self.shift.max(other.shift);
            return self.with_shift(shift) + other.with_shift(shift);
        }
        let value = self.value + other.value;
        let error = self.error + other.error + OPERATION_ERROR * value.hi.abs();
        Self { value, error, ..self }
    }
}

impl Sub for Estimate {
    type Output = Self;

    #[inline(always)]
    fn sub(self, other: Self) -> Self {
        Add::add(self, other.negated())
    }
}

impl Mul for Estimate {
    type Output = Self;

    #[inline(always)]
    fn mul(self, other: Self) -> Self {
        if self.is_zero() || other.is_zero() {
            return Self::exact(0.0);
        }
        if self.is_one() {
            return other;
        }
        if other.is_one() {
            return self;
        }
        let value = self.value * other.value;
        let size = value.hi.abs();
        let mut error =
            self.value.hi.abs() * other.error + other.value.hi.abs() * self.error + self.error * other.error;
        if size < SMALL {
            error += SMALL;
        }
        error += OPERATION_ERROR * size;
        Self { value, error, shift: self.shift.saturating_add(other.shift) }
    }
}

impl Div for Estimate {
    type Output = Self;

    #[inline(always)]
    fn div(self, other: Self) -> Self {
        if self.is_zero() {
            // What a formula divides by is not 0.
            return self;
        }
        let value = self.value / other.value;
        // The smallest that the divisor can be.
        let least = other.value.hi.abs() * 0.999_999 - other.error;
        if least.is_nan() || least <= SMALL {
            return Self::UNKNOWN;
        }
        let mut error = (self.error + value.hi.abs() * other.error) / least;
        if value.hi.abs() < SMALL || self.value.hi.abs() < SMALL {
            error += if least < 1.0 { SMALL / least } else { SMALL };
        }
        error += OPERATION_ERROR * value.hi.abs();
        Self { value, error, shift: self.shift.saturating_sub(other.shift) }
    }
}

impl Real for Estimate {
    #[inline(always)]
    fn number(&self, value: f64) -> Self {
        Self::exact(value)
    }

    #[inline(always)]
    fn whole(&self, value: u64) -> Self {
        Self::step(value)
    }

    /// Numbers of so many digits have no place in double-doubles.
    fn huge(&self, _: &BigUint) -> Self {
        Self::UNKNOWN
    }

    fn is_above(&self, other: &Self) -> bool {
        (self.shift, self.value.hi) > (other.shift, other.value.hi)
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
            return Self::UNKNOWN;
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
        let x = self.value.hi;
        if self.shift != 0 || self.error.is_nan() || self.error >= 0.5 {
            return Self::UNKNOWN;
        }
        if x.abs() > 7e5 {
            let shift = if x > 0.0 { GREATEST_SHIFT } else { -GREATEST_SHIFT };
            return Self { value: DoubleDouble::ONE, error: 0.25, shift };
        }
        let (mantissa, exponent) = elementary::exp(self.value);
        let is_flat = exponent.abs() <= GREATEST_FLAT;
        let value = if is_flat { mantissa.scaled(power_of_two(exponent)) } else { mantissa };
        let error = value.hi * (FUNCTION_ERROR + 2.0 * self.error);
        Self { value, error, shift: if is_flat { 0 } else { exponent } }
    }

    #[inline]
    fn power(self, exponent: Self) -> Self {
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
        (exponent * self.ln()).exp()
    }

    fn complement_of_power(self, rest: Self, exponent: f64) -> Self {
        let one = Self::exact(1.0);
        if self.value.hi < 0.5 && exponent != 1.0 {
            let exponent = Self::exact(-exponent);
            let log = exponent * self.negated().ln_1p();
            return log.minus_exp_m1_of_negative();
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
        let Some(share) = self.folded() else { return Self::UNKNOWN };
        let value = elementary::half_cosine(share.value).value;
        Self::new(
            value,
            value.hi * FUNCTION_ERROR + 2.0 * share.error * (share.value.hi + share.error).min(1.0) * 2.5,
        )
    }
}

/// Powers that products are faster for than logarithms.
const SMALL_POWERS: [f64; 3] = [2.0, 3.0, 4.0];

impl Estimate {
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

    /// `ln x` of a number above 0.
    #[inline]
    pub(super) fn ln(self) -> Self {
        let x = self.value.hi;
        let least = x * 0.999_999 - self.error;
        if !(least > SMALL && x < 1e290) || self.shift != 0 {
            return Self::UNKNOWN;
        }
        let (value, error) = elementary::ln(self.value);
        Self::new(value, error + self.error / least)
    }

    /// `ln(1 + x)`.
    pub(super) fn ln_1p(self) -> Self {
        if self.is_zero() {
            return self;
        }
        if self.value.hi.abs() > power_of_two(-7) {
            return (Self::exact(1.0) + self).ln();
        }
        if self.value.hi.abs() < SMALL || self.shift != 0 {
            return Self::UNKNOWN;
        }
        let value = elementary::ln_1p(self.value);
        Self::new(value, value.hi.abs() * FUNCTION_ERROR + 1.02 * self.error)
    }

    /// `eˣ - 1`.
    pub(super) fn exp_m1(self) -> Self {
        if self.is_zero() {
            return self;
        }
        if self.value.hi.abs() > power_of_two(-7) {
            return self.exp() - Self::exact(1.0);
        }
        if self.value.hi.abs() < SMALL || self.shift != 0 {
            return Self::UNKNOWN;
        }
        let value = elementary::exp_m1(self.value);
        Self::new(value, value.hi.abs() * FUNCTION_ERROR + 1.02 * self.error)
    }

    /// `1 - e^-x`.
    fn minus_exp_m1_of_negative(self) -> Self {
        self.negated().exp_m1().negated()
    }

    /// The number without an even one, from -1 to 1 or beyond by a rounding.
    pub(super) fn without_turns(self) -> Self {
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
    pub(super) fn folded(self) -> Option<Self> {
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

/// What finding a place in time asks of numbers.
impl Estimate {
    /// The whole part of a number that is not negative.
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "the range is checked")]
    pub(crate) fn whole_part(self) -> Option<u64> {
        let whole = libm::floor(self.value.hi);
        let is_below = self.value.plus_f64(-whole).hi < 0.0;
        let whole = if is_below { whole - 1.0 } else { whole };
        (self.error.is_finite() && (0.0..9e15).contains(&whole)).then_some(whole as u64)
    }

    /// The whole part, if it is beyond doubt.
    pub(crate) fn certain_floor(self) -> Option<u64> {
        let whole = self.whole_part()?;
        (self.shift == 0 && self.is_between(whole, 0.0)).then_some(whole)
    }

    /// Whether it lies between a whole number and the next beyond doubt, even if it is a little greater.
    pub(crate) fn is_between(self, whole: u64, greater: f64) -> bool {
        let rest = (self.value - DoubleDouble::from_u64(whole)).hi;
        let error = self.error * 1.001 + 1e-30;
        rest > error && rest + error + greater < 0.999_999_999
    }

    /// How far the decimal digits of two parameters may move a sum of so many powers.
    #[expect(clippy::cast_precision_loss, reason = "a bound")]
    pub(crate) fn error_of_decimals(self, powers: u64) -> f64 {
        (powers as f64 + 4.0) * power_of_two(-52) * self.value.hi.abs()
    }

    pub(crate) fn upper_half(self) -> f64 {
        self.value.hi
    }

    /// A step that lies before this moment beyond doubt, shortly if that is in sight.
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "the conversion saturates")]
    pub(crate) fn step_before(self) -> u64 {
        if self.shift > 0 {
            return u64::MAX;
        }
        if self.error.is_finite() { (self.value.hi * (1.0 - 1e-12) - self.error - 2.0) as u64 } else { 0 }
    }
}
