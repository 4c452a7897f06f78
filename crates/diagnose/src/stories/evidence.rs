//! How much evidence a log holds.
//!
//! A log of a thousand equal rates says no more than one of two, and a straight line no more than its ends.
//! So the evidence is not counted by points, but by the corners of a polyline through the points, within
//! their tolerances. A corner counts the bits of its rate and of its place in the log.

use crate::numbers::{real, shortest};
use crate::view::Trial;

/// The maximum evidence of one rate, in bits.
const MOST: f64 = 22.0;

/// Whether the points that are not known hold at least this many bits.
pub(super) fn suffices(trial: &Trial<'_>, is_known: impl Fn(usize) -> bool, bits: f64) -> bool {
    let mut unknown = (0..trial.len()).filter(|&index| !is_known(index));
    let Some(first) = unknown.next() else { return bits <= 0.0 };
    let mut missing = bits - place(first);
    let mut line = Line::from(first.saturating_sub(1));
    let mut last = first;
    if first == 0 {
        missing -= rate(trial, first);
    } else {
        line.reaches(trial, first);
    }
    for index in unknown {
        if missing <= 0.0 {
            return true;
        }
        if !line.reaches(trial, index) {
            missing -= line.rate(trial, last) + place(line.points);
            line = Line::from(last);
            line.reaches(trial, index);
        }
        last = index;
    }
    if last > line.start {
        missing -= line.rate(trial, last);
    }
    // The place where the log ends is no evidence, but the place where it turns to follow the known rates is.
    let next = last + 1;
    if next < trial.len() && !line.reaches(trial, next) {
        missing -= place(line.points);
    }
    missing <= 0.0
}

/// The lines from a point through the points after it.
struct Line {
    /// The index of the point.
    start: usize,
    /// The range of slopes.
    slopes: (f64, f64),
    /// How many points they pass through.
    points: usize,
}

impl Line {
    const fn from(start: usize) -> Self {
        Self { start, slopes: (f64::NEG_INFINITY, f64::INFINITY), points: 0 }
    }

    /// Whether one of the lines passes through this point, too. The others are dropped.
    fn reaches(&mut self, trial: &Trial<'_>, index: usize) -> bool {
        let point = |index: usize| trial.log.points[index].rate;
        let tolerance = |index: usize| trial.tolerance(index, point(index));
        let steps = real(trial.step(index) - trial.step(self.start));
        let (rise, either) = (point(index) - point(self.start), tolerance(index) + tolerance(self.start));
        let slopes = (self.slopes.0.max((rise - either) / steps), self.slopes.1.min((rise + either) / steps));
        let reaches = slopes.0 <= slopes.1;
        if reaches {
            self.slopes = slopes;
            self.points += 1;
        }
        reaches
    }

    /// The bits of the rate where the line ends. Of a flat line only the length is evidence.
    fn rate(&self, trial: &Trial<'_>, index: usize) -> f64 {
        let is_flat = self.slopes.0 <= 0.0 && self.slopes.1 >= 0.0;
        if is_flat { 0.0 } else { rate(trial, index) }
    }
}

/// The bits of a place among this many points.
fn place(points: usize) -> f64 {
    real(points.max(1) as u64).log2()
}

/// The bits of a rate: those of its digits within its tolerance, as 0.1 is likelier than 0.1374.
fn rate(trial: &Trial<'_>, index: usize) -> f64 {
    let rate = trial.log.points[index].rate;
    let tolerance = trial.tolerance(index, rate);
    if rate <= tolerance {
        return 0.0;
    }
    let (_, digits) = shortest(rate - tolerance, rate + tolerance);
    let precision = (trial.peak() / (2.0 * tolerance)).log2();
    // One digit more for the power of ten.
    precision.min(f64::from(digits + 1) * 10_f64.log2()).clamp(0.0, MOST)
}
