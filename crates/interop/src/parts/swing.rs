//! Cosines that make any number of waves in a number of steps.

use glidepath_schedules::{Constant, CosineAnnealing, ScheduleError, StepCount, Stretched};
use glidepath_serde::{BoxSchedule, IntoBoxSchedule};

use super::reciprocal;

/// How long a cosine takes from top to bottom.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) enum Swing {
    /// For ever: it stays at the top.
    Never,
    /// A number of steps.
    Steps(f64),
    /// A number of steps, to the next double.
    About(f64),
    /// A number of steps, divided by a whole number.
    Part { steps: u64, divisor: f64 },
}

/// The greatest number of ways up and down, made whole, that are divided by exactly. People write 1.5 waves,
/// not more digits than this leaves room for.
const LARGEST: f64 = 1_048_576.0;

/// From here on not every whole number is a double.
const TWO_POW_53: f64 = 9_007_199_254_740_992.0;

impl Swing {
    /// `num_cycles` waves in this number of steps; `None` if there are too many waves.
    pub(crate) fn new(steps: u64, num_cycles: f64) -> Option<Self> {
        let ways = 2.0 * num_cycles.abs();
        let whole = StepCount::from(steps).to_f64();
        let length = whole / ways;
        if ways > TWO_POW_53 {
            return None;
        }
        if !length.is_finite() {
            return Some(Self::Never);
        }
        // The product is exact here: the quotient is the double itself.
        if length.mul_add(ways, -whole) == 0.0 {
            return Some(Self::Steps(length));
        }
        // Ways that are no whole number become one when they and the steps are multiplied by a power of 2.
        let (mut divisor, mut steps) = (ways, steps);
        while divisor.fract() != 0.0 && divisor < LARGEST {
            (divisor, steps) = (divisor * 2.0, steps.saturating_mul(2));
        }
        let is_exact =
            divisor.fract() == 0.0 && divisor < LARGEST && StepCount::from(steps).to_f64() < TWO_POW_53;
        Some(if is_exact { Self::Part { steps, divisor } } else { Self::About(length) })
    }

    /// The cosine from `peak` to `end` and back, for ever.
    pub(crate) fn between(self, peak: f64, end: f64) -> Result<BoxSchedule, ScheduleError> {
        match self {
            Self::Never => Ok(Constant::new(peak)?.boxed()),
            Self::Steps(steps) | Self::About(steps) => {
                Ok(CosineAnnealing::new(peak, steps)?.with_end_learning_rate(end)?.boxed())
            }
            Self::Part { steps, divisor } => {
                let cosine = CosineAnnealing::new(peak, steps)?.with_end_learning_rate(end)?;
                Ok(Stretched::new(cosine, reciprocal(divisor))?.boxed())
            }
        }
    }
}
