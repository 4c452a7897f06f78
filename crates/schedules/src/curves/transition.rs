//! From one rate to another.

use glidepath_core::LearningRateSchedule;

use crate::arithmetic::smooth;
use crate::curves::ramp::Ramp;
use crate::parameters::{check, class};
use crate::{Curve, ScheduleError, StepCount};

/// Goes from `initial_learning_rate` to `end_learning_rate` in `transition_steps` steps, along a
/// [`Curve`], and stays there.
///
/// It is the part that ramps, decays and cooldowns are made of; with [`Sequential`](crate::Sequential) it
/// makes every trapezoid.
///
#[cfg_attr(doc, doc = include_str!("../../plots/transition.svg"))]
///
/// Elsewhere: `optax.linear_schedule`, `optax.polynomial_schedule`, `optax.cosine_decay_schedule`;
/// `SchedLin`, `SchedCos`, `SchedExp`, `SchedPoly` in fastai; `LinearLR` in PyTorch, whose factors are shares
/// of the base rate.
///
/// # Example
/// ```
/// use glidepath::prelude::*;
///
/// let ramp = Transition::new(0.0, 0.1, 100)?;
/// assert_eq!(ramp.learning_rate(50), 0.05);
/// assert_eq!(ramp.learning_rate(1_000), 0.1);
///
/// let cooldown = Transition::new(0.1, 0.001, 100)?.with_curve(Curve::Geometric)?;
/// assert_eq!(cooldown.learning_rate(50), 0.01);
/// # Ok::<(), glidepath::ScheduleError>(())
/// ```
#[derive(Clone)]
#[doc(alias = "LinearLR")]
#[doc(alias = "linear_schedule")]
#[doc(alias = "polynomial_schedule")]
#[doc(alias = "SchedLin")]
#[doc(alias = "SchedCos")]
#[doc(alias = "SchedExp")]
#[doc(alias = "SchedPoly")]
#[doc(alias = "LinearLrScheduler")]
#[doc(alias = "SWALR")]
pub struct Transition {
    config: Config,
    ramp: Ramp,
}

impl Transition {
    /// A straight line from `initial_learning_rate` to `end_learning_rate`, which is reached after
    /// `transition_steps`.
    ///
    /// # Errors
    ///
    /// If a rate is not finite or below 0, or `transition_steps` is not finite or not above 0.
    pub fn new(
        initial_learning_rate: f64,
        end_learning_rate: f64,
        transition_steps: impl Into<StepCount>,
    ) -> Result<Self, ScheduleError> {
        Self::checked(Config {
            initial_learning_rate,
            end_learning_rate,
            transition_steps: transition_steps.into(),
            curve: Curve::Linear,
            name: None,
        })
    }

    /// Bends the line. Default: linear.
    ///
    /// # Errors
    ///
    /// If a parameter of the curve is out of its range, or a rate is 0 and the curve geometric.
    pub fn with_curve(self, curve: Curve) -> Result<Self, ScheduleError> {
        Self::checked(Config { curve, ..self.config })
    }

    fn checked(config: Config) -> Result<Self, ScheduleError> {
        let (initial, end) = (config.initial_learning_rate, config.end_learning_rate);
        check::non_negative("initial_learning_rate", initial)?;
        check::non_negative("end_learning_rate", end)?;
        check::positive_steps("transition_steps", config.transition_steps)?;
        let rates = [("initial_learning_rate", initial), ("end_learning_rate", end)];
        config.curve.check_between("curve", rates)?;
        Ok(Self { ramp: Ramp::new(initial, end, config.transition_steps, config.curve), config })
    }
}

class! {
    /// Goes from one rate to another along a curve, and stays there.
    struct Config for Transition {
        /// The rate at step 0.
        #[schemars(with = "crate::schema::NonNegative")]
        pub initial_learning_rate: f64,
        /// The rate at the end.
        #[schemars(with = "crate::schema::NonNegative")]
        pub end_learning_rate: f64,
        /// The number of steps to the end.
        #[schemars(with = "crate::schema::PositiveSteps")]
        pub transition_steps: StepCount,
        /// The curve between the two rates.
        #[serde(default)]
        pub curve: Curve,
    }
}

impl LearningRateSchedule for Transition {
    fn learning_rate(&self, step: u64) -> f64 {
        smooth::rate(&self.ramp, step)
    }

    fn fill(&self, first_step: u64, rates: &mut [f64]) {
        smooth::fill(&self.ramp, first_step, rates);
    }
}
