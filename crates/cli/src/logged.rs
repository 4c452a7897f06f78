//! A log as a curve.

use glidepath_core::LearningRateSchedule;

/// The points of a log, joined by lines.
#[derive(Clone, Debug)]
pub struct Logged {
    points: Vec<(u64, f64)>,
}

impl Logged {
    /// Points in the order of their steps.
    pub fn new(points: Vec<(u64, f64)>) -> Self {
        Self { points }
    }

    /// The last step of the log.
    pub fn last(&self) -> u64 {
        self.points.last().map_or(0, |point| point.0)
    }
}

impl LearningRateSchedule for Logged {
    #[expect(clippy::cast_precision_loss, reason = "a picture has fewer points")]
    fn learning_rate(&self, step: u64) -> f64 {
        let after = self.points.partition_point(|point| point.0 < step);
        let point = |index: usize| self.points.get(index).copied();
        match (after.checked_sub(1).and_then(point), point(after)) {
            (Some((first, from)), Some((last, to))) => {
                from + (to - from) * ((step - first) as f64 / (last - first) as f64)
            }
            (Some(only), None) | (None, Some(only)) => only.1,
            (None, None) => 0.0,
        }
    }
}
