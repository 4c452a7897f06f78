//! Polynomial decay, as `tf.keras.optimizers.schedules.PolynomialDecay`.

use alloc::string::String;
use core::fmt;

use glidepath_core::LearningRateSchedule;

use crate::arithmetic::{Division, DoubleDouble, Factor, Line, Power, Scale, Stride};
use crate::{ScheduleError, StepCount, as_class, check, fill};

/// Falls along a power of the time that is left:
/// `(initial_learning_rate - end_learning_rate) * (1 - step / decay_steps) ^ power + end_learning_rate`, and stays
/// at `end_learning_rate` from step `decay_steps` on.
///
/// With `power` 1, the default, that is a straight line. An `end_learning_rate` above the initial one makes a
/// ramp. With `power` 0 the rate is always the initial one.
///
/// With [`cycle`](Self::with_cycle), `decay_steps` is replaced by its first multiple that is not below `step`:
/// the rate is `end_learning_rate` at every multiple of `decay_steps`, jumps up one step later, and each jump is
/// lower than the one before.
///
#[cfg_attr(doc, doc = include_str!("../plots/polynomial_decay.svg"))]
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
#[derive(Clone, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(feature = "serde", serde(try_from = "Config", into = "Config"))]
#[cfg_attr(
    feature = "schema",
    derive(schemars::JsonSchema),
    schemars(description = "Falls along a power of the time that is left, and stays at the end.")
)]
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
    /// The whole curve if it is a straight line.
    line: Option<Line>,
    power: Power,
    scale: Scale,
    low: DoubleDouble,
    difference: Factor,
}

impl PolynomialDecay {
    /// A straight line from `initial_learning_rate` to `end_learning_rate`, which is reached after `decay_steps`.
    ///
    /// # Errors
    ///
    /// If a rate is not finite or below 0, or `decay_steps` is not finite or not above 0.
    pub fn new(
        initial_learning_rate: f64,
        decay_steps: impl Into<StepCount>,
        end_learning_rate: f64,
    ) -> Result<Self, ScheduleError> {
        Self::try_from(Config {
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
        Self::try_from(Config { power, ..self.config })
    }

    /// Whether the decay starts anew after its end. Default: `false`.
    #[must_use]
    pub fn with_cycle(self, cycle: bool) -> Self {
        Self::build(Config { cycle, ..self.config })
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

    /// The number of steps to the end.
    pub fn decay_steps(&self) -> StepCount {
        self.config.decay_steps
    }

    /// The rate at the end.
    pub fn end_learning_rate(&self) -> f64 {
        self.config.end_learning_rate
    }

    /// The power of the time that is left.
    pub fn power(&self) -> f64 {
        self.config.power
    }

    /// Whether the decay starts anew after its end.
    pub fn cycle(&self) -> bool {
        self.config.cycle
    }

    /// The name, if there is one.
    pub fn name(&self) -> Option<&str> {
        self.config.name.as_deref()
    }

    /// Prepares a configuration that is known to be right.
    fn build(config: Config) -> Self {
        let (initial, end) = (config.initial_learning_rate, config.end_learning_rate);
        let stride = Stride::new(config.decay_steps);
        let is_line = config.power == 1.0 && !config.cycle;
        let line = is_line.then(|| Line::new(initial, end, *stride.span()));
        let (low, high) = if initial < end { (initial, end) } else { (end, initial) };
        let scale = Scale::for_greatest(high);
        let low = DoubleDouble::from_f64(scale.enter(low));
        let difference = Factor::new(DoubleDouble::from_f64(scale.enter(high)) - low);
        let power = Power::new(config.power);
        Self { config, stride, line, power, scale, low, difference }
    }

    /// The share of time that is left at `step`, above 0; `None` at an end.
    fn share_left(&self, step: u64) -> Option<DoubleDouble> {
        if !self.config.cycle {
            return self.stride.span().share_left(step);
        }
        let Division { quotient, rest } = self.stride.divide_doubles(step);
        let is_end = rest.hi == 0.0 || self.stride.is_decimal_multiple(quotient, step);
        if is_end && step > 0 {
            return None;
        }
        let length = self.stride.span().length();
        Some((length - rest) / (quotient.plus_f64(1.0) * length))
    }
}

impl LearningRateSchedule for PolynomialDecay {
    fn learning_rate(&self, step: u64) -> f64 {
        if let Some(line) = &self.line {
            return line.at(step);
        }
        if self.config.power == 0.0 {
            return self.config.initial_learning_rate;
        }
        let Some(left) = self.share_left(step) else {
            return self.config.end_learning_rate;
        };
        if self.config.initial_learning_rate < self.config.end_learning_rate {
            let gone = if self.config.cycle {
                DoubleDouble::ONE - left
            } else {
                self.stride.span().share(DoubleDouble::from_u64(step))
            };
            let risen = self.power.complement(gone);
            return self.scale.leave(self.difference.times(risen).plus_positive(self.low));
        }
        let power = self.power.of(left);
        self.scale.leave_sum(self.low, self.difference.times(power.mantissa), power.exponent)
    }

    fn fill(&self, first_step: u64, rates: &mut [f64]) {
        if let Some(line) = &self.line {
            return line.fill(first_step, rates);
        }
        fill::one_by_one(first_step, rates, |step| self.learning_rate(step));
    }
}

impl fmt::Debug for PolynomialDecay {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        as_class::debug("PolynomialDecay", &self.config, f)
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
    /// The number of steps to the end.
    #[cfg_attr(feature = "schema", schemars(with = "crate::schema::PositiveSteps"))]
    decay_steps: StepCount,
    /// The rate at the end.
    #[cfg_attr(feature = "serde", serde(default = "default_end_learning_rate"))]
    #[cfg_attr(feature = "schema", schemars(with = "crate::schema::NonNegative"))]
    end_learning_rate: f64,
    /// The power of the time that is left; 1 is a straight line.
    #[cfg_attr(feature = "serde", serde(default = "default_power"))]
    #[cfg_attr(feature = "schema", schemars(with = "crate::schema::NonNegative"))]
    power: f64,
    /// Whether the decay goes on after its end, over twice as many steps, then three times as many, and so on.
    #[cfg_attr(feature = "serde", serde(default))]
    cycle: bool,
    /// The name that pictures show. It has no influence on the rates.
    #[cfg_attr(feature = "serde", serde(default))]
    name: Option<String>,
}

/// Keras's default, for files that leave it out.
#[cfg(feature = "serde")]
fn default_end_learning_rate() -> f64 {
    0.0001
}

#[cfg(feature = "serde")]
fn default_power() -> f64 {
    1.0
}

impl TryFrom<Config> for PolynomialDecay {
    type Error = ScheduleError;

    fn try_from(config: Config) -> Result<Self, ScheduleError> {
        check::non_negative("initial_learning_rate", config.initial_learning_rate)?;
        check::positive_steps("decay_steps", config.decay_steps)?;
        check::non_negative("end_learning_rate", config.end_learning_rate)?;
        check::non_negative("power", config.power)?;
        Ok(Self::build(config))
    }
}

impl From<PolynomialDecay> for Config {
    fn from(schedule: PolynomialDecay) -> Self {
        schedule.config
    }
}
