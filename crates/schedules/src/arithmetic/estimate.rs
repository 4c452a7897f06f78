//! A double-double with a bound of its error: the scalar path.

use core::ops::{Add, Div, Mul, Sub};

use num_bigint::BigUint;

use super::base::Base;
use super::double_double::DoubleDouble;
use super::elementary::{self, FUNCTION_ERROR, HALF_PI, LN_2, power_of_two};
use super::fraction::Fraction;
use super::real::Real;
use super::stride::Count;
use crate::StepCount;

/// A real number is `value * 2^shift`, but for at most `error * 2^shift`.
///
/// An error of 0 means that the value is exact; NaN and infinities, that nothing is known. Products and
/// quotients that leave the range in which double-doubles keep all of their bits get a shift, so that none is
/// lost. What has a shift is beyond 2^±`GREATEST_FLAT`.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct Estimate {
    pub(super) value: DoubleDouble,
    pub(super) error: f64,
    shift: i32,
}

/// What an operation of double-doubles adds at most, relatively: 16u² and less.
pub(super) const OPERATION_ERROR: f64 = power_of_two(-100);

/// From here to its reciprocal, products and quotients of double-doubles keep all of their bits.
pub(super) const LEAST: f64 = power_of_two(-900);
const GREATEST: f64 = power_of_two(900);

/// Powers of two up to this one, of either sign, are kept in the value.
const GREATEST_FLAT: i32 = 800;

/// Powers of two beyond this one, of either sign, are taken as it: no double can tell.
const GREATEST_SHIFT: i32 = 1 << 20;

/// Numbers below this are so small that the second term of a series is less than an operation's error.
const TINY: f64 = power_of_two(-110);

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

    /// A whole number.
    #[inline]
    pub(super) fn whole_number(number: i128) -> Self {
        let (value, is_exact) = DoubleDouble::from_u128(number.unsigned_abs());
        let error = if is_exact { 0.0 } else { OPERATION_ERROR * value.hi };
        Self::new(if number < 0 { -value } else { value }, error)
    }

    /// Times a power of two.
    #[inline]
    pub(super) fn doubled(self, times: i32) -> Self {
        let power = power_of_two(times.clamp(-GREATEST_FLAT, GREATEST_FLAT));
        Self::new(self.value.scaled(power), self.error * power)
    }

    /// A fraction, to more than 100 bits.
    #[cold]
    pub(super) fn of_fraction(fraction: &Fraction) -> Self {
        let (digits, exponent, is_exact) = fraction.leading_digits();
        let (value, has_all) = DoubleDouble::from_u128(digits);
        let error = if is_exact && has_all { 0.0 } else { OPERATION_ERROR * value.hi };
        let value = if fraction.is_negative() { -value } else { value };
        let limit = i64::from(GREATEST_SHIFT);
        let shift = i32::try_from(exponent.clamp(-limit, limit)).unwrap_or(0);
        Self { value, error, shift }.unshifted()
    }

    pub(super) fn is_zero(&self) -> bool {
        self.value.hi == 0.0 && self.error == 0.0
    }

    fn is_one(&self) -> bool {
        self.value == DoubleDouble::ONE && self.error == 0.0 && self.shift == 0
    }

    /// The number without a shift: 0 but for an error if it is small, unknown if it is great.
    #[inline(always)]
    pub(super) fn flat(self) -> Self {
        if self.shift == 0 { self } else { self.flat_of_shifted() }
    }

    #[cold]
    #[inline(never)]
    fn flat_of_shifted(self) -> Self {
        let Self { value, error, shift } = self.normal();
        if shift < -GREATEST_FLAT && error.is_finite() {
            let greatest = (value.hi.abs() + error) * 1.001;
            return Self::new(DoubleDouble::from_f64(0.0), greatest * power_of_two(-GREATEST_FLAT));
        }
        Self::UNKNOWN
    }

    pub(super) fn negated(self) -> Self {
        Self { value: -self.value, ..self }
    }

    /// Between 1/2 and 2, but for its shift.
    #[cold]
    fn normal(self) -> Self {
        let size = self.value.hi.abs().max(self.error);
        if size == 0.0 || !size.is_finite() {
            return self;
        }
        // In two factors: a power of two may be out of range itself.
        let exponent = libm::ilogb(size);
        let half = exponent / 2;
        let [first, second] = [half, exponent - half].map(|exponent| power_of_two(-exponent));
        let value = self.value.scaled(first).scaled(second);
        Self { value, error: self.error * first * second, shift: self.shift.saturating_add(exponent) }
    }

    /// Without a shift if the number is in range.
    #[cold]
    fn unshifted(self) -> Self {
        let normal = self.normal();
        let shift = normal.shift;
        if shift.abs() > GREATEST_FLAT {
            return normal;
        }
        let power = power_of_two(shift);
        Self { value: normal.value.scaled(power), error: normal.error * power, shift: 0 }
    }

    /// Roughly what it is.
    fn roughly(self) -> f64 {
        if self.shift == 0 { self.value.hi } else { libm::scalbn(self.value.hi, self.shift) }
    }

    /// Whether it is so small that the second term of a series is less than an operation's error.
    #[inline(always)]
    pub(super) fn is_tiny(self) -> bool {
        (self.shift != 0 || self.value.hi.abs() < TINY) && self.is_tiny_indeed()
    }

    #[cold]
    fn is_tiny_indeed(self) -> bool {
        self.roughly().abs() < TINY && libm::scalbn(self.error, self.shift) < TINY
    }

    /// The nearest double to the exact value, if that is beyond doubt (Ziv 1991); from 0 to `f64::MAX`.
    #[inline(always)]
    pub(crate) fn nearest(self) -> Option<f64> {
        let Self { value, error, shift } = self;
        // Computing an error rounds it, too.
        let error = error * 1.001;
        let above = value.hi + (value.lo + error);
        let below = value.hi + (value.lo - error);
        if above == below && above > LEAST && above < GREATEST && shift == 0 {
            return Some(above);
        }
        self.nearest_of_others()
    }

    #[cold]
    #[inline(never)]
    fn nearest_of_others(self) -> Option<f64> {
        if self.is_zero() {
            return Some(0.0);
        }
        let Self { value, error, shift } = self.normal();
        let error = error * 1.001;
        if !(value.hi.is_finite() && error.is_finite()) {
            return None;
        }
        if value.hi < -2.0 * error || shift < -1_080 {
            return Some(0.0);
        }
        let hi = value.hi;
        if hi > error && libm::ilogb(hi - error) + shift.min(GREATEST_SHIFT) > 1_025 {
            return Some(f64::MAX);
        }
        if hi <= 2.0 * error {
            return None;
        }
        let exponent = libm::ilogb(hi) + shift.clamp(-GREATEST_SHIFT, GREATEST_SHIFT);
        if exponent < -1_080 {
            return Some(0.0);
        }
        if exponent > 1_025 {
            return Some(f64::MAX);
        }
        // The last place of the result, as one of the value.
        let place = power_of_two(exponent.max(-1_022) - 52 - shift);
        let shifter = 6_755_399_441_055_744.0 * place; // 1.5 * 2^52 of them
        let whole = (hi + shifter) - shifter;
        let rest = (hi - whole) + value.lo;
        let half = 0.5 * place;
        // Below a power of two doubles are twice as near to each other.
        let below = if hi.to_bits() << 12 == 0 { 0.5 * half } else { half };
        let whole = if rest - error > -below && rest + error < half {
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

    /// A sum of numbers of which one has a shift.
    #[cold]
    #[inline(never)]
    fn plus_shifted(self, other: Self) -> Self {
        if self.is_zero() {
            return other;
        }
        if other.is_zero() {
            return self;
        }
        let (mine, others) = (self.normal(), other.normal());
        if !(mine.error < 4.0 && others.error < 4.0) {
            return Self::UNKNOWN;
        }
        let (great, small) = if mine.shift < others.shift { (others, mine) } else { (mine, others) };
        let by = great.shift - small.shift;
        if by > GREATEST_FLAT {
            // Next to nothing, of either sign.
            return Self { error: great.error + power_of_two(2 - GREATEST_FLAT), ..great }.unshifted();
        }
        let power = power_of_two(-by);
        let small = Self { value: small.value.scaled(power), error: small.error * power, shift: great.shift };
        great.plus_aligned(small).unshifted()
    }

    #[inline(always)]
    fn plus_aligned(self, other: Self) -> Self {
        let value = self.value + other.value;
        let error = self.error + other.error + OPERATION_ERROR * value.hi.abs();
        Self { value, error, ..self }
    }

    #[inline(always)]
    fn product(self, other: Self) -> Self {
        let value = self.value * other.value;
        let error = self.value.hi.abs() * other.error
            + other.value.hi.abs() * self.error
            + self.error * other.error
            + OPERATION_ERROR * value.hi.abs();
        Self { value, error, shift: self.shift.saturating_add(other.shift) }
    }

    #[cold]
    #[inline(never)]
    fn product_of_others(self, other: Self) -> Self {
        if self.is_zero() || other.is_zero() {
            return Self::exact(0.0);
        }
        self.normal().product(other.normal()).unshifted()
    }

    #[inline(always)]
    fn quotient(self, other: Self) -> Self {
        let value = self.value / other.value;
        // The smallest that the divisor can be.
        let least = other.value.hi.abs() * 0.999_999 - other.error;
        let error = (self.error + value.hi.abs() * other.error) / least + OPERATION_ERROR * value.hi.abs();
        if least > 0.0 {
            Self { value, error, shift: self.shift.saturating_sub(other.shift) }
        } else {
            Self::UNKNOWN
        }
    }

    #[cold]
    #[inline(never)]
    fn quotient_of_others(self, other: Self) -> Self {
        if self.is_zero() {
            // What a formula divides by is not 0.
            return self;
        }
        self.normal().quotient(other.normal()).unshifted()
    }
}

/// Whether products and quotients of this size keep all of their bits.
#[inline(always)]
fn is_in_range(size: f64) -> bool {
    size > LEAST && size < GREATEST
}

impl Add for Estimate {
    type Output = Self;

    #[inline(always)]
    fn add(self, other: Self) -> Self {
        if (self.shift | other.shift) == 0 { self.plus_aligned(other) } else { self.plus_shifted(other) }
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
        let product = self.product(other);
        let is_flat = (self.shift | other.shift) == 0;
        if is_flat && is_in_range(product.value.hi.abs()) { product } else { self.product_of_others(other) }
    }
}

impl Div for Estimate {
    type Output = Self;

    #[inline(always)]
    fn div(self, other: Self) -> Self {
        let (mine, others) = (self.value.hi.abs(), other.value.hi.abs());
        if (self.shift | other.shift) == 0 && is_in_range(mine) && is_in_range(others) {
            let quotient = self.quotient(other);
            if is_in_range(quotient.value.hi.abs()) {
                return quotient;
            }
        }
        self.quotient_of_others(other)
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
        Self::exact(base.value).power_by(self, || base.ln)
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

/// Powers that products are faster for than logarithms.
pub(super) const SMALL_POWERS: [f64; 3] = [2.0, 3.0, 4.0];

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
    pub(super) fn with_half_cosine(self, value: DoubleDouble) -> Self {
        let error =
            value.hi * FUNCTION_ERROR + 2.0 * self.error * (self.value.hi + self.error).min(1.0) * 2.5;
        Self::new(value, error)
    }

    /// `ln x` of a number above 0.
    #[inline]
    pub(super) fn ln(self) -> Self {
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
    pub(super) fn ln_1p(self) -> Self {
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
    pub(super) fn exp_m1(self) -> Self {
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
        if self.shift != 0 {
            return (self.value.hi > self.error && self.is_tiny()).then_some(0);
        }
        let whole = libm::floor(self.value.hi);
        let is_below = self.value.plus_f64(-whole).hi < 0.0;
        let whole = if is_below { whole - 1.0 } else { whole };
        (self.error < 1.0 && (0.0..9e15).contains(&whole)).then_some(whole as u64)
    }

    /// The whole part, if it is beyond doubt.
    pub(crate) fn certain_floor(self) -> Option<u64> {
        let whole = self.whole_part()?;
        self.is_between(whole, 0.0).then_some(whole)
    }

    /// Whether it lies between a whole number and the next beyond doubt, even if it is a little greater.
    pub(crate) fn is_between(self, whole: u64, greater: f64) -> bool {
        if self.shift != 0 {
            return whole == 0 && self.value.hi > self.error && self.is_tiny() && greater < 0.9;
        }
        let rest = (self.value - DoubleDouble::from_u64(whole)).hi;
        let error = self.error * 1.001 + 1e-30;
        rest > error && rest + error + greater < 0.999_999_999
    }

    /// Whether it is above 0, if that is beyond doubt even if it is so much greater or smaller.
    pub(crate) fn is_positive(self, by: f64) -> Option<bool> {
        let error = self.error * 1.001 + by;
        let is_known = self.shift == 0 && error.is_finite() && self.value.hi.abs() > error;
        is_known.then_some(self.value.hi > 0.0)
    }

    /// How far the decimal digits of two parameters may move a sum of so many powers.
    #[expect(clippy::cast_precision_loss, reason = "a bound")]
    pub(crate) fn error_of_decimals(self, powers: u64) -> f64 {
        (powers as f64 + 4.0) * power_of_two(-52) * self.roughly().abs()
    }

    pub(crate) fn upper_half(self) -> f64 {
        self.roughly()
    }

    /// A step that lies before this moment beyond doubt, shortly if that is in sight.
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "the conversion saturates")]
    pub(crate) fn step_before(self) -> u64 {
        if self.shift != 0 {
            return if self.value.hi > 2.0 * self.error && self.shift > 0 { u64::MAX } else { 0 };
        }
        if self.error.is_finite() { (self.value.hi * (1.0 - 1e-12) - self.error - 2.0) as u64 } else { 0 }
    }
}
