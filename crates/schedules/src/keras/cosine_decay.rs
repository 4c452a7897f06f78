//! Cosine decay with an optional warmup, as `tf.keras.optimizers.schedules.CosineDecay`.

use crate::arithmetic::{Cache, Formula, Real, Stretch};
use crate::parameters::{check, class, rates_by_formula};
use crate::{ScheduleError, StepCount};

/// Falls along a half cosine from the peak to `alpha` times the peak, after an optional linear warmup.
///
/// Without warmup the peak is `initial_learning_rate`, and with `s = min(step, decay_steps)` the rate is
/// `peak * ((1 - alpha) * (1 + cos(π * s / decay_steps)) / 2 + alpha)`.
///
/// With [`warmup`](Self::with_warmup_target) the rate first goes in a straight line from
/// `initial_learning_rate` to the peak `warmup_target`, which it has at step `warmup_steps`; then the cosine
/// begins, at its own step 0. The whole takes `warmup_steps + decay_steps`.
///
/// `alpha` is a share of the peak, not a rate.
///
#[cfg_attr(doc, doc = include_str!("../../plots/cosine_decay.svg"))]
///
/// Elsewhere: `optax.cosine_decay_schedule` and, with warmup, `optax.warmup_cosine_decay_schedule`, whose
/// `decay_steps` includes the warmup and whose `end_value` is a rate; `get_cosine_schedule_with_warmup` in
/// Hugging Face transformers up to its last step. PyTorch's `CosineAnnealingLR` is the same up to `T_max`,
/// then climbs again.
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
#[derive(Clone)]
#[doc(alias = "cosine_decay_schedule")]
#[doc(alias = "warmup_cosine_decay_schedule")]
#[doc(alias = "get_cosine_schedule_with_warmup")]
#[doc(alias = "CosineScheduler")]
pub struct CosineDecay {
    config: Config,
    /// The first step of the decay, and the first after it; `None` if it is beyond every step.
    begin: Option<u64>,
    end: Option<u64>,
    cache: Cache,
}

/// The parts of the curve.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Part {
    Warmup,
    Decay,
    End,
}

impl CosineDecay {
    /// A decay from `initial_learning_rate` to 0 in `decay_steps`.
    ///
    /// # Errors
    ///
    /// If `initial_learning_rate` is not finite or below 0, or `decay_steps` is not finite or not above 0.
    pub fn new(initial_learning_rate: f64, decay_steps: impl Into<StepCount>) -> Result<Self, ScheduleError> {
        Self::checked(Config {
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
        Self::checked(Config { alpha, ..self.config })
    }

    /// Goes from `initial_learning_rate` to `warmup_target` in `warmup_steps` steps before the decay begins,
    /// from `warmup_target`.
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
        Self::checked(Config { warmup_target: Some(warmup_target), warmup_steps, ..self.config })
    }

    fn checked(config: Config) -> Result<Self, ScheduleError> {
        check::non_negative("initial_learning_rate", config.initial_learning_rate)?;
        check::positive_steps("decay_steps", config.decay_steps)?;
        check::fraction("alpha", config.alpha)?;
        if let Some(warmup_target) = config.warmup_target {
            check::non_negative("warmup_target", warmup_target)?;
        }
        check::non_negative_steps("warmup_steps", config.warmup_steps)?;
        let begin = config.warmup_length().first_step_from_here();
        let end = StepCount::first_step_from_sum(&[config.warmup_length(), config.decay_steps]);
        Ok(Self { config, begin, end, cache: Cache::default() })
    }
}

class! {
    /// Falls along a half cosine, after an optional linear warmup.
    struct Config for CosineDecay {
        /// The rate at step 0, if there is a step of warmup or no warmup at all.
        #[schemars(with = "crate::schema::NonNegative")]
        pub initial_learning_rate: f64,
        /// The number of steps of the decay, not counting the warmup.
        #[schemars(with = "crate::schema::PositiveSteps")]
        pub decay_steps: StepCount,
        /// The share of the peak that is left at the end.
        #[serde(default)]
        #[schemars(with = "crate::schema::Fraction")]
        pub alpha: f64,
    }
    after name {
        /// The rate at the end of the warmup, the peak. Without it there is no warmup.
        #[serde(default)]
        #[schemars(with = "Option<crate::schema::NonNegative>")]
        pub warmup_target: Option<f64>,
        /// The number of steps of the warmup. As in Keras, it counts only if there is a `warmup_target`.
        #[serde(default)]
        #[schemars(with = "crate::schema::NonNegativeSteps")]
        pub warmup_steps: StepCount,
    }
}

impl Config {
    /// The number of steps of the warmup, if there is one, or 0.
    fn warmup_length(&self) -> StepCount {
        self.warmup_target.map_or(StepCount::from(0), |_| self.warmup_steps)
    }
}

rates_by_formula!(CosineDecay);

impl Formula for CosineDecay {
    type Part = Part;

    fn stretch(&self, step: u64) -> Stretch<Part> {
        Stretch::before(self.begin, step, Part::Warmup)
            .or_else(|| Stretch::before(self.end, step, Part::Decay))
            .unwrap_or(Stretch::hold_from(step, Part::End))
    }

    fn value<R: Real>(&self, part: &Part, step: R) -> R {
        let Config { initial_learning_rate, decay_steps, alpha, warmup_target, .. } = self.config;
        let one = step.number(1.0);
        let alpha = step.number(alpha);
        let peak = step.number(warmup_target.unwrap_or(initial_learning_rate));
        let warmup_steps = step.steps(self.config.warmup_length());
        match part {
            Part::Warmup => {
                let initial = step.number(initial_learning_rate);
                initial.clone() + (peak - initial) * step / warmup_steps
            }
            Part::Decay => {
                let decay_steps = step.steps(decay_steps);
                let left = (warmup_steps + decay_steps.clone() - step) / decay_steps;
                peak * ((one - alpha.clone()) * left.half_cosine() + alpha)
            }
            Part::End => peak * alpha,
        }
    }
}
