//! Inverse time decay, as `tf.keras.optimizers.schedules.InverseTimeDecay`.

use crate::arithmetic::{Cache, Count, Formula, Fraction, Real, Stretch, Stride};
use crate::parameters::{check, class, rates_by_formula};
use crate::{ScheduleError, StepCount};

/// Falls hyperbolically: `initial_learning_rate / (1 + decay_rate * step / decay_steps)`.
///
/// With [`staircase`](Self::with_staircase) the quotient `step / decay_steps` is rounded down, so the rate
/// falls in steps. The decay has no end.
///
/// A negative `decay_rate` makes the rate grow towards a pole at `step = -decay_steps / decay_rate`; from
/// there on it is [`f64::MAX`], or 0 if `initial_learning_rate` is 0. DIFFERENCE: Keras gives infinity at the
/// pole and negative rates after it.
///
#[cfg_attr(doc, doc = include_str!("../../plots/inverse_time_decay.svg"))]
///
/// Elsewhere: `InverseTimeDecay` in Paddle, `decaying` in thinc.
///
/// # Example
/// ```
/// use glidepath::prelude::*;
///
/// let schedule = InverseTimeDecay::new(0.1, 1_000, 0.5)?;
/// assert_eq!(schedule.learning_rate(0), 0.1);
/// assert_eq!(schedule.learning_rate(2_000), 0.05);
/// # Ok::<(), glidepath::ScheduleError>(())
/// ```
#[derive(Clone)]
#[doc(alias = "inverse_time_decay")]
pub struct InverseTimeDecay {
    config: Config,
    stride: Stride,
    /// The first step from the pole on, if there is one.
    pole: Option<u64>,
    cache: Cache,
}

impl InverseTimeDecay {
    /// A decay from `initial_learning_rate`, whose divisor grows by `decay_rate` every `decay_steps` steps.
    ///
    /// # Errors
    ///
    /// If `initial_learning_rate` is not finite or below 0, `decay_steps` is not finite or not above 0, or
    /// `decay_rate` is not finite.
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
        check::finite("decay_rate", config.decay_rate)?;
        Ok(Self::build(config))
    }

    fn build(config: Config) -> Self {
        let stride = Stride::new(config.decay_steps);
        let pole = if config.decay_rate < 0.0 { config.pole(&stride) } else { None };
        Self { config, stride, pole, cache: Cache::default() }
    }
}

class! {
    /// Falls hyperbolically.
    struct Config for InverseTimeDecay {
        /// The rate at step 0.
        #[schemars(with = "crate::schema::NonNegative")]
        pub initial_learning_rate: f64,
        /// The number of steps in which the divisor of the rate grows by `decay_rate`.
        #[schemars(with = "crate::schema::PositiveSteps")]
        pub decay_steps: StepCount,
        /// How fast the divisor grows.
        #[schemars(with = "crate::schema::Finite")]
        pub decay_rate: f64,
        /// Whether the rate falls in jumps, at whole multiples of `decay_steps`.
        #[serde(default)]
        pub staircase: bool,
    }
}

impl Config {
    /// The first step at which the divisor is not above 0.
    fn pole(&self, stride: &Stride) -> Option<u64> {
        let times = &Fraction::whole(-1) / &Fraction::from_f64(self.decay_rate);
        if !self.staircase {
            return (&times * &self.decay_steps.to_fraction()).first_step_from_here();
        }
        stride.first_step_of(&Count::new(times.ceil()))
    }
}

rates_by_formula!(InverseTimeDecay);

impl Formula for InverseTimeDecay {
    type Part = Part;

    fn stretch(&self, step: u64) -> Stretch<Part> {
        if self.pole.is_some_and(|pole| step >= pole) {
            return Stretch::hold_from(step, Part::Pole);
        }
        let last = self.pole.map_or(u64::MAX, |pole| pole - 1);
        if !self.config.staircase {
            return Stretch::until(last, Part::Smooth);
        }
        let stair = self.stride.times(step);
        Stretch::hold(self.stride.last_of(&stair, step).min(last), Part::Stair(stair))
    }

    fn value<R: Real>(&self, part: &Part, step: R) -> R {
        let initial = step.number(self.config.initial_learning_rate);
        let (one, rate) = (step.number(1.0), step.number(self.config.decay_rate));
        let times = match part {
            Part::Smooth => step / one.steps(self.config.decay_steps),
            Part::Stair(stair) => step.count(stair),
            Part::Pole => {
                return if self.config.initial_learning_rate == 0.0 { initial } else { one.number(f64::MAX) };
            }
        };
        initial / (one + rate * times)
    }
}

/// The parts of the curve.
#[derive(Clone, Debug)]
pub(crate) enum Part {
    Smooth,
    Stair(Count),
    /// From the pole on.
    Pole,
}
