//! A table of rates, as `tf.keras.optimizers.schedules.PiecewiseConstantDecay`.

use alloc::vec::Vec;

use glidepath_core::LearningRateSchedule;

use crate::parameters::{check, class};
use crate::parts::fill;
use crate::parts::search_index::SearchIndex;
use crate::{ExponentialDecay, ScheduleError, StepCount};

/// Holds one rate up to and including each boundary: `values[0]` while `step <= boundaries[0]`, `values[i]`
/// while `boundaries[i - 1] < step <= boundaries[i]`, and the last value from then on.
///
/// A boundary step itself still has the old rate. That is Keras's rule; in PyTorch and optax the new rate
/// begins at the boundary, so a milestone m there is the boundary m - 1 here:
/// [`from_milestones`](Self::from_milestones) counts so.
///
#[cfg_attr(doc, doc = include_str!("../../plots/piecewise_constant_decay.svg"))]
///
/// Elsewhere: `MultiStepLR(milestones, gamma)` in PyTorch, `optax.piecewise_constant_schedule`, both with
/// factors in place of rates.
///
/// # Example
/// ```
/// use glidepath::prelude::*;
///
/// let schedule = PiecewiseConstantDecay::new([100, 200], [1.0, 0.5, 0.1])?;
/// assert_eq!(schedule.learning_rate(100), 1.0);
/// assert_eq!(schedule.learning_rate(101), 0.5);
/// assert_eq!(schedule.learning_rate(1_000_000), 0.1);
/// # Ok::<(), glidepath::ScheduleError>(())
/// ```
#[derive(Clone)]
#[doc(alias = "PiecewiseConstant")]
#[doc(alias = "MultiStepLR")]
#[doc(alias = "piecewise_constant_schedule")]
#[doc(alias = "MultiStepDecay")]
#[doc(alias = "PiecewiseDecay")]
#[doc(alias = "MultiFactorScheduler")]
#[doc(alias = "ConstantLR")]
pub struct PiecewiseConstantDecay {
    config: Config,
    /// For each value but the first, the step at which it begins. Shorter where that is beyond every step.
    first_steps: Vec<u64>,
    /// Finds a step among them.
    index: SearchIndex,
}

impl PiecewiseConstantDecay {
    /// A table of rates and the last step of each but the last.
    ///
    /// # Errors
    ///
    /// If there is not exactly one value more than there are boundaries, if the boundaries are not finite,
    /// below 0 or not strictly increasing, or if a value is not finite or below 0.
    pub fn new<B: Into<StepCount>>(
        boundaries: impl IntoIterator<Item = B>,
        values: impl Into<Vec<f64>>,
    ) -> Result<Self, ScheduleError> {
        let boundaries = boundaries.into_iter().map(Into::into).collect();
        Self::checked(Config { boundaries, values: values.into(), name: None })
    }

    /// Multiplies the rate by `gamma` at each milestone, counted as PyTorch and optax count: a milestone is
    /// the first step of the new rate.
    ///
    /// ```
    /// use glidepath::prelude::*;
    ///
    /// let schedule = PiecewiseConstantDecay::from_milestones(0.1, [30, 60], 0.5)?;
    /// assert_eq!(schedule.learning_rate(29), 0.1);
    /// assert_eq!(schedule.learning_rate(30), 0.05);
    /// assert_eq!(schedule.learning_rate(60), 0.025);
    /// # Ok::<(), glidepath::ScheduleError>(())
    /// ```
    ///
    /// Milestones that count epochs become steps by [`stretched`](crate::ScheduleExt::stretched).
    ///
    /// # Errors
    ///
    /// If `initial_learning_rate` or `gamma` is not finite or below 0, or if the milestones are not finite,
    /// not above 0 or not strictly increasing.
    #[doc(alias = "MultiStepLR")]
    pub fn from_milestones<M: Into<StepCount>>(
        initial_learning_rate: f64,
        milestones: impl IntoIterator<Item = M>,
        gamma: f64,
    ) -> Result<Self, ScheduleError> {
        let milestones: Vec<StepCount> = milestones.into_iter().map(Into::into).collect();
        check::each("milestones", &milestones, check::positive_steps)?;
        check::increasing("milestones", &milestones)?;
        check::non_negative("gamma", gamma)?;
        let powers = ExponentialDecay::new(initial_learning_rate, 1, gamma)?;
        let values: Vec<f64> =
            (0..=milestones.len()).map(|count| powers.learning_rate(count as u64)).collect();
        // The last step before a milestone; a milestone between two steps is itself such a boundary.
        let before =
            |milestone: StepCount| milestone.whole().map_or(milestone, |step| StepCount::from(step - 1));
        Self::new(milestones.into_iter().map(before), values)
    }

    fn piece_at(&self, step: u64) -> usize {
        self.index.count_up_to(step, &self.first_steps)
    }

    fn checked(config: Config) -> Result<Self, ScheduleError> {
        check::each("boundaries", &config.boundaries, check::non_negative_steps)?;
        check::increasing("boundaries", &config.boundaries)?;
        check::one_more("values", config.values.len(), "boundaries", config.boundaries.len())?;
        check::each("values", &config.values, check::non_negative)?;
        let first_steps: Vec<u64> =
            config.boundaries.iter().map_while(|boundary| boundary.next_step()).collect();
        let index = SearchIndex::new(&first_steps);
        Ok(Self { config, first_steps, index })
    }
}

class! {
    /// Holds one rate up to and including each boundary.
    struct Config for PiecewiseConstantDecay {
        /// The last step of each rate but the last, in increasing order.
        #[schemars(with = "Vec<crate::schema::NonNegativeSteps>")]
        pub boundaries: Vec<StepCount> => &[StepCount],
        /// The rates, one more than there are boundaries.
        #[schemars(with = "Vec<crate::schema::NonNegative>")]
        pub values: Vec<f64> => &[f64],
    }
}

impl LearningRateSchedule for PiecewiseConstantDecay {
    fn learning_rate(&self, step: u64) -> f64 {
        self.config.values[self.piece_at(step)]
    }

    fn fill(&self, first_step: u64, mut rates: &mut [f64]) {
        let mut step = first_step;
        for piece in self.piece_at(step).. {
            let value = self.config.values[piece];
            let Some(&end) = self.first_steps.get(piece) else {
                return rates.fill(value);
            };
            let (filled, rest) = fill::split_after(end - step, rates);
            filled.fill(value);
            if rest.is_empty() {
                return;
            }
            rates = rest;
            step = end;
        }
    }
}
