//! Exponential decay, as `tf.keras.optimizers.schedules.ExponentialDecay`.

use crate::arithmetic::{Base, Cache, Count, Formula, Real, Stretch, Stride};
use crate::parameters::{check, class, rates_by_formula};
use crate::{ScheduleError, StepCount};

/// Falls by the factor `decay_rate` every `decay_steps` steps:
/// `initial_learning_rate * decay_rate ^ (step / decay_steps)`.
///
/// With [`staircase`](Self::with_staircase) the quotient `step / decay_steps` is rounded down, so the rate
/// falls in steps. The decay has no end. A `decay_rate` above 1 grows until [`f64::MAX`] and stays there.
///
#[cfg_attr(doc, doc = include_str!("../../plots/exponential_decay.svg"))]
///
/// Elsewhere: with `staircase`, `StepLR(step_size, gamma)` in PyTorch; without, and with `decay_steps` 1,
/// `ExponentialLR(gamma)`; `optax.exponential_decay`. These multiply the last rate again and again, or
/// compute in 32 bits, and drift; here every step is computed afresh.
///
/// # Example
/// ```
/// use glidepath::prelude::*;
///
/// let schedule = ExponentialDecay::new(0.1, 1_000, 0.5)?;
/// assert_eq!(schedule.learning_rate(2_000), 0.025);
/// assert_eq!(schedule.learning_rate(2_500), 0.017_677_669_529_663_688);
///
/// let stairs = schedule.with_staircase(true);
/// assert_eq!(stairs.learning_rate(2_500), 0.025);
/// # Ok::<(), glidepath::ScheduleError>(())
/// ```
#[derive(Clone)]
#[doc(alias = "ExponentialLR")]
#[doc(alias = "StepLR")]
#[doc(alias = "exponential_decay")]
#[doc(alias = "StepDecay")]
#[doc(alias = "FactorScheduler")]
#[doc(alias = "NaturalExpDecay")]
#[doc(alias = "ExponentialLrScheduler")]
#[doc(alias = "StepLrScheduler")]
pub struct ExponentialDecay {
    config: Config,
    stride: Stride,
    rate: Base,
    /// The steps from which on every rate is 0, or `f64::MAX`.
    bound: u64,
    cache: Cache,
}

impl ExponentialDecay {
    /// A decay from `initial_learning_rate`, by the factor `decay_rate` every `decay_steps` steps.
    ///
    /// # Errors
    ///
    /// If `initial_learning_rate` or `decay_rate` is not finite or below 0, or `decay_steps` is not finite or
    /// not above 0.
    pub fn new(
        initial_learning_rate: f64,
        decay_steps: impl Into<StepCount>,
        decay_rate: f64,
    ) -> Result<Self, ScheduleError> {
        let decay_steps = decay_steps.into();
        Self::checked(Config { initial_learning_rate, decay_steps, decay_rate, staircase: false, name: None })
    }

    /// Whether the rate falls in steps. Default: `false`.
    #[must_use]
    pub fn with_staircase(self, staircase: bool) -> Self {
        Self::build(Config { staircase, ..self.config })
    }

    fn checked(config: Config) -> Result<Self, ScheduleError> {
        check::non_negative("initial_learning_rate", config.initial_learning_rate)?;
        check::positive_steps("decay_steps", config.decay_steps)?;
        check::non_negative("decay_rate", config.decay_rate)?;
        Ok(Self::build(config))
    }

    fn build(config: Config) -> Self {
        let stride = Stride::new(config.decay_steps);
        let bound = config.bound();
        Self { rate: Base::new(config.decay_rate), config, stride, bound, cache: Cache::default() }
    }
}

class! {
    /// Falls by the factor `decay_rate` every `decay_steps` steps.
    struct Config for ExponentialDecay {
        /// The rate at step 0.
        #[schemars(with = "crate::schema::NonNegative")]
        pub initial_learning_rate: f64,
        /// The number of steps in which the rate falls by the factor `decay_rate`.
        #[schemars(with = "crate::schema::PositiveSteps")]
        pub decay_steps: StepCount,
        /// The factor.
        #[schemars(with = "crate::schema::NonNegative")]
        pub decay_rate: f64,
        /// Whether the rate falls in jumps, at whole multiples of `decay_steps`.
        #[serde(default)]
        pub staircase: bool,
    }
}

impl Config {
    /// A step from which on every rate is 0, or `f64::MAX`.
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "the conversion saturates")]
    fn bound(&self) -> u64 {
        // No double times 2^2200 is below the greatest one, nor the other way round. One stair more, and all
        // roundings.
        let halvings = 2_200.0 / libm::log2(self.decay_rate).abs() + 1.0;
        let bound = halvings * self.decay_steps.to_f64() * 1.000_001 + 1.0;
        if bound.is_nan() { u64::MAX } else { bound as u64 }
    }
}

rates_by_formula!(ExponentialDecay);

impl Formula for ExponentialDecay {
    /// The number of the stair.
    type Part = Option<Count>;

    fn stretch(&self, step: u64) -> Stretch<Option<Count>> {
        let last = if step >= self.bound { u64::MAX } else { self.bound - 1 };
        if !self.config.staircase {
            return if step >= self.bound {
                Stretch::hold_from(step, None)
            } else {
                Stretch::until(last, None)
            };
        }
        let stair = self.stride.times(step);
        Stretch::hold(self.stride.last_of(&stair, step), Some(stair))
    }

    fn value<R: Real>(&self, stair: &Option<Count>, step: R) -> R {
        let initial = step.number(self.config.initial_learning_rate);
        let times = match stair {
            Some(stair) => step.count(stair),
            None => step.clone() / step.steps(self.config.decay_steps),
        };
        initial * times.power_of(&self.rate)
    }
}
