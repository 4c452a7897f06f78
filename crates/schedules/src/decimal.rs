//! The decimal number that stands in the file, of which a double is only the nearest.

use alloc::format;

use crate::arithmetic::DoubleDouble;

/// `digits / 10^places`, with the shortest digits that read back as the same double.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct Decimal {
    digits: u64,
    power_of_ten: u64,
}

impl Decimal {
    /// The decimal of a positive number; `None` if it has more than 17 places.
    pub(crate) fn of(value: f64) -> Option<Self> {
        let text = format!("{value:e}");
        let (mantissa, exponent) = text.split_once('e')?;
        let (whole, fraction) = mantissa.split_once('.').unwrap_or((mantissa, ""));
        let digits = format!("{whole}{fraction}").parse().ok()?;
        let fraction_places = i32::try_from(fraction.len()).ok()?;
        let places = fraction_places - exponent.parse::<i32>().ok()?;
        // Zeros before the point are digits, too: 1e3 is 1000.
        let zeros = 10_u64.checked_pow(u32::try_from(-places.min(0)).ok()?)?;
        let power_of_ten = 10_u64.checked_pow(u32::try_from(places.max(0)).ok()?)?;
        Some(Self { digits: u64::checked_mul(digits, zeros)?, power_of_ten })
    }

    /// The number itself, to some 104 bits.
    pub(crate) fn to_double_double(self) -> DoubleDouble {
        DoubleDouble::from_u64(self.digits) / DoubleDouble::from_u64(self.power_of_ten)
    }

    /// Whether `factor` of this, where the factor is whole, is `step` exactly.
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "checked before")]
    pub(crate) fn times_equals(self, factor: f64, step: u64) -> bool {
        const TWO_POW_64: f64 = 18_446_744_073_709_551_616.0;
        (0.0..TWO_POW_64).contains(&factor)
            && u128::from(factor as u64) * u128::from(self.digits)
                == u128::from(step) * u128::from(self.power_of_ten)
    }
}

#[cfg(test)]
mod tests {
    use super::Decimal;

    fn check(value: f64, digits: u64, power_of_ten: u64) {
        assert_eq!(Decimal::of(value), Some(Decimal { digits, power_of_ten }), "{value}");
    }

    #[test]
    fn holds_the_digits_as_written() {
        check(3.52, 352, 100);
        check(0.1, 1, 10);
        check(1000.0, 1000, 1);
        check(937.5, 9375, 10);
        check(1e-17, 1, 100_000_000_000_000_000);
        assert_eq!(Decimal::of(1e-300), None);
        assert_eq!(Decimal::of(1e300), None);
    }
}
