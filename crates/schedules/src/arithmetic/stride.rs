//! Counting how often a length fits into a number of steps.

use super::{DoubleDouble, Span};
use crate::StepCount;
use crate::decimal::Decimal;

/// A length of which a step is so many whole times and a rest.
///
/// The length is the double that the file holds, with one exception: where a step is a multiple of the
/// length in the file's own decimal digits, it counts as one. With a length of 0.1, the double above a tenth,
/// step 3 is 30 times the length and nothing over.
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

    #[inline(always)]
    pub(crate) fn divide(&self, step: u64) -> Division {
        match self.span.whole() {
            Some(length) => Division {
                quotient: DoubleDouble::from_u64(step / length),
                rest: DoubleDouble::from_u64(step % length),
            },
            None => self.divide_by_fraction(step),
        }
    }

    fn divide_by_fraction(&self, step: u64) -> Division {
        let length = self.span.length();
        let exact = DoubleDouble::from_u64(step);
        let mut quotient = libm::trunc((exact * self.span.reciprocal()).hi);
        let mut rest = exact - length.times_f64(quotient);
        // The quotient is right or one off.
        if rest.hi < 0.0 && quotient > 0.0 {
            quotient -= 1.0;
            rest = rest + length;
        } else if (rest - length).hi >= 0.0 {
            quotient += 1.0;
            rest = rest - length;
        }
        if self.decimal.is_some_and(|decimal| decimal.times_equals(quotient + 1.0, step)) {
            quotient += 1.0;
            rest = DoubleDouble::ZERO;
        }
        let rest = if rest.hi < 0.0 { DoubleDouble::ZERO } else { rest };
        Division { quotient: DoubleDouble::from_f64(quotient), rest }
    }
}
