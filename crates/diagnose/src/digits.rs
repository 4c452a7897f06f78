//! The digits of printed numbers, and what they leave open.

/// How a number was printed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Digits {
    /// The digits from the first that is not 0 on; 0 of a zero.
    significant: i32,
    /// The place of the last digit: 4 if it counts ten-thousandths, -2 if hundreds.
    decimals: i32,
    ends_with_zero: bool,
}

/// What the last digit of the numbers of a column is worth.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Unit {
    /// All numbers have at most so many significant digits.
    significant: i32,
    /// The numbers are printed with so many decimals.
    decimals: Option<i32>,
}

/// So many different numbers tell how a column is printed. Fewer of them may have few digits by themselves, as 0.1 and
/// 0.01.
const TELLING: usize = 5;

/// Numbers with fewer significant digits than this are short by themselves.
const SHORT: i32 = 3;

/// As many significant digits as a double has.
const ALL: i32 = 17;

/// The share of the different numbers of a column that end at its last decimal if it was rounded to decimals: nine in ten
/// random ones do.
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

    /// What the last digit of a column is worth.
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
    /// How far the number may be from the one that was printed so.
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

/// The worth of that decimal.
fn power_of_ten(decimals: i32) -> f64 {
    10_f64.powi(decimals.saturating_neg())
}
