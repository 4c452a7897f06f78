//! The curve that LinearCosineDecay and NoisyLinearCosineDecay share.

use crate::arithmetic::{DoubleDouble, Scale, Span, half_cosine};
use crate::{ScheduleError, StepCount, check};

/// `rate * ((alpha + linear + noise) * cosine + beta)`.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct LinearCosineCurve {
    decay: Span,
    num_periods: f64,
    scale: Scale,
    rate: f64,
    alpha_part: DoubleDouble,
    beta_part: DoubleDouble,
}

/// More periods than this cannot be told apart at whole steps, and would overflow the arithmetic.
const MOST_PERIODS: f64 = 9_007_199_254_740_992.0;

impl LinearCosineCurve {
    /// Checks the parameters and prepares the curve.
    pub(crate) fn new(
        initial_learning_rate: f64,
        decay_steps: StepCount,
        num_periods: f64,
        alpha: f64,
        beta: f64,
    ) -> Result<Self, ScheduleError> {
        check::non_negative("initial_learning_rate", initial_learning_rate)?;
        check::positive_steps("decay_steps", decay_steps)?;
        check::non_negative("num_periods", num_periods)?;
        if num_periods > MOST_PERIODS {
            return Err(check::out_of_range("num_periods", "at most 2^53", num_periods));
        }
        check::non_negative("alpha", alpha)?;
        check::non_negative("beta", beta)?;

        // Saturates where a product overflows; so do the rates then.
        let greatest = initial_learning_rate * alpha.max(beta).max(1.0);
        let scale = Scale::for_greatest(greatest.min(f64::MAX));
        let rate = scale.enter(initial_learning_rate);
        Ok(Self {
            decay: Span::new(decay_steps),
            num_periods,
            scale,
            rate,
            alpha_part: DoubleDouble::product(rate, alpha),
            beta_part: DoubleDouble::product(rate, beta),
        })
    }

    /// The rate at `step`, with `noise` added to the linear part; not below 0.
    pub(crate) fn at(&self, step: u64, noise: f64) -> f64 {
        let left = self.decay.share_left(step);
        let linear = left.map_or(DoubleDouble::ZERO, |left| left.times_f64(self.rate));
        let noise = DoubleDouble::product(self.rate, noise);
        let rate = (self.alpha_part + linear + noise) * self.cosine(step) + self.beta_part;
        self.scale.leave(rate).clamp(0.0, f64::MAX)
    }

    /// `(1 + cos(2π * num_periods * step / decay_steps)) / 2`.
    fn cosine(&self, step: u64) -> DoubleDouble {
        let periods = match self.decay.remaining(step) {
            // Divided, not multiplied with the reciprocal: where the cosine is 0, it must be 0 exactly.
            Some(_) => DoubleDouble::from_u64(step).times_f64(self.num_periods) / self.decay.length(),
            None => DoubleDouble::from_f64(self.num_periods),
        };
        let nearest = libm::round(periods.hi);
        let offset = periods.plus_f64(-nearest);
        let distance = if offset.hi < 0.0 { -offset } else { offset };
        // The distance to the nearest peak is at most a half, give or take what `lo` held.
        let left = DoubleDouble::ONE - distance.times_power_of_two(2.0);
        if left.hi > 0.0 { half_cosine(left) } else { half_cosine(-left) }
    }
}
