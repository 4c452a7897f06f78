//! The formula that LinearCosineDecay and NoisyLinearCosineDecay share.

use crate::StepCount;
use crate::arithmetic::{Real, Stretch};
use crate::parameters::check::{self, Checked};

/// `rate * ((alpha + linear + noise) * cosine + beta)`.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct LinearCosineCurve {
    pub(crate) initial_learning_rate: f64,
    pub(crate) decay_steps: StepCount,
    pub(crate) num_periods: f64,
    pub(crate) alpha: f64,
    pub(crate) beta: f64,
}

/// More periods than this cannot be told apart at whole steps.
const MOST_PERIODS: f64 = 9_007_199_254_740_992.0;

impl LinearCosineCurve {
    /// Keras's default.
    pub(crate) fn default_num_periods() -> f64 {
        0.5
    }

    /// Keras's default.
    pub(crate) fn default_beta() -> f64 {
        0.001
    }

    /// Checks the parameters.
    pub(crate) fn check(&self) -> Checked {
        check::non_negative("initial_learning_rate", self.initial_learning_rate)?;
        check::positive_steps("decay_steps", self.decay_steps)?;
        check::non_negative("num_periods", self.num_periods)?;
        let holds = self.num_periods <= MOST_PERIODS;
        check::require(holds, "num_periods", "at most 2^53", self.num_periods)?;
        check::moderate("alpha", self.alpha)?;
        check::moderate("beta", self.beta)
    }

    /// Whether a step lies before the end.
    pub(crate) fn stretch(&self, step: u64) -> Stretch<bool> {
        let end = self.decay_steps.first_step_from_here();
        Stretch::before(end, step, true).unwrap_or(Stretch::hold_from(step, false))
    }

    /// The formula before the end, or from it on, with `noise` added to the linear part.
    pub(crate) fn value<R: Real>(&self, runs: bool, noise: f64, step: R) -> R {
        let one = step.number(1.0);
        let (initial, periods) = (step.number(self.initial_learning_rate), step.number(self.num_periods));
        let (alpha, beta) = (step.number(self.alpha), step.number(self.beta));
        let length = step.steps(self.decay_steps);
        let (gone, left) = if runs {
            (step.clone() / length.clone(), (length.clone() - step) / length)
        } else {
            (one.clone(), one.number(0.0))
        };
        // (1 + cos 2πx) / 2
        let cosine = (one.clone() + (periods.clone() + periods) * gone).half_cosine();
        initial * ((alpha + left + one.number(noise)) * cosine + beta)
    }
}
