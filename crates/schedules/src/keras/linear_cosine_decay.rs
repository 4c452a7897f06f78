//! Linear cosine decay, as `tf.keras.experimental.LinearCosineDecay` up to TensorFlow 2.15.

use crate::arithmetic::{Cache, Formula, Real, Stretch};
use crate::keras::linear_cosine_curve::LinearCosineCurve;
use crate::parameters::{class, rates_by_formula};
use crate::{ScheduleError, StepCount};

/// A straight line to 0, times a cosine: with `s = min(step, decay_steps)`, `linear = 1 - s / decay_steps`
/// and `cosine = (1 + cos(2π * num_periods * s / decay_steps)) / 2` the rate is `initial_learning_rate *
/// ((alpha + linear) * cosine + beta)`.
///
/// At step 0 it is `initial_learning_rate * (1 + alpha + beta)`, above the initial rate.
///
#[cfg_attr(doc, doc = include_str!("../../plots/linear_cosine_decay.svg"))]
///
/// Keras 3 no longer has this class. It stems from Bello et al., *Neural Optimizer Search with Reinforcement
/// Learning*, 2017 (arXiv:1709.07417).
///
/// # Example
/// ```
/// use glidepath::prelude::*;
///
/// let schedule = LinearCosineDecay::new(0.1, 1_000)?.with_beta(0.0)?;
/// assert_eq!(schedule.learning_rate(0), 0.1);
/// assert_eq!(schedule.learning_rate(500), 0.025);
/// assert_eq!(schedule.learning_rate(1_000), 0.0);
/// # Ok::<(), glidepath::ScheduleError>(())
/// ```
#[derive(Clone)]
pub struct LinearCosineDecay {
    config: Config,
    curve: LinearCosineCurve,
    cache: Cache,
}

impl LinearCosineDecay {
    /// A decay with half a period, `alpha` 0 and `beta` 0.001, which are Keras's defaults.
    ///
    /// # Errors
    ///
    /// If `initial_learning_rate` is not finite or below 0, or `decay_steps` is not finite or not above 0.
    pub fn new(initial_learning_rate: f64, decay_steps: impl Into<StepCount>) -> Result<Self, ScheduleError> {
        Self::checked(Config {
            initial_learning_rate,
            decay_steps: decay_steps.into(),
            num_periods: LinearCosineCurve::default_num_periods(),
            alpha: 0.0,
            beta: LinearCosineCurve::default_beta(),
            name: None,
        })
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

    fn checked(config: Config) -> Result<Self, ScheduleError> {
        let Config { initial_learning_rate, decay_steps, num_periods, alpha, beta, .. } = config;
        let curve = LinearCosineCurve { initial_learning_rate, decay_steps, num_periods, alpha, beta };
        curve.check()?;
        Ok(Self { config, curve, cache: Cache::default() })
    }
}

class! {
    /// Falls along a straight line times a cosine.
    struct Config for LinearCosineDecay {
        /// The rate that all shares are of.
        #[schemars(with = "crate::schema::NonNegative")]
        pub initial_learning_rate: f64,
        /// The number of steps to the end.
        #[schemars(with = "crate::schema::PositiveSteps")]
        pub decay_steps: StepCount,
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
    }
}

rates_by_formula!(LinearCosineDecay);

impl Formula for LinearCosineDecay {
    /// Whether the end is still to come.
    type Part = bool;

    fn stretch(&self, step: u64) -> Stretch<bool> {
        self.curve.stretch(step)
    }

    fn value<R: Real>(&self, runs: &bool, step: R) -> R {
        self.curve.value(*runs, 0.0, step)
    }
}
