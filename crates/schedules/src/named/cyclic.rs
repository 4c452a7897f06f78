//! Triangles, as PyTorch's `CyclicLR`.

use crate::arithmetic::{Cache, Formula, Real, Stretch};
use crate::parameters::{check, class, one, rates_by_formula};
use crate::{ScheduleError, StepCount};

/// Goes in straight lines from `base_learning_rate` to `max_learning_rate` in `step_size_up` steps and back
/// in `step_size_down`, again and again: `base + (max - base) * triangle * height`, where the height is 1, or
/// falls by [`CyclicMode`].
///
/// The base may lie above the other rate; then the triangles hang down. A momentum that cycles against the
/// rate is such a one: [`momentum`](Self::momentum).
///
#[cfg_attr(doc, doc = include_str!("../../plots/cyclic.svg"))]
///
/// Elsewhere: `CyclicLR` in PyTorch, `CyclicalLearningRate` in TensorFlow Addons.
///
/// # Example
/// ```
/// use glidepath::prelude::*;
///
/// let schedule = Cyclic::new(0.25, 0.5, 10)?.with_mode(CyclicMode::Triangular2);
/// assert_eq!(schedule.learning_rate(10), 0.5);
/// assert_eq!(schedule.learning_rate(20), 0.25);
/// assert_eq!(schedule.learning_rate(30), 0.375); // half as high
/// # Ok::<(), glidepath::ScheduleError>(())
/// ```
///
/// The paper: Smith, *Cyclical Learning Rates for Training Neural Networks*, 2015 (arXiv:1506.01186).
#[derive(Clone)]
#[doc(alias = "CyclicLR")]
#[doc(alias = "CyclicalLearningRate")]
#[doc(alias = "CLR")]
#[doc(alias = "Triangular2CyclicalLearningRate")]
pub struct Cyclic {
    config: Config,
    cache: Cache,
}

/// How the height of the triangles changes.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize), serde(rename_all = "snake_case"))]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[non_exhaustive]
pub enum CyclicMode {
    /// It does not.
    #[default]
    Triangular,
    /// Each is half as high as the one before.
    Triangular2,
    /// By the factor `gamma` at every step.
    ExpRange,
}

impl Cyclic {
    /// Triangles between two rates, with `step_size_up` steps up and as many down.
    ///
    /// # Errors
    ///
    /// If a rate is not finite or below 0, or `step_size_up` is not a whole number above 0.
    pub fn new(
        base_learning_rate: f64,
        max_learning_rate: f64,
        step_size_up: impl Into<StepCount>,
    ) -> Result<Self, ScheduleError> {
        Self::checked(Config {
            base_learning_rate,
            max_learning_rate,
            step_size_up: check::whole_steps("step_size_up", step_size_up)?,
            step_size_down: None,
            mode: CyclicMode::Triangular,
            gamma: one(),
            name: None,
        })
    }

    /// The number of steps back. Default: as many as up.
    ///
    /// # Errors
    ///
    /// If `step_size_down` is not a whole number above 0, or a whole cycle is 2^64 steps or longer.
    pub fn with_step_size_down(self, step_size_down: impl Into<StepCount>) -> Result<Self, ScheduleError> {
        let step_size_down = check::whole_steps("step_size_down", step_size_down)?;
        Self::checked(Config { step_size_down: Some(step_size_down), ..self.config })
    }

    /// How the height changes. Default: [`CyclicMode::Triangular`].
    #[must_use]
    pub fn with_mode(self, mode: CyclicMode) -> Self {
        Self::build(Config { mode, ..self.config })
    }

    /// The factor for [`CyclicMode::ExpRange`]. Default: 1.
    ///
    /// # Errors
    ///
    /// If `gamma` is not between 0 and 1.
    pub fn with_gamma(self, gamma: f64) -> Result<Self, ScheduleError> {
        Self::checked(Config { gamma, ..self.config })
    }

    /// The momentum that goes against this rate: `max_momentum` where the rate is at its base,
    /// `base_momentum` where it is greatest. PyTorch's defaults are 0.8 and 0.9.
    ///
    /// # Errors
    ///
    /// If a momentum is not finite or below 0.
    pub fn momentum(&self, base_momentum: f64, max_momentum: f64) -> Result<Self, ScheduleError> {
        Self::checked(Config {
            base_learning_rate: max_momentum,
            max_learning_rate: base_momentum,
            name: None,
            ..self.config.clone()
        })
    }

    /// The number of steps back.
    pub fn step_size_down(&self) -> u64 {
        self.config.step_size_down.unwrap_or(self.config.step_size_up)
    }

    fn checked(config: Config) -> Result<Self, ScheduleError> {
        check::non_negative("base_learning_rate", config.base_learning_rate)?;
        check::non_negative("max_learning_rate", config.max_learning_rate)?;
        check::positive_count("step_size_up", config.step_size_up)?;
        let step_size_down = config.step_size_down.unwrap_or(config.step_size_up);
        check::positive_count("step_size_down", step_size_down)?;
        if config.step_size_up.checked_add(step_size_down).is_none() {
            return Err(check::out_of_range(
                "step_size_down",
                "such that a cycle is below 2^64",
                step_size_down,
            ));
        }
        check::fraction("gamma", config.gamma)?;
        Ok(Self::build(config))
    }

    fn build(config: Config) -> Self {
        Self { config, cache: Cache::default() }
    }
}

class! {
    /// Goes up and down between two rates in straight lines, again and again.
    struct Config for Cyclic {
        /// The rate at step 0.
        #[schemars(with = "crate::schema::NonNegative")]
        pub base_learning_rate: f64,
        /// The rate at the top of the first triangle.
        #[schemars(with = "crate::schema::NonNegative")]
        pub max_learning_rate: f64,
        /// The number of steps up.
        #[serde(default = "default_step_size_up", deserialize_with = "crate::whole_steps::deserialize")]
        #[schemars(with = "crate::schema::WholeSteps")]
        pub step_size_up: u64,
        /// The number of steps back. Without it, as many as up.
        #[serde(default, deserialize_with = "crate::whole_steps::deserialize")]
        #[schemars(with = "Option<crate::schema::WholeSteps>")]
        priv step_size_down: Option<u64>,
        /// How the height of the triangles changes.
        #[serde(default)]
        pub mode: CyclicMode,
        /// The factor by which `exp_range` changes the height at every step.
        #[serde(default = "crate::parameters::one")]
        #[schemars(with = "crate::schema::Fraction")]
        pub gamma: f64,
    }
}

rates_by_formula!(Cyclic);

/// One way of a cycle.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Cycle {
    number: u64,
    begin: u64,
    is_back: bool,
}

impl Formula for Cyclic {
    type Part = Cycle;

    fn stretch(&self, step: u64) -> Stretch<Cycle> {
        let (up, down) = (self.step_size_up(), self.step_size_down());
        let (number, rest) = (step / (up + down), step % (up + down));
        let is_back = rest > up;
        let after = if is_back { up + down - rest - 1 } else { up - rest };
        Stretch::until(step.saturating_add(after), Cycle { number, begin: step - rest, is_back })
    }

    fn cycle(&self) -> Option<u64> {
        let is_same = self.config.mode == CyclicMode::Triangular;
        is_same.then(|| self.step_size_up() + self.step_size_down())
    }

    fn value<R: Real>(&self, cycle: &Cycle, step: R) -> R {
        let Config { base_learning_rate, max_learning_rate, mode, gamma, .. } = self.config;
        let [base, max] = [base_learning_rate, max_learning_rate].map(|rate| step.number(rate));
        let [up, down] = [self.step_size_up(), self.step_size_down()].map(|steps| step.whole(steps));
        let rest = step.clone() - step.whole(cycle.begin);
        let height = match mode {
            CyclicMode::Triangular => step.number(1.0),
            CyclicMode::Triangular2 => step.number(0.5).power(step.whole(cycle.number)),
            CyclicMode::ExpRange => step.number(gamma).power(step),
        };
        let triangle = if cycle.is_back { (up + down.clone() - rest) / down } else { rest / up };
        base.clone() + (max - base) * triangle * height
    }
}

/// PyTorch's default, for files that leave it out.
#[cfg(feature = "serde")]
fn default_step_size_up() -> u64 {
    2_000
}
