//! What finding a place in time asks of numbers.

use super::Estimate;
use crate::arithmetic::double_double::DoubleDouble;
use crate::arithmetic::elementary::power_of_two;

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

    /// How far the decimal digits of two parameters may move a sum of that many powers.
    #[expect(clippy::cast_precision_loss, reason = "a bound")]
    pub(crate) fn error_of_decimals(self, powers: u64) -> f64 {
        (powers as f64 + 4.0) * power_of_two(-52) * self.roughly().abs()
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
