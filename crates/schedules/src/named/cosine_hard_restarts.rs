//! Cosine decays one after the other in a given number of steps, as Hugging Face's `cosine_with_restarts`.

use crate::arithmetic::{Cache, Formula, Real, Stretch};
use crate::parameters::{check, class, rates_by_formula};
use crate::{ScheduleError, StepCount};

/// Falls along a half cosine to 0, `num_cycles` times in `decay_steps`, each time from
/// `initial_learning_rate`; then stays at 0.
///
/// With `x`, the fractional part of `num_cycles * step / decay_steps`, the rate is
/// `initial_learning_rate * (1 + cos(π * x)) / 2`. The cycles need not be whole steps long: the product is
/// compared with multiples of `decay_steps`, where a quotient would be rounded to the wrong side of some
/// restarts.
///
#[cfg_attr(doc, doc = include_str!("../../plots/cosine_hard_restarts.svg"))]
///
/// Elsewhere: `cosine_with_restarts`, `get_cosine_with_hard_restarts_schedule_with_warmup` in Hugging Face
/// transformers, which has a warmup in front ([`Warmup`](crate::Warmup)).
///
/// # Example
/// ```
/// use glidepath::prelude::*;
///
/// let schedule = CosineHardRestarts::new(0.5, 100, 6.0)?;
/// assert_eq!(schedule.learning_rate(25), 0.25);
/// assert_eq!(schedule.learning_rate(50), 0.5);
/// assert_eq!(schedule.learning_rate(100), 0.0);
/// # Ok::<(), glidepath::ScheduleError>(())
/// ```
#[derive(Clone)]
#[doc(alias = "cosine_with_restarts")]
#[doc(alias = "get_cosine_with_hard_restarts_schedule_with_warmup")]
pub struct CosineHardRestarts {
    config: Config,
    cache: Cache,
}

impl CosineHardRestarts {
    /// `num_cycles` decays from `initial_learning_rate` to 0, in `decay_steps` steps altogether.
    ///
    /// # Errors
    ///
    /// If `initial_learning_rate` is not finite or below 0, `decay_steps` is not finite or not above 0, or
    /// `num_cycles` is not above 0 or above 2^53.
    pub fn new(
        initial_learning_rate: f64,
        decay_steps: impl Into<StepCount>,
        num_cycles: f64,
    ) -> Result<Self, ScheduleError> {
        Self::checked(Config {
            initial_learning_rate,
            decay_steps: decay_steps.into(),
            num_cycles,
            name: None,
        })
    }

    fn checked(config: Config) -> Result<Self, ScheduleError> {
        check::non_negative("initial_learning_rate", config.initial_learning_rate)?;
        check::positive_steps("decay_steps", config.decay_steps)?;
        check::cycles("num_cycles", config.num_cycles)?;
        Ok(Self { config, cache: Cache::default() })
    }
}

class! {
    /// Falls along a half cosine to 0 `num_cycles` times within `decay_steps`.
    struct Config for CosineHardRestarts {
        /// The rate at the beginning of each cycle.
        #[schemars(with = "crate::schema::NonNegative")]
        pub initial_learning_rate: f64,
        /// The number of steps of all cycles together.
        #[schemars(with = "crate::schema::PositiveSteps")]
        pub decay_steps: StepCount,
        /// The number of cycles, the last of which need not be whole.
        #[schemars(with = "crate::schema::Cycles")]
        pub num_cycles: f64,
    }
}

rates_by_formula!(CosineHardRestarts);

impl Formula for CosineHardRestarts {
    /// Whether the end is still to come.
    type Part = bool;

    fn stretch(&self, step: u64) -> Stretch<bool> {
        let end = self.config.decay_steps.first_step_from_here();
        Stretch::before(end, step, true).unwrap_or(Stretch::hold_from(step, false))
    }

    fn value<R: Real>(&self, runs: &bool, step: R) -> R {
        if !runs {
            return step.number(0.0);
        }
        let initial = step.number(self.config.initial_learning_rate);
        let cycles = step.number(self.config.num_cycles) * step.clone() / step.steps(self.config.decay_steps);
        let left = step.number(1.0) + cycles.clone().floor() - cycles;
        initial * left.half_cosine()
    }
}
