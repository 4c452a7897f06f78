//! The decimal numbers that people write.

/// Returns the number of the fewest decimal digits near `estimate` that `fits`; the estimate itself if none
/// does.
pub(crate) fn shortest(estimate: f64, fits: impl Fn(f64) -> bool) -> f64 {
    let rounded = (0..=16).filter_map(|digits| format!("{estimate:.digits$e}").parse().ok());
    let neighbours = [estimate.next_down(), estimate.next_up()];
    rounded.chain(neighbours).find(|&number| fits(number)).unwrap_or(estimate)
}
