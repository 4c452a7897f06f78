//! The simplest factor in a range.

use crate::numbers::shortest;

/// A factor this close to 1 is rounding in 32-bit arithmetic.
const ONE: f64 = 1e-5;

/// Whether a range of factors may be a factor of 1.
pub(super) fn is_one((low, high): (f64, f64)) -> bool {
    low <= 1.0 + ONE && high >= 1.0 - ONE
}

/// Whether a range is narrow enough to be one factor. For a log of zeros, every factor fits.
pub(super) fn is_told((low, high): (f64, f64)) -> bool {
    low > 0.0 && high <= 1.5 * low
}

/// The simplest factor in a range: an integer, the reciprocal of one, or the number with the fewest digits.
/// Beside it, the number of factors that are as simple or simpler.
pub(super) fn plainest((low, high): (f64, f64)) -> (f64, f64) {
    let middle = low + (high - low) / 2.0;
    let is_in = |factor: &f64| low <= *factor && *factor <= high;
    let (whole, part) = (middle.round(), (1.0 / middle).round());
    let whole =
        [(whole, whole), (1.0 / part, part)].into_iter().find(|(factor, _)| *factor > 0.0 && is_in(factor));
    let (short, digits) = shortest(low, high);
    let short = (short, 10_f64.powi(digits));
    // 2000 is shorter as a number with one digit.
    match whole {
        Some((factor, number)) => (factor, (2.0 * number).min(short.1)),
        None => short,
    }
}
