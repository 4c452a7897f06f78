//! The curve that LinearCosineDecay and NoisyLinearCosineDecay share.

use alloc::format;

use crate::arithmetic::{DoubleDouble, Factor, Scale, Span, half_cosine};
use crate::{ScheduleError, StepCount, check};

/// `rate * ((alpha + linear + noise) * cosine + beta)`.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct LinearCosineCurve {
    decay: Span,
    num_periods: f64,
    periods_per_step: Factor,
    scale: Scale,
    rate: Factor,
    alpha_part: DoubleDouble,
    beta_part: DoubleDouble,
}

/// More periods than this cannot be told apart at whole steps, and would overflow the arithmetic.
const MOST_PERIODS: f64 = 9_007_199_254_740_992.0;

/// What the count of periods may be off by, relatively. Where the cosine is that near to 0, it is 0.
const ROUNDING: f64 = 1e-29;

impl LinearCosineCurve {
    /// Keras's default.
    pub(crate) fn default_num_periods() -> f64 {
        0.5
    }

    /// Keras's default.
    pub(crate) fn default_beta() -> f64 {
        0.001
    }

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
            return Err(check::out_of_range("num_periods", "at most 2^53", format!("{num_periods:?}")));
        }
        check::moderate("alpha", alpha)?;
        check::moderate("beta", beta)?;

        let greatest = initial_learning_rate * alpha.max(beta).max(1.0);
        let scale = Scale::for_greatest(greatest.min(f64::MAX));
        let rate = scale.enter(initial_learning_rate);
        let decay = Span::new(decay_steps);
        Ok(Self {
            decay,
            num_periods,
            periods_per_step: Factor::new(decay.reciprocal().times_f64(num_periods)),
            scale,
            rate: Factor::new(DoubleDouble::from_f64(rate)),
            alpha_part: DoubleDouble::product(rate, alpha),
            beta_part: DoubleDouble::product(rate, beta),
        })
    }

    /// The rate at `step`, with `noise` added to the linear part; not below 0.
    pub(crate) fn at(&self, step: u64, noise: f64) -> f64 {
        let left = self.decay.share_left(step);
        let linear = left.map_or(DoubleDouble::ZERO, |left| self.rate.times(left));
        let mut height = linear.plus_positive(self.alpha_part);
        if noise != 0.0 {
            height = height + self.rate.times(DoubleDouble::from_f64(noise));
        }
        let rate = height * self.cosine(step) + self.beta_part;
        self.scale.leave(rate).clamp(0.0, f64::MAX)
    }

    /// `(1 + cos(2π * num_periods * step / decay_steps)) / 2`.
    fn cosine(&self, step: u64) -> DoubleDouble {
        let periods = match self.decay.remaining(step) {
            Some(_) => self.periods_per_step.times_whole(DoubleDouble::from_u64(step)),
            None => DoubleDouble::from_f64(self.num_periods),
        };
        let offset = periods.plus_f64(-libm::round(periods.hi));
        let distance = if offset.hi < 0.0 { -offset } else { offset };
        // The distance to the nearest peak is at most a half, give or take a rounding.
        let left = distance.times_power_of_two(-2.0).plus_f64(1.0);
        if left.hi > ROUNDING * (1.0 + periods.hi) { half_cosine(left) } else { DoubleDouble::ZERO }
    }
}
