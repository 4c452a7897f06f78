//! Polynomial decay, as `tf.keras.optimizers.schedules.PolynomialDecay`.

use crate::arithmetic::{Boundary, Cache, Count, Formula, Real, Stretch, Stride};
use crate::parameters::{check, class, rates_by_formula};
use crate::parts::moment::{Moment, rate_between};
use crate::{ScheduleError, StepCount};

/// Falls along a power of the time that is left: `(initial_learning_rate - end_learning_rate) * (1 - step /
/// decay_steps) ^ power + end_learning_rate`, and stays at `end_learning_rate` from step `decay_steps` on.
///
/// With `power` 1, the default, that is a straight line. An `end_learning_rate` above the initial one makes a
/// ramp. With `power` 0 the rate is always the initial one.
///
/// With [`cycle`](Self::with_cycle), `decay_steps` is replaced by its first multiple that is not below
/// `step`: the rate is `end_learning_rate` at every multiple of `decay_steps`, jumps up one step later, and
/// each jump is lower than the one before.
///
#[cfg_attr(doc, doc = include_str!("../../plots/polynomial_decay.svg"))]
///
/// Elsewhere: `PolynomialLR(total_iters, power)` and `LinearLR` in PyTorch, `optax.polynomial_schedule` and
/// `optax.linear_schedule`, `get_polynomial_decay_schedule_with_warmup` in Hugging Face transformers.
///
/// # Example
/// ```
/// use glidepath::prelude::*;
///
/// let schedule = PolynomialDecay::new(0.1, 1_000, 0.02)?;
/// assert_eq!(schedule.learning_rate(250), 0.08);
/// assert_eq!(schedule.learning_rate(5_000), 0.02);
///
/// let square = schedule.with_power(2.0)?;
/// assert_eq!(square.learning_rate(500), 0.04);
/// # Ok::<(), glidepath::ScheduleError>(())
/// ```
#[derive(Clone)]
#[doc(alias = "PolynomialLR")]
#[doc(alias = "LinearLR")]
#[doc(alias = "linear_schedule")]
#[doc(alias = "polynomial_schedule")]
#[doc(alias = "PolyScheduler")]
#[doc(alias = "PolynomialDecayAnnealing")]
#[doc(alias = "get_polynomial_decay_schedule_with_warmup")]
pub struct PolynomialDecay {
    config: Config,
    stride: Stride,
    cache: Cache,
}

impl PolynomialDecay {
    /// A straight line from `initial_learning_rate` to `end_learning_rate`, which is reached after
    /// `decay_steps`.
    ///
    /// # Errors
    ///
    /// If a rate is not finite or below 0, or `decay_steps` is not finite or not above 0.
    pub fn new(
        initial_learning_rate: f64,
        decay_steps: impl Into<StepCount>,
        end_learning_rate: f64,
    ) -> Result<Self, ScheduleError> {
        Self::checked(Config {
            initial_learning_rate,
            decay_steps: decay_steps.into(),
            end_learning_rate,
            power: 1.0,
            cycle: false,
            name: None,
        })
    }

    /// Bends the line. Default: `power` 1.
    ///
    /// # Errors
    ///
    /// If `power` is not finite or below 0.
    pub fn with_power(self, power: f64) -> Result<Self, ScheduleError> {
        Self::checked(Config { power, ..self.config })
    }

    /// Whether the decay starts anew after its end. Default: `false`.
    #[must_use]
    pub fn with_cycle(self, cycle: bool) -> Self {
        Self::build(Config { cycle, ..self.config })
    }

    fn checked(config: Config) -> Result<Self, ScheduleError> {
        check::non_negative("initial_learning_rate", config.initial_learning_rate)?;
        check::positive_steps("decay_steps", config.decay_steps)?;
        check::non_negative("end_learning_rate", config.end_learning_rate)?;
        check::non_negative("power", config.power)?;
        Ok(Self::build(config))
    }

    fn build(config: Config) -> Self {
        Self { stride: Stride::new(config.decay_steps), config, cache: Cache::default() }
    }
}

class! {
    /// Falls along a power of the time that is left, and stays at the end.
    struct Config for PolynomialDecay {
        /// The rate at step 0.
        #[schemars(with = "crate::schema::NonNegative")]
        pub initial_learning_rate: f64,
        /// The number of steps to the end.
        #[schemars(with = "crate::schema::PositiveSteps")]
        pub decay_steps: StepCount,
        /// The rate at the end.
        #[serde(default = "default_end_learning_rate")]
        #[schemars(with = "crate::schema::NonNegative")]
        pub end_learning_rate: f64,
        /// The power of the time that is left; 1 is a straight line.
        #[serde(default = "crate::parameters::one")]
        #[schemars(with = "crate::schema::NonNegative")]
        pub power: f64,
        /// Whether the decay goes on after its end, over twice as many steps, then three times as many, and
        /// so on.
        #[serde(default)]
        pub cycle: bool,
    }
}

rates_by_formula!(PolynomialDecay);

impl Formula for PolynomialDecay {
    /// The number of the cycle, from 1; none at the end.
    type Part = Option<Count>;

    fn stretch(&self, step: u64) -> Stretch<Option<Count>> {
        let first = Count::Small(1);
        if self.config.power == 0.0 {
            return Stretch::hold_from(0, Some(first));
        }
        if !self.config.cycle {
            let end = self.config.decay_steps.first_step_from_here();
            return Stretch::before(end, step, Some(first)).unwrap_or(Stretch::hold_from(step, None));
        }
        let cycle = if step == 0 { first } else { self.stride.times_to_reach(step) };
        let last = match &cycle {
            Count::Small(number) => match self.stride.boundary(*number) {
                // The end belongs to the cycle.
                Some(Boundary { step, is_whole }) => step.saturating_sub(u64::from(!is_whole)),
                None => u64::MAX,
            },
            Count::Huge(_) => step,
        };
        Stretch::until(last.max(step), Some(cycle))
    }

    fn value<R: Real>(&self, cycle: &Option<Count>, step: R) -> R {
        let Config { initial_learning_rate, decay_steps, end_learning_rate, power, .. } = self.config;
        let (initial, end) = (step.number(initial_learning_rate), step.number(end_learning_rate));
        let Some(cycle) = cycle else { return end };
        if power == 0.0 {
            return initial;
        }
        let length = step.steps(decay_steps) * step.count(cycle);
        let left = step.number(0.0) - step.clone().after(cycle, decay_steps);
        // An end in decimal digits may come a hair after that of the doubles.
        let left = if self.config.cycle { left.at_least_zero() } else { left };
        let at = Moment::new(step, left, length);
        rate_between(
            initial,
            end,
            || at.gone().complement_of_power(at.left(), power),
            || at.left().power(at.number(power)),
        )
    }
}

/// Keras's default, for files that leave it out.
#[cfg(feature = "serde")]
fn default_end_learning_rate() -> f64 {
    0.0001
}
