//! Numbers in comparisons and messages.

/// A step as a double, precise enough to compare shares.
#[expect(clippy::cast_precision_loss, reason = "a share of steps needs no more bits")]
pub(crate) fn real(step: u64) -> f64 {
    step as f64
}

/// A rate for messages: rounded to 7 digits, with an exponent if it is small.
pub(crate) fn rate(rate: f64) -> String {
    let text = format!("{rate:.6e}");
    let rounded: f64 = text.parse().unwrap_or(rate);
    format!("{rounded:?}")
}

/// `1 step`, `2 steps`.
pub(crate) fn steps(count: u64) -> String {
    if count == 1 { "1 step".to_owned() } else { format!("{count} steps") }
}

/// The number with the fewest significant digits in a range, and how many these are.
pub(crate) fn shortest(low: f64, high: f64) -> (f64, i32) {
    let middle = low + (high - low) / 2.0;
    let rounded = |digits: usize| format!("{middle:.digits$e}").parse().unwrap_or(middle);
    let found = (1..).zip((0..17).map(rounded)).find(|(_, number)| low <= *number && *number <= high);
    found.map_or((middle, 17), |(digits, number)| (number, digits))
}
