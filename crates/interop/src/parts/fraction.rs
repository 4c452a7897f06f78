//! Fractions of rates.

/// A fraction of a rate, or a multiple of it that may not overflow.
pub(crate) fn fraction_of(rate: f64, fraction: f64) -> f64 {
    (rate * fraction).min(f64::MAX)
}
