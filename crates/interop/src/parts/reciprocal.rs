//! Steps of a schedule that are skipped.

/// The greatest double that is not above one over a whole number, so that it fits that often into every step.
pub(crate) fn reciprocal(divisor: f64) -> f64 {
    let nearest = 1.0 / divisor;
    if nearest.mul_add(divisor, -1.0) > 0.0 { nearest.next_down() } else { nearest }
}
