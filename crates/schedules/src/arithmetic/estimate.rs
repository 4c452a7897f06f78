//! A double-double with a bound of its error: the scalar path.

mod functions;
mod nearest;
mod operations;
mod places;

use super::double_double::DoubleDouble;
use super::elementary::power_of_two;
use super::fraction::Fraction;

/// A real number is `value * 2^shift`, but for at most `error * 2^shift`.
///
/// An error of 0 means that the value is exact; NaN and infinities, that nothing is known. Products and
/// quotients that leave the range in which double-doubles keep all of their bits get a shift, so that none is
/// lost. What has a shift is beyond 2^±`GREATEST_FLAT`.
#[derive(Clone, Copy, Debug)]
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

/// Powers that products are faster for than logarithms.
pub(super) const SMALL_POWERS: [f64; 3] = [2.0, 3.0, 4.0];

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
    pub(crate) fn roughly(self) -> f64 {
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
}
