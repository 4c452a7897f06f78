//! Rounding to a double.

use super::{Estimate, GREATEST, GREATEST_SHIFT, LEAST};
use crate::arithmetic::elementary::power_of_two;

impl Estimate {
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
}
