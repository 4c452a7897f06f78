//! A curve through given points.

use alloc::vec::Vec;

use crate::arithmetic::{Cache, Formula, Real, Stretch};
use crate::parameters::{check, class, rates_by_formula};
use crate::parts::moment::Moment;
use crate::{Interpolation, ScheduleError, StepCount};

/// Goes through the points (`steps[i]`, `learning_rates[i]`), in straight lines or along half cosines. Before
/// the first point the rate is that of the first, after the last that of the last.
///
/// The points need not lie at whole steps.
///
#[cfg_attr(doc, doc = include_str!("../../plots/interpolated.svg"))]
///
/// Elsewhere: `optax.piecewise_interpolate_schedule`, whose points are products of factors; `PiecewiseLinear`
/// in PyTorch-Ignite.
///
/// # Example
/// ```
/// use glidepath::prelude::*;
///
/// let schedule = Interpolated::new([0, 100, 300], [0.0, 0.5, 0.25])?;
/// assert_eq!(schedule.learning_rate(50), 0.25);
/// assert_eq!(schedule.learning_rate(200), 0.375);
/// assert_eq!(schedule.learning_rate(1_000), 0.25);
/// # Ok::<(), glidepath::ScheduleError>(())
/// ```
#[derive(Clone)]
#[doc(alias = "piecewise_interpolate_schedule")]
#[doc(alias = "PiecewiseLinear")]
pub struct Interpolated {
    config: Config,
    /// The first step that is not before each point; shorter where that is beyond every step.
    first_steps: Vec<u64>,
    cache: Cache,
}

impl Interpolated {
    /// Straight lines between points.
    ///
    /// # Errors
    ///
    /// If there are no points, or not as many rates as steps; if the steps are not finite, below 0 or not
    /// strictly increasing; if a rate is not finite or below 0.
    pub fn new<T: Into<StepCount>>(
        steps: impl IntoIterator<Item = T>,
        learning_rates: impl Into<Vec<f64>>,
    ) -> Result<Self, ScheduleError> {
        Self::checked(Config {
            steps: steps.into_iter().map(Into::into).collect(),
            learning_rates: learning_rates.into(),
            interpolation: Interpolation::Linear,
            name: None,
        })
    }

    /// The curve between the points. Default: linear.
    #[must_use]
    pub fn with_interpolation(self, interpolation: Interpolation) -> Self {
        Self::build(Config { interpolation, ..self.config })
    }

    fn checked(config: Config) -> Result<Self, ScheduleError> {
        check::not_empty("steps", config.steps.len())?;
        check::each("steps", &config.steps, check::non_negative_steps)?;
        check::increasing("steps", &config.steps)?;
        check::as_many("learning_rates", config.learning_rates.len(), "steps", config.steps.len())?;
        check::each("learning_rates", &config.learning_rates, check::non_negative)?;
        Ok(Self::build(config))
    }

    fn build(config: Config) -> Self {
        let first_steps = config.steps.iter().map_while(|step| step.first_step_from_here()).collect();
        Self { config, first_steps, cache: Cache::default() }
    }
}

class! {
    /// Goes through given points, in straight lines or along half cosines.
    struct Config for Interpolated {
        /// Where the points lie, in increasing order.
        #[schemars(with = "Vec<crate::schema::NonNegativeSteps>", length(min = 1))]
        pub steps: Vec<StepCount> => &[StepCount],
        /// The rates at the points.
        #[schemars(with = "Vec<crate::schema::NonNegative>", length(min = 1))]
        pub learning_rates: Vec<f64> => &[f64],
        /// The curve between the points.
        #[serde(default)]
        pub interpolation: Interpolation,
    }
}

rates_by_formula!(Interpolated);

impl Formula for Interpolated {
    /// How many points have been passed.
    type Part = usize;

    fn stretch(&self, step: u64) -> Stretch<usize> {
        let passed = self.first_steps.partition_point(|&first_step| first_step <= step);
        if passed == self.config.steps.len() {
            return Stretch::hold_from(step, passed);
        }
        let last = self.first_steps.get(passed).map_or(u64::MAX, |&next| next - 1);
        if passed == 0 { Stretch::hold(last, 0) } else { Stretch::until(last, passed) }
    }

    fn value<R: Real>(&self, passed: &usize, step: R) -> R {
        let Config { steps, learning_rates, .. } = &self.config;
        let passed = *passed;
        if passed == 0 || passed == steps.len() {
            return step.number(learning_rates[passed.saturating_sub(1)]);
        }
        let [from, to] = [learning_rates[passed - 1], learning_rates[passed]];
        let [begin, end] = [steps[passed - 1], steps[passed]].map(|at| step.steps(at));
        let at = Moment::between(step, begin, end);
        self.config.interpolation.between(at.number(from), at.number(to), &at)
    }
}
