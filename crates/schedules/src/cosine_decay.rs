//! Cosine decay with an optional warmup, as `tf.keras.optimizers.schedules.CosineDecay`.

use alloc::string::String;
use core::fmt;

use glidepath_core::LearningRateSchedule;

use crate::arithmetic::{DoubleDouble, Factor, Line, Scale, Span, half_cosine};
use crate::{ScheduleError, StepCount, as_class, check};

/// Falls along a half cosine from the peak to `alpha` times the peak, after an optional linear warmup.
///
/// Without warmup the peak is `initial_learning_rate`, and with `s = min(step, decay_steps)` the rate is
/// `peak * ((1 - alpha) * (1 + cos(π * s / decay_steps)) / 2 + alpha)`.
///
/// With [`warmup`](Self::with_warmup_target) the rate first goes in a straight line from `initial_learning_rate` to the
/// peak `warmup_target`, which it has at step `warmup_steps`; then the cosine begins, at its own step 0. The
/// whole takes `warmup_steps + decay_steps`.
///
/// `alpha` is a share of the peak, not a rate.
///
#[cfg_attr(doc, doc = include_str!("../plots/cosine_decay.svg"))]
///
/// Elsewhere: `optax.cosine_decay_schedule` and, with warmup, `optax.warmup_cosine_decay_schedule`, whose
/// `decay_steps` includes the warmup and whose `end_value` is a rate; `get_cosine_schedule_with_warmup` in Hugging
/// Face transformers up to its last step. PyTorch's `CosineAnnealingLR` is the same up to `T_max`, then climbs
/// again.
///
/// # Example
/// ```
/// use glidepath::prelude::*;
///
/// let schedule = CosineDecay::new(0.1, 1_000)?.with_alpha(0.25)?;
/// assert_eq!(schedule.learning_rate(500), 0.0625);
/// assert_eq!(schedule.learning_rate(1_000), 0.025);
///
/// let warmed_up = CosineDecay::new(0.0, 1_000)?.with_warmup_target(0.1, 50)?;
/// assert_eq!(warmed_up.learning_rate(25), 0.05);
/// assert_eq!(warmed_up.learning_rate(50), 0.1);
/// assert_eq!(warmed_up.learning_rate(1_050), 0.0);
/// # Ok::<(), glidepath::ScheduleError>(())
/// ```
///
/// The paper: Loshchilov and Hutter, *SGDR: Stochastic Gradient Descent with Warm Restarts*, 2016
/// (arXiv:1608.03983).
#[derive(Clone, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(feature = "serde", serde(try_from = "Config", into = "Config"))]
#[cfg_attr(
    feature = "schema",
    derive(schemars::JsonSchema),
    schemars(description = "Falls along a half cosine, after an optional linear warmup.")
)]
#[doc(alias = "cosine_decay_schedule")]
#[doc(alias = "warmup_cosine_decay_schedule")]
#[doc(alias = "get_cosine_schedule_with_warmup")]
#[doc(alias = "CosineScheduler")]
pub struct CosineDecay {
    config: Config,
    warmup: Option<Warmup>,
    decay: Span,
    scale: Scale,
    /// The height of the cosine.
    amplitude: Factor,
    /// What is left at the end.
    floor: DoubleDouble,
}

#[derive(Clone, Copy, Debug, PartialEq)]
struct Warmup {
    line: Line,
    steps: StepCount,
    /// The first step of the decay; `None` if it is beyond every step.
    end: Option<u64>,
    /// Warmup and decay together.
    total_steps: DoubleDouble,
}

impl CosineDecay {
    /// A decay from `initial_learning_rate` to 0 in `decay_steps`.
    ///
    /// # Errors
    ///
    /// If `initial_learning_rate` is not finite or below 0, or `decay_steps` is not finite or not above 0.
    pub fn new(initial_learning_rate: f64, decay_steps: impl Into<StepCount>) -> Result<Self, ScheduleError> {
        Self::try_from(Config {
            initial_learning_rate,
            decay_steps: decay_steps.into(),
            alpha: 0.0,
            name: None,
            warmup_target: None,
            warmup_steps: StepCount::from(0),
        })
    }

    /// Ends the decay at `alpha` times the peak. Default: 0.
    ///
    /// # Errors
    ///
    /// If `alpha` is not between 0 and 1.
    pub fn with_alpha(self, alpha: f64) -> Result<Self, ScheduleError> {
        Self::try_from(Config { alpha, ..self.config })
    }

    /// Goes from `initial_learning_rate` to `warmup_target` in `warmup_steps` steps before the decay begins, from
    /// `warmup_target`.
    ///
    /// # Errors
    ///
    /// If `warmup_target` or `warmup_steps` is not finite or below 0.
    pub fn with_warmup_target(
        self,
        warmup_target: f64,
        warmup_steps: impl Into<StepCount>,
    ) -> Result<Self, ScheduleError> {
        let warmup_steps = warmup_steps.into();
        Self::try_from(Config { warmup_target: Some(warmup_target), warmup_steps, ..self.config })
    }

    /// Gives the schedule a name, which pictures show.
    #[must_use]
    pub fn with_name(mut self, name: impl Into<String>) -> Self {
        self.config.name = Some(name.into());
        self
    }

    /// The rate at step 0, if there is a step of warmup or no warmup at all.
    pub fn initial_learning_rate(&self) -> f64 {
        self.config.initial_learning_rate
    }

    /// The number of steps of the decay, not counting the warmup.
    pub fn decay_steps(&self) -> StepCount {
        self.config.decay_steps
    }

    /// The share of the peak that is left at the end.
    pub fn alpha(&self) -> f64 {
        self.config.alpha
    }

    /// The rate at the end of the warmup. Without one there is no warmup.
    pub fn warmup_target(&self) -> Option<f64> {
        self.config.warmup_target
    }

    /// The number of steps of the warmup. As in Keras, it counts only if there is a
    /// [`warmup_target`](Self::warmup_target).
    pub fn warmup_steps(&self) -> StepCount {
        self.config.warmup_steps
    }

    /// The name, if there is one.
    pub fn name(&self) -> Option<&str> {
        self.config.name.as_deref()
    }

    /// Prepares a configuration that is known to be right.
    fn build(config: Config) -> Self {
        let peak = config.warmup_target.unwrap_or(config.initial_learning_rate);
        let decay = Span::new(config.decay_steps);
        let warmup = config.warmup_target.filter(|_| config.warmup_steps.to_f64() > 0.0).map(|target| {
            let span = Span::new(config.warmup_steps);
            Warmup {
                line: Line::new(config.initial_learning_rate, target, span),
                steps: config.warmup_steps,
                end: config.warmup_steps.first_step_from_here(),
                total_steps: span.length() + decay.length(),
            }
        });
        let scale = Scale::for_greatest(peak);
        let scaled_peak = scale.enter(peak);
        let amplitude = Factor::new(DoubleDouble::sum(1.0, -config.alpha).times_f64(scaled_peak));
        let floor = DoubleDouble::product(scaled_peak, config.alpha);
        Self { config, warmup, decay, scale, amplitude, floor }
    }
}

impl Warmup {
    /// The share of the decay that is left at `step`, which is after the warmup.
    fn share_left(&self, step: u64, decay: &Span) -> Option<DoubleDouble> {
        if let Some(steps) = self.steps.whole() {
            return decay.share_left(step - steps);
        }
        let remaining = self.total_steps.minus_u64(step);
        (remaining.hi > 0.0).then(|| decay.share(remaining))
    }
}

impl LearningRateSchedule for CosineDecay {
    fn learning_rate(&self, step: u64) -> f64 {
        let left = match &self.warmup {
            Some(warmup) if warmup.end.is_none_or(|end| step < end) => return warmup.line.at(step),
            Some(warmup) => warmup.share_left(step, &self.decay),
            None => self.decay.share_left(step),
        };
        match left {
            Some(left) => self.scale.leave(self.amplitude.times(half_cosine(left)).plus_positive(self.floor)),
            None => self.scale.leave(self.floor),
        }
    }
}

impl fmt::Debug for CosineDecay {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        as_class::debug("CosineDecay", &self.config, f)
    }
}

/// What a file holds, in Keras's order.
#[derive(Clone, Debug, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize), serde(deny_unknown_fields))]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
struct Config {
    /// The rate at step 0; the peak, if there is no warmup.
    #[cfg_attr(feature = "schema", schemars(with = "crate::schema::NonNegative"))]
    initial_learning_rate: f64,
    /// The number of steps of the decay, not counting the warmup.
    #[cfg_attr(feature = "schema", schemars(with = "crate::schema::PositiveSteps"))]
    decay_steps: StepCount,
    /// The share of the peak that is left at the end.
    #[cfg_attr(feature = "serde", serde(default))]
    #[cfg_attr(feature = "schema", schemars(with = "crate::schema::Fraction"))]
    alpha: f64,
    /// The name that pictures show. It has no influence on the rates.
    #[cfg_attr(feature = "serde", serde(default))]
    name: Option<String>,
    /// The rate at the end of the warmup, the peak. Without it there is no warmup.
    #[cfg_attr(feature = "serde", serde(default))]
    #[cfg_attr(feature = "schema", schemars(with = "Option<crate::schema::NonNegative>"))]
    warmup_target: Option<f64>,
    /// The number of steps of the warmup.
    #[cfg_attr(feature = "serde", serde(default))]
    #[cfg_attr(feature = "schema", schemars(with = "crate::schema::NonNegativeSteps"))]
    warmup_steps: StepCount,
}

impl TryFrom<Config> for CosineDecay {
    type Error = ScheduleError;

    fn try_from(config: Config) -> Result<Self, ScheduleError> {
        check::non_negative("initial_learning_rate", config.initial_learning_rate)?;
        check::positive_steps("decay_steps", config.decay_steps)?;
        check::fraction("alpha", config.alpha)?;
        if let Some(warmup_target) = config.warmup_target {
            check::non_negative("warmup_target", warmup_target)?;
        }
        check::non_negative_steps("warmup_steps", config.warmup_steps)?;
        Ok(Self::build(config))
    }
}

impl From<CosineDecay> for Config {
    fn from(schedule: CosineDecay) -> Self {
        schedule.config
    }
}
