//! Conversions between numbers, each with what it does where the target type is too narrow.

/// To the nearest double.
#[expect(clippy::cast_precision_loss, reason = "a position in a picture needs no more than 53 bits")]
pub(crate) fn to_f64(n: u128) -> f64 {
    n as f64
}

/// The count as a double.
pub(crate) fn count_to_f64(n: usize) -> f64 {
    to_f64(n as u128)
}

/// Rounded to the nearest integer; what lies outside goes to the nearer end, NaN to 0.
#[expect(clippy::cast_possible_truncation, reason = "`as` saturates, which is what is wanted")]
pub(crate) fn to_i64(x: f64) -> i64 {
    x.round() as i64
}

/// Rounded down to a cell number in `0..cells`.
pub(crate) fn to_cell(x: f64, cells: usize) -> usize {
    usize::try_from(to_i64(x.floor())).unwrap_or(0).min(cells.saturating_sub(1))
}

/// To single precision, for the rasterizer.
#[cfg(feature = "png")]
#[expect(clippy::cast_possible_truncation, reason = "a coordinate in a picture needs no more than 24 bits")]
pub(crate) fn to_f32(x: f64) -> f32 {
    x as f32
}
