//! Noisy linear cosine decay, as `tf.keras.experimental.NoisyLinearCosineDecay` up to TensorFlow 2.15.

use glidepath_core::LearningRateSchedule;

use crate::arithmetic::{Formula, Real, Stretch, smooth};
use crate::keras::linear_cosine_curve::LinearCosineCurve;
use crate::keras::noise;
use crate::parameters::{check, class, one};
use crate::{ScheduleError, StepCount};

/// [`LinearCosineDecay`](crate::LinearCosineDecay) with noise on its line: with `s = min(step, decay_steps)`,
/// `linear = 1 - s / decay_steps`, `cosine = (1 + cos(2π * num_periods * s / decay_steps)) / 2` and `noise`
/// from the normal distribution of variance `initial_variance / (1 + s) ^ variance_decay`, the rate is
/// `initial_learning_rate * ((alpha + linear + noise) * cosine + beta)`, and 0 where that is below 0.
///
/// DIFFERENCE: in Keras every call draws new noise, so that looking at the rate changes the run, and the rate
/// can be negative. Here the noise is a function of [`seed`](Self::with_seed) and step: it can be asked for
/// again, and a resumed run gets the same. It is not the noise that TensorFlow draws for that seed.
///
#[cfg_attr(doc, doc = include_str!("../../plots/noisy_linear_cosine_decay.svg"))]
///
/// Keras 3 no longer has this class. It stems from Bello et al., *Neural Optimizer Search with Reinforcement
/// Learning*, 2017 (arXiv:1709.07417).
///
/// # Example
/// ```
/// use glidepath::prelude::*;
///
/// let schedule = NoisyLinearCosineDecay::new(0.1, 1_000)?.with_seed(42);
/// assert_eq!(schedule.learning_rate(500), schedule.learning_rate(500));
/// assert_ne!(schedule.learning_rate(500), schedule.with_seed(43).learning_rate(500));
/// # Ok::<(), glidepath::ScheduleError>(())
/// ```
#[derive(Clone)]
pub struct NoisyLinearCosineDecay {
    config: Config,
    curve: LinearCosineCurve,
}

impl NoisyLinearCosineDecay {
    /// A decay with half a period, `initial_variance` 1, `variance_decay` 0.55, `alpha` 0 and `beta` 0.001,
    /// which are Keras's defaults.
    ///
    /// # Errors
    ///
    /// If `initial_learning_rate` is not finite or below 0, or `decay_steps` is not finite or not above 0.
    pub fn new(initial_learning_rate: f64, decay_steps: impl Into<StepCount>) -> Result<Self, ScheduleError> {
        Self::checked(Config {
            initial_learning_rate,
            decay_steps: decay_steps.into(),
            initial_variance: one(),
            variance_decay: default_variance_decay(),
            num_periods: LinearCosineCurve::default_num_periods(),
            alpha: 0.0,
            beta: LinearCosineCurve::default_beta(),
            seed: None,
            name: None,
        })
    }

    /// The variance of the noise at step 0. Default: 1. With 0 there is no noise.
    ///
    /// # Errors
    ///
    /// If `initial_variance` is not finite or below 0.
    pub fn with_initial_variance(self, initial_variance: f64) -> Result<Self, ScheduleError> {
        Self::checked(Config { initial_variance, ..self.config })
    }

    /// How fast the variance falls. Default: 0.55.
    ///
    /// # Errors
    ///
    /// If `variance_decay` is not finite or below 0.
    pub fn with_variance_decay(self, variance_decay: f64) -> Result<Self, ScheduleError> {
        Self::checked(Config { variance_decay, ..self.config })
    }

    /// How many periods of the cosine the decay has. Default: 0.5.
    ///
    /// # Errors
    ///
    /// If `num_periods` is not finite, below 0 or above 2^53.
    pub fn with_num_periods(self, num_periods: f64) -> Result<Self, ScheduleError> {
        Self::checked(Config { num_periods, ..self.config })
    }

    /// What is added to the line, as a share of the initial rate. Default: 0.
    ///
    /// # Errors
    ///
    /// If `alpha` is not between 0 and 1e100.
    pub fn with_alpha(self, alpha: f64) -> Result<Self, ScheduleError> {
        Self::checked(Config { alpha, ..self.config })
    }

    /// What is added to the product, as a share of the initial rate. Default: 0.001.
    ///
    /// # Errors
    ///
    /// If `beta` is not between 0 and 1e100.
    pub fn with_beta(self, beta: f64) -> Result<Self, ScheduleError> {
        Self::checked(Config { beta, ..self.config })
    }

    /// Which noise it is. Without a seed it is that of seed 0.
    #[must_use]
    pub fn with_seed(mut self, seed: i64) -> Self {
        self.config.seed = Some(seed);
        self
    }

    /// The noise at `step`; beyond the end the variance stays, but the noise is still new at each step.
    fn noise(&self, step: u64) -> f64 {
        if self.config.initial_variance == 0.0 {
            return 0.0;
        }
        let elapsed = StepCount::from(step).to_f64().min(self.config.decay_steps.to_f64());
        let variance = self.config.initial_variance / libm::pow(1.0 + elapsed, self.config.variance_decay);
        let seed = u64::from_ne_bytes(self.config.seed.unwrap_or(0).to_ne_bytes());
        libm::sqrt(variance) * noise::standard_normal(seed, step)
    }

    fn checked(config: Config) -> Result<Self, ScheduleError> {
        check::non_negative("initial_variance", config.initial_variance)?;
        check::non_negative("variance_decay", config.variance_decay)?;
        let Config { initial_learning_rate, decay_steps, num_periods, alpha, beta, .. } = config;
        let curve = LinearCosineCurve { initial_learning_rate, decay_steps, num_periods, alpha, beta };
        curve.check()?;
        Ok(Self { config, curve })
    }
}

class! {
    /// Falls along a straight line with noise, times a cosine.
    struct Config for NoisyLinearCosineDecay {
        /// The rate that all shares are of.
        #[schemars(with = "crate::schema::NonNegative")]
        pub initial_learning_rate: f64,
        /// The number of steps to the end.
        #[schemars(with = "crate::schema::PositiveSteps")]
        pub decay_steps: StepCount,
        /// The variance of the noise at step 0.
        #[serde(default = "crate::parameters::one")]
        #[schemars(with = "crate::schema::NonNegative")]
        pub initial_variance: f64,
        /// The power of the step with which the variance falls.
        #[serde(default = "default_variance_decay")]
        #[schemars(with = "crate::schema::NonNegative")]
        pub variance_decay: f64,
        /// The number of periods of the cosine.
        #[serde(default = "LinearCosineCurve::default_num_periods")]
        #[schemars(with = "crate::schema::Periods")]
        pub num_periods: f64,
        /// What is added to the line, as a share of the rate.
        #[serde(default)]
        #[schemars(with = "crate::schema::Moderate")]
        pub alpha: f64,
        /// What is added to the product, as a share of the rate.
        #[serde(default = "LinearCosineCurve::default_beta")]
        #[schemars(with = "crate::schema::Moderate")]
        pub beta: f64,
        /// Which noise it is. Another seed gives other noise.
        #[serde(default)]
        pub seed: Option<i64>,
    }
}

impl LearningRateSchedule for NoisyLinearCosineDecay {
    fn learning_rate(&self, step: u64) -> f64 {
        smooth::scalar(self, &step, step)
    }
}

impl Formula for NoisyLinearCosineDecay {
    /// The step itself: each has noise of its own.
    type Part = u64;

    fn stretch(&self, step: u64) -> Stretch<u64> {
        Stretch::hold(step, step)
    }

    fn value<R: Real>(&self, &at: &u64, step: R) -> R {
        let runs = StepCount::from(at) < self.config.decay_steps;
        self.curve.value(runs, self.noise(at), step)
    }
}

fn default_variance_decay() -> f64 {
    0.55
}
