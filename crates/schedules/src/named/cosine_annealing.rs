//! A cosine that swings for ever, as PyTorch's `CosineAnnealingLR`.

use crate::arithmetic::{Cache, Count, Formula, Real, Stretch, Stride};
use crate::parameters::{check, class, rates_by_formula};
use crate::{ScheduleError, StepCount};

/// Swings between two rates along a cosine: down in `decay_steps`, up again in as many, and so on:
/// `end_learning_rate + (initial_learning_rate - end_learning_rate) * (1 + cos(π * step / decay_steps)) / 2`.
///
/// For a decay that stays down see [`CosineDecay`](crate::CosineDecay).
///
#[cfg_attr(doc, doc = include_str!("../../plots/cosine_annealing.svg"))]
///
/// Elsewhere: `CosineAnnealingLR(T_max, eta_min)` in PyTorch, which adds to the last rate again and again and
/// drifts; `CosineAnnealingLrScheduler` in burn; the `cosine` of Hugging Face transformers, whose
/// `num_cycles` of 0.5 is one way down.
///
/// # Example
/// ```
/// use glidepath::prelude::*;
///
/// let schedule = CosineAnnealing::new(0.5, 100)?;
/// assert_eq!(schedule.learning_rate(100), 0.0);
/// assert_eq!(schedule.learning_rate(150), 0.25);
/// assert_eq!(schedule.learning_rate(200), 0.5);
/// # Ok::<(), glidepath::ScheduleError>(())
/// ```
#[derive(Clone)]
#[doc(alias = "CosineAnnealingLR")]
#[doc(alias = "CosineAnnealingLrScheduler")]
#[doc(alias = "CosineAnnealingDecay")]
pub struct CosineAnnealing {
    config: Config,
    stride: Stride,
    cache: Cache,
}

impl CosineAnnealing {
    /// Swings between `initial_learning_rate` and 0, down in `decay_steps`.
    ///
    /// # Errors
    ///
    /// If `initial_learning_rate` is not finite or below 0, or `decay_steps` is not finite or not above 0.
    pub fn new(initial_learning_rate: f64, decay_steps: impl Into<StepCount>) -> Result<Self, ScheduleError> {
        let decay_steps = decay_steps.into();
        Self::checked(Config { initial_learning_rate, decay_steps, end_learning_rate: 0.0, name: None })
    }

    /// The rate at the other end. Default: 0.
    ///
    /// # Errors
    ///
    /// If `end_learning_rate` is not finite or below 0.
    #[doc(alias = "eta_min")]
    pub fn with_end_learning_rate(self, end_learning_rate: f64) -> Result<Self, ScheduleError> {
        Self::checked(Config { end_learning_rate, ..self.config })
    }

    fn checked(config: Config) -> Result<Self, ScheduleError> {
        check::non_negative("initial_learning_rate", config.initial_learning_rate)?;
        check::positive_steps("decay_steps", config.decay_steps)?;
        check::non_negative("end_learning_rate", config.end_learning_rate)?;
        let stride = Stride::new(config.decay_steps);
        Ok(Self { config, stride, cache: Cache::default() })
    }
}

class! {
    /// Swings between two rates along a cosine.
    struct Config for CosineAnnealing {
        /// The rate at step 0.
        #[schemars(with = "crate::schema::NonNegative")]
        pub initial_learning_rate: f64,
        /// The number of steps from one rate to the other.
        #[doc(alias = "T_max")]
        #[schemars(with = "crate::schema::PositiveSteps")]
        pub decay_steps: StepCount,
        /// The rate at the other end.
        #[serde(default)]
        #[schemars(with = "crate::schema::NonNegative")]
        pub end_learning_rate: f64,
    }
}

rates_by_formula!(CosineAnnealing);

impl Formula for CosineAnnealing {
    /// How many half periods, an even number, went by before a step of the stretch.
    type Part = Count;

    fn stretch(&self, step: u64) -> Stretch<Count> {
        Stretch::until(u64::MAX, self.stride.times(step).even())
    }

    fn cycle(&self) -> Option<u64> {
        self.config.decay_steps.whole()?.checked_mul(2)
    }

    fn value<R: Real>(&self, turns: &Count, step: R) -> R {
        let Config { initial_learning_rate, decay_steps, end_learning_rate, .. } = self.config;
        let (initial, end) = (step.number(initial_learning_rate), step.number(end_learning_rate));
        let length = step.steps(decay_steps);
        let gone = step.after(turns, decay_steps);
        if initial_learning_rate < end_learning_rate {
            return initial.clone() + (end - initial) * (gone / length).half_cosine();
        }
        // The share of a way down that is left. Further ways are half cosines of numbers below 0.
        let left = (length.clone() - gone) / length;
        end.clone() + (initial - end) * left.half_cosine()
    }
}
