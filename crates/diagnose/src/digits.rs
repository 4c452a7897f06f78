//! The precision of printed numbers.

/// How a number was printed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Digits {
    /// The number of significant digits; 0 for a zero.
    significant: i32,
    /// The place of the last digit: 4 for ten-thousandths, -2 for hundreds.
    decimals: i32,
    ends_with_zero: bool,
}

/// The precision with which a column is printed.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Unit {
    /// The maximum number of significant digits in the column.
    significant: i32,
    /// The number of decimals, if all numbers are printed with the same.
    decimals: Option<i32>,
}

/// The number of different values that show how a column is printed. Fewer values, such as 0.1 and 0.01, may
/// simply be short.
const TELLING: usize = 5;

/// Numbers with fewer significant digits than this may simply be short.
const SHORT: i32 = 3;

/// The number of significant digits of a double.
const ALL: i32 = 17;

/// A column was rounded to decimals if this share of its different values ends at the last decimal; of random
/// values, nine in ten do.
const FULL: f64 = 0.7;

impl Digits {
    pub(crate) fn of(text: &str) -> Self {
        let (mantissa, exponent) = text.split_once(['e', 'E']).unwrap_or((text, "0"));
        let exponent: i32 = exponent.parse().unwrap_or(0);
        let fraction = mantissa.split_once('.').map_or("", |(_, fraction)| fraction);
        let digits: Vec<u8> = mantissa.bytes().filter(u8::is_ascii_digit).collect();
        let leading = digits.iter().take_while(|digit| **digit == b'0').count();
        let count = |count: usize| i32::try_from(count).unwrap_or(i32::MAX);
        Self {
            significant: count(digits.len() - leading),
            decimals: count(fraction.len()).saturating_sub(exponent),
            ends_with_zero: fraction.len() > 1 && digits.last() == Some(&b'0'),
        }
    }

    /// The precision of a column.
    pub(crate) fn unit(column: impl Iterator<Item = (f64, Self)>) -> Unit {
        let mut numbers: Vec<_> = column.collect();
        numbers.sort_by(|left, right| left.0.total_cmp(&right.0));
        numbers.dedup_by_key(|number| number.0.to_bits());
        let is_telling = numbers.len() >= TELLING;
        let keeps_zeros = numbers.iter().any(|(rate, digits)| *rate != 0.0 && digits.ends_with_zero);
        let significant = numbers.iter().map(|(_, digits)| digits.significant).max().unwrap_or(0);
        let is_short = significant < SHORT && !is_telling && !keeps_zeros;
        let significant = if is_short { ALL } else { significant };
        let most = numbers.iter().map(|(_, digits)| digits.decimals).max().unwrap_or(0);
        let full = numbers.iter().filter(|(_, digits)| digits.decimals == most).count();
        // As doubles, since a column has fewer rows than 2^53.
        let share = crate::numbers::real(full as u64) / crate::numbers::real(numbers.len().max(1) as u64);
        let is_fixed = if is_telling { share >= FULL } else { keeps_zeros };
        Unit { significant, decimals: is_fixed.then_some(most) }
    }
}

impl Unit {
    /// The maximum rounding error of a printed number: half of its last digit.
    pub(crate) fn half(self, rate: f64, printed: Digits) -> f64 {
        let of_decimals = self.decimals.map_or(0.0, power_of_ten);
        if rate == 0.0 {
            return 0.5 * of_decimals;
        }
        let first = printed.decimals - printed.significant + 1;
        let of_significant = power_of_ten(first + self.significant - 1);
        0.5 * power_of_ten(printed.decimals).min(of_decimals.max(of_significant))
    }
}

/// The value of one in this decimal place.
fn power_of_ten(decimals: i32) -> f64 {
    10_f64.powi(decimals.saturating_neg())
}
