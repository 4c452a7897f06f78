//! Inverse time decay, as `tf.keras.optimizers.schedules.InverseTimeDecay`.

use alloc::string::String;
use core::fmt;

use glidepath_core::LearningRateSchedule;

use crate::arithmetic::{DoubleDouble, Factor, Scale, Stride};
use crate::{ScheduleError, StepCount, as_class, check};

/// Falls hyperbolically: `initial_learning_rate / (1 + decay_rate * step / decay_steps)`.
///
/// With [`staircase`](Self::with_staircase) the quotient `step / decay_steps` is rounded down, so the rate falls
/// in steps. The decay has no end.
///
/// A negative `decay_rate` makes the rate grow towards a pole at `step = -decay_steps / decay_rate`; from there
/// on it is [`f64::MAX`]. DIFFERENCE: Keras gives infinity at the pole and negative rates behind it.
///
#[cfg_attr(doc, doc = include_str!("../plots/inverse_time_decay.svg"))]
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
#[derive(Clone, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(feature = "serde", serde(try_from = "Config", into = "Config"))]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema), schemars(description = "Falls hyperbolically."))]
#[doc(alias = "inverse_time_decay")]
pub struct InverseTimeDecay {
    config: Config,
    stride: Stride,
    /// What the divisor grows by per step, or per stair.
    slope: Factor,
    scale: Scale,
    scaled_initial: DoubleDouble,
}

/// A divisor that grows faster than this gives 0 for every rate worth the name; its arithmetic would overflow.
const GREATEST_SLOPE: f64 = 1e120;

/// 2⁻²⁰⁰.
const SHRINK: f64 = 6.223_015_277_861_142e-61;

/// Above this divisor the remainder of a division would underflow, and no longer matters.
const GREATEST_EXACT_DIVISOR: f64 = 1e150;

/// A divisor below this is 0 but for rounding.
const POLE: f64 = 1e-29;

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
        Self::try_from(Config {
            initial_learning_rate,
            decay_steps,
            decay_rate,
            staircase: false,
            name: None,
        })
    }

    /// Whether the rate falls in steps. Default: `false`.
    #[must_use]
    pub fn with_staircase(self, staircase: bool) -> Self {
        Self::build(Config { staircase, ..self.config })
    }

    /// Gives the schedule a name, which pictures show.
    #[must_use]
    pub fn with_name(mut self, name: impl Into<String>) -> Self {
        self.config.name = Some(name.into());
        self
    }

    /// The rate at step 0.
    pub fn initial_learning_rate(&self) -> f64 {
        self.config.initial_learning_rate
    }

    /// The number of steps in which the divisor grows by `decay_rate`.
    pub fn decay_steps(&self) -> StepCount {
        self.config.decay_steps
    }

    /// How fast the divisor grows.
    pub fn decay_rate(&self) -> f64 {
        self.config.decay_rate
    }

    /// Whether the rate falls in steps.
    pub fn staircase(&self) -> bool {
        self.config.staircase
    }

    /// The name, if there is one.
    pub fn name(&self) -> Option<&str> {
        self.config.name.as_deref()
    }

    /// Prepares a configuration that is known to be right.
    fn build(config: Config) -> Self {
        let stride = Stride::new(config.decay_steps);
        let unit = if config.staircase { DoubleDouble::ONE } else { stride.span().reciprocal() };
        let rough_slope = config.decay_rate * unit.hi;
        let slope = if rough_slope.abs() > GREATEST_SLOPE {
            DoubleDouble::from_f64(GREATEST_SLOPE.copysign(rough_slope))
        } else {
            // In two steps, so that the greatest rates do not overflow on the way.
            unit.times_f64(config.decay_rate * SHRINK).times_power_of_two(1.0 / SHRINK)
        };
        let scale = Scale::for_greatest(config.initial_learning_rate);
        let scaled_initial = DoubleDouble::from_f64(scale.enter(config.initial_learning_rate));
        Self { config, stride, slope: Factor::new(slope), scale, scaled_initial }
    }
}

impl LearningRateSchedule for InverseTimeDecay {
    fn learning_rate(&self, step: u64) -> f64 {
        let x = if self.config.staircase {
            self.stride.divide(step).quotient
        } else {
            DoubleDouble::from_u64(step)
        };
        let divisor = self.slope.times_whole(x).plus_f64(1.0);
        if divisor.hi > GREATEST_EXACT_DIVISOR {
            return self.scale.leave(DoubleDouble::from_f64(self.scaled_initial.hi / divisor.hi));
        }
        if divisor.hi > POLE {
            let rate = self.scaled_initial.over_rounded(divisor);
            return self.scale.leave(DoubleDouble::from_f64(rate)).min(f64::MAX);
        }
        if self.scaled_initial.hi == 0.0 { 0.0 } else { f64::MAX }
    }
}

impl fmt::Debug for InverseTimeDecay {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        as_class::debug("InverseTimeDecay", &self.config, f)
    }
}

/// What a file holds.
#[derive(Clone, Debug, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize), serde(deny_unknown_fields))]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
struct Config {
    /// The rate at step 0.
    #[cfg_attr(feature = "schema", schemars(with = "crate::schema::NonNegative"))]
    initial_learning_rate: f64,
    /// The number of steps in which the divisor of the rate grows by `decay_rate`.
    #[cfg_attr(feature = "schema", schemars(with = "crate::schema::PositiveSteps"))]
    decay_steps: StepCount,
    /// How fast the divisor grows.
    #[cfg_attr(feature = "schema", schemars(with = "crate::schema::Finite"))]
    decay_rate: f64,
    /// Whether the rate falls in jumps, at whole multiples of `decay_steps`.
    #[cfg_attr(feature = "serde", serde(default))]
    staircase: bool,
    /// The name that pictures show. It has no influence on the rates.
    #[cfg_attr(feature = "serde", serde(default))]
    name: Option<String>,
}

impl TryFrom<Config> for InverseTimeDecay {
    type Error = ScheduleError;

    fn try_from(config: Config) -> Result<Self, ScheduleError> {
        check::non_negative("initial_learning_rate", config.initial_learning_rate)?;
        check::positive_steps("decay_steps", config.decay_steps)?;
        check::finite("decay_rate", config.decay_rate)?;
        Ok(Self::build(config))
    }
}

impl From<InverseTimeDecay> for Config {
    fn from(schedule: InverseTimeDecay) -> Self {
        schedule.config
    }
}
