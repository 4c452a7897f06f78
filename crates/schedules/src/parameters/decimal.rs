//! The decimal number that stands in the file, of which a double is only the nearest.

use alloc::format;

use num_bigint::{BigInt, BigUint};

use crate::arithmetic::Fraction;

/// `digits * 10^exponent`, with the shortest digits that read back as the same double.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct Decimal {
    digits: u64,
    exponent: i32,
}

impl Decimal {
    /// The decimal of a positive finite number.
    pub(crate) fn of(value: f64) -> Option<Self> {
        let text = format!("{value:e}");
        let (mantissa, exponent) = text.split_once('e')?;
        let (whole, fraction) = mantissa.split_once('.').unwrap_or((mantissa, ""));
        let digits = format!("{whole}{fraction}").parse().ok()?;
        let places = i32::try_from(fraction.len()).ok()?;
        Some(Self { digits, exponent: exponent.parse::<i32>().ok()? - places })
    }

    /// The number itself.
    pub(crate) fn to_fraction(self) -> Fraction {
        let power = BigUint::from(10u32).pow(self.exponent.unsigned_abs());
        let digits = BigInt::from(self.digits);
        if self.exponent < 0 {
            Fraction::new(digits, power)
        } else {
            Fraction::whole(digits * BigInt::from(power))
        }
    }
}

#[cfg(test)]
mod tests {
    use super::Decimal;

    fn check(value: f64, digits: u64, exponent: i32) {
        assert_eq!(Decimal::of(value), Some(Decimal { digits, exponent }), "{value}");
    }

    #[test]
    fn holds_the_digits_as_written() {
        check(3.52, 352, -2);
        check(0.1, 1, -1);
        check(1000.0, 1, 3);
        check(937.5, 9375, -1);
        check(1e-17, 1, -17);
        check(1e300, 1, 300);
    }
}
