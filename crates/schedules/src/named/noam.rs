//! The schedule of the Transformer paper.

use crate::arithmetic::{Cache, Formula, Real, Stretch};
use crate::parameters::{check, class, one, rates_by_formula};
use crate::{ScheduleError, StepCount};

/// Rises linearly for `warmup_steps` and falls with the inverse square root of the step from then on: with
/// `n = step + 1`, `factor * model_size ^ -0.5 * min(n ^ -0.5, n * warmup_steps ^ -1.5)`.
///
/// The paper counts from 1, so that the first update has a rate above 0; step 0 is that update.
///
#[cfg_attr(doc, doc = include_str!("../../plots/noam.svg"))]
///
/// Elsewhere: `NoamLrScheduler` in burn, `noam` in AllenNLP, `NoamDecay` in Paddle, `NoamAnnealing` in NeMo.
///
/// # Example
/// ```
/// use glidepath::prelude::*;
///
/// let schedule = Noam::new(256, 4)?;
/// assert_eq!(schedule.learning_rate(3), 0.03125); // 1 / sqrt(256 * 4)
/// assert_eq!(schedule.learning_rate(15), 0.015625); // 1 / sqrt(256 * 16)
/// # Ok::<(), glidepath::ScheduleError>(())
/// ```
///
/// The paper: Vaswani et al., *Attention Is All You Need*, 2017 (arXiv:1706.03762).
#[derive(Clone)]
#[doc(alias = "NoamLrScheduler")]
#[doc(alias = "NoamDecay")]
#[doc(alias = "transformer")]
#[doc(alias = "NoamAnnealing")]
pub struct Noam {
    config: Config,
    cache: Cache,
}

impl Noam {
    /// The schedule for a model of width `model_size`, with factor 1.
    ///
    /// # Errors
    ///
    /// If `model_size` is 0, or `warmup_steps` is not finite or not above 0.
    pub fn new(model_size: u32, warmup_steps: impl Into<StepCount>) -> Result<Self, ScheduleError> {
        let warmup_steps = warmup_steps.into();
        Self::checked(Config { model_size, warmup_steps, factor: one(), name: None })
    }

    /// What the rate is multiplied with. Default: 1.
    ///
    /// # Errors
    ///
    /// If `factor` is not finite, below 0 or above 1e100.
    pub fn with_factor(self, factor: f64) -> Result<Self, ScheduleError> {
        Self::checked(Config { factor, ..self.config })
    }

    fn checked(config: Config) -> Result<Self, ScheduleError> {
        check::positive_count("model_size", u64::from(config.model_size))?;
        check::positive_steps("warmup_steps", config.warmup_steps)?;
        check::non_negative("factor", config.factor)?;
        check::require(config.factor <= 1e100, "factor", "at most 1e100", config.factor)?;
        Ok(Self { config, cache: Cache::default() })
    }
}

class! {
    /// The Transformer's: linear warmup, then inverse square root decay.
    struct Config for Noam {
        /// The width of the model.
        #[doc(alias = "d_model")]
        #[schemars(with = "crate::schema::Size")]
        pub model_size: u32,
        /// The number of steps in which the rate rises.
        #[schemars(with = "crate::schema::PositiveSteps")]
        pub warmup_steps: StepCount,
        /// What the rate is multiplied with.
        #[serde(default = "crate::parameters::one")]
        #[schemars(with = "crate::schema::Moderate")]
        pub factor: f64,
    }
}

rates_by_formula!(Noam);

impl Formula for Noam {
    /// Whether the warmup is over.
    type Part = bool;

    fn stretch(&self, step: u64) -> Stretch<bool> {
        // The first step counts as 1.
        let peak = self.config.warmup_steps.first_step_from_here().map(|peak| peak.saturating_sub(1));
        Stretch::before(peak, step, false).unwrap_or(Stretch::until(u64::MAX, true))
    }

    fn value<R: Real>(&self, falls: &bool, step: R) -> R {
        let factor = step.number(self.config.factor);
        let model_size = step.whole(u64::from(self.config.model_size));
        let half = step.number(0.5);
        let warmup_steps = step.steps(self.config.warmup_steps);
        let count = step + half.number(1.0);
        if *falls {
            return factor / (model_size * count).power(half);
        }
        // One root, so that it is exact where the product is a square.
        let cube = warmup_steps.clone() * warmup_steps.clone() * warmup_steps;
        factor * count / (model_size * cube).power(half)
    }
}
