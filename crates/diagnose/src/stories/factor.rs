//! The plainest number in a range.

/// How near to 1 a factor is none: arithmetic in 32 bits is off by so much.
const ONE: f64 = 1e-5;

/// Whether the factors of a range are those of a log that is scaled at all.
pub(super) fn is_one((low, high): (f64, f64)) -> bool {
    low <= 1.0 + ONE && high >= 1.0 - ONE
}

/// Whether a range is narrow enough to speak of one factor: a log of zeros has none.
pub(super) fn is_told((low, high): (f64, f64)) -> bool {
    low > 0.0 && high <= 1.5 * low
}

/// The plainest factor in a range: a whole number, one divided by one, or the number with the fewest digits.
pub(super) fn plainest((low, high): (f64, f64)) -> f64 {
    let middle = low + (high - low) / 2.0;
    let is_in = |factor: &f64| low <= *factor && *factor <= high;
    let whole = [middle.round(), 1.0 / (1.0 / middle).round()]
        .into_iter()
        .find(|factor| *factor > 0.0 && is_in(factor));
    let digits = (0..17).filter_map(|digits| format!("{middle:.digits$e}").parse().ok());
    whole.or_else(|| digits.into_iter().find(is_in)).unwrap_or(middle)
}
