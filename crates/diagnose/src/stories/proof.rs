//! Whether a story could fit by accident, since many candidates were tried.

use std::ops::Range;

use crate::log::Log;
use crate::numbers::real;
use crate::view::Trial;

/// A story needs this many bits of evidence more than the search for it used up.
const BITS: f64 = 8.0;

/// The maximum evidence of one point, in bits.
const MOST: f64 = 22.0;

/// Whether these points are enough evidence for a story that was chosen among this number of candidates. For
/// a combination, the points that the schedule itself does not explain must also be enough evidence for the
/// choice of both stories.
pub(super) fn is_proven(trial: &Trial<'_>, points: Range<usize>, candidates: f64) -> bool {
    let candidates = candidates.max(1.0);
    are_enough(trial, points, candidates)
        && (trial.combined == 1.0
            || are_enough(trial, trial.first_unexplained..trial.len(), candidates * trial.combined))
}

fn are_enough(trial: &Trial<'_>, points: Range<usize>, candidates: f64) -> bool {
    let range = spread(trial.log);
    let mut bits = -candidates.log2();
    for index in points {
        let width = 2.0 * trial.tolerance(index, trial.log.points[index].rate);
        bits += (range / width).log2().clamp(0.0, MOST);
        if bits >= BITS {
            return true;
        }
    }
    false
}

/// The number of candidates in a search over all steps up to this one.
pub(super) fn steps_to(step: u64) -> f64 {
    real(step).max(1.0)
}

fn spread(log: &Log) -> f64 {
    log.points.iter().map(|point| point.rate).fold(0.0, f64::max)
}
