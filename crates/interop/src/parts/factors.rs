//! Factors of rates and of steps.

/// A fraction of a rate, or a multiple of it that may not overflow.
pub(crate) fn fraction_of(rate: f64, fraction: f64) -> f64 {
    (rate * fraction).min(f64::MAX)
}

/// The greatest double that is not above one over a whole number, so that it fits that often into every step.
pub(crate) fn reciprocal(divisor: f64) -> f64 {
    let nearest = 1.0 / divisor;
    if nearest.mul_add(divisor, -1.0) > 0.0 { nearest.next_down() } else { nearest }
}
