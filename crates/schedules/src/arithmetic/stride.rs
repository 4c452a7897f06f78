//! Counting how often a length fits into a number of steps.

use super::{DoubleDouble, Span};
use crate::StepCount;
use crate::decimal::Decimal;

/// A length of which a step is so many whole times and a rest.
///
/// The length is the double that the file holds. Where a step is a multiple of the length in the file's own
/// decimal digits, that can be seen as well: 3 is 30 times 0.1, though the double next to 0.1 lies above it.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct Stride {
    span: Span,
    decimal: Option<Decimal>,
}

/// How often a stride fits, and what is left.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Division {
    pub(crate) quotient: DoubleDouble,
    /// From 0 to below the length.
    pub(crate) rest: DoubleDouble,
}

impl Stride {
    pub(crate) fn new(length: StepCount) -> Self {
        let decimal = if length.whole().is_some() { None } else { Decimal::of(length.to_f64()) };
        Self { span: Span::new(length), decimal }
    }

    pub(crate) fn span(&self) -> &Span {
        &self.span
    }

    /// Divides, and counts a multiple in decimal digits as one.
    #[inline(always)]
    pub(crate) fn divide(&self, step: u64) -> Division {
        let division = self.divide_doubles(step);
        let next = division.quotient.plus_f64(1.0);
        if self.is_decimal_multiple(next, step) {
            return Division { quotient: next, rest: DoubleDouble::ZERO };
        }
        division
    }

    /// How often the length fits into `step`, up to `u64::MAX`.
    #[inline(always)]
    pub(crate) fn whole_quotient(&self, step: u64) -> u64 {
        match self.span.whole() {
            Some(length) => step / length,
            None => self.divide(step).quotient.to_u64(),
        }
    }

    /// Divides by the double itself.
    #[inline(always)]
    pub(crate) fn divide_doubles(&self, step: u64) -> Division {
        match self.span.whole() {
            Some(length) => Division {
                quotient: DoubleDouble::from_u64(step / length),
                rest: DoubleDouble::from_u64(step % length),
            },
            None => self.divide_by_fraction(step),
        }
    }

    /// Whether `step` is `factor` times the length in decimal digits, where those are not the double's.
    #[inline(always)]
    pub(crate) fn is_decimal_multiple(&self, factor: DoubleDouble, step: u64) -> bool {
        self.decimal.is_some_and(|decimal| decimal.times_equals(factor.hi, step))
    }

    fn divide_by_fraction(&self, step: u64) -> Division {
        let length = self.span.length();
        let exact = DoubleDouble::from_u64(step);
        let mut quotient = libm::trunc((exact * self.span.reciprocal()).hi);
        if quotient >= TWO_POW_53 {
            return self.divide_far(exact);
        }
        let mut rest = exact - length.times_f64(quotient);
        // The quotient is right or one off.
        if rest.hi < 0.0 {
            quotient -= 1.0;
            rest = rest + length;
        } else if (rest - length).hi >= 0.0 {
            quotient += 1.0;
            rest = rest - length;
        }
        Division { quotient: DoubleDouble::from_f64(quotient), rest }
    }

    /// Where the quotient is no longer a double: the exact remainder first, then what is left.
    fn divide_far(&self, step: DoubleDouble) -> Division {
        let length = self.span.length();
        let mut rest = libm::fmod(libm::fmod(step.hi, length.hi) + libm::fmod(step.lo, length.hi), length.hi);
        if rest < 0.0 {
            rest += length.hi;
        }
        let rest = DoubleDouble::from_f64(if rest < length.hi { rest } else { 0.0 });
        Division { quotient: (step - rest) * self.span.reciprocal(), rest }
    }
}

/// From here on not every whole number is a double.
const TWO_POW_53: f64 = 9_007_199_254_740_992.0;
