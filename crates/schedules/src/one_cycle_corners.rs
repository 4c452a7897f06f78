//! The corners that the rate and the momentum of the one-cycle policy share.

use crate::arithmetic::{DoubleDouble, Knot, Path};
use crate::{Interpolation, ScheduleError, check};

/// Where the corners lie, and the way between them.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct OneCycleCorners {
    pub(crate) total_steps: u64,
    pub(crate) pct_start: f64,
    pub(crate) anneal_strategy: Interpolation,
    pub(crate) three_phase: bool,
}

impl OneCycleCorners {
    pub(crate) fn default_pct_start() -> f64 {
        0.3
    }

    pub(crate) fn default_anneal_strategy() -> Interpolation {
        Interpolation::Cosine
    }

    pub(crate) fn check(&self) -> Result<(), ScheduleError> {
        if self.total_steps < 2 {
            return Err(check::out_of_range("total_steps", "at least 2", self.total_steps));
        }
        check::fraction("pct_start", self.pct_start)
    }

    /// The curve with these values at its beginning, its first corner, its middle one if it has three phases, and its
    /// end.
    pub(crate) fn path(&self, [initial, first, middle, last]: [DoubleDouble; 4]) -> Path {
        let total = DoubleDouble::from_u64(self.total_steps);
        let rise = total.times_f64(self.pct_start).plus_f64(-1.0);
        let end = total.plus_f64(-1.0);
        let way = |time, rate| (Knot { time, rate }, Some(self.anneal_strategy.shape()));
        let start = Knot { time: DoubleDouble::ZERO, rate: initial };
        let path = if self.three_phase {
            // With more than half of the steps on the way up, the run ends before the middle corner.
            let ways = [way(rise, first), way(rise.times_power_of_two(2.0), middle), way(end, last)];
            Path::new(start, &ways)
        } else {
            Path::new(start, &[way(rise, first), way(end, last)])
        };
        path.held_from(self.total_steps - 1)
    }
}
