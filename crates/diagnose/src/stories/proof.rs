//! Whether a story that was searched for could fit by accident.

use std::ops::Range;

use crate::log::Log;
use crate::numbers::real;
use crate::view::Trial;

/// A story must be so many bits more likely than an accident.
const BITS: f64 = 8.0;

/// What a point says at most, as of 32-bit floats.
const MOST: f64 = 22.0;

/// Whether these points say more than the choice among so many possibilities. In a combination, all points
/// that the schedule itself leaves unexplained must also say more than the choice of both stories.
pub(super) fn is_proven(trial: &Trial<'_>, points: Range<usize>, possibilities: f64) -> bool {
    let possibilities = possibilities.max(1.0);
    say_more(trial, points, possibilities)
        && (trial.combined == 1.0
            || say_more(trial, trial.first_unexplained..trial.len(), possibilities * trial.combined))
}

fn say_more(trial: &Trial<'_>, points: Range<usize>, possibilities: f64) -> bool {
    let range = spread(trial.log);
    let mut bits = -possibilities.log2();
    for index in points {
        let width = 2.0 * trial.tolerance(index, trial.log.points[index].rate);
        bits += (range / width).log2().clamp(0.0, MOST);
        if bits >= BITS {
            return true;
        }
    }
    false
}

/// The number of steps up to one, as possibilities.
pub(super) fn steps_to(step: u64) -> f64 {
    real(step).max(1.0)
}

fn spread(log: &Log) -> f64 {
    log.points.iter().map(|point| point.rate).fold(0.0, f64::max)
}
