//! The one-cycle policy, as PyTorch's `OneCycleLR`.

use crate::arithmetic::{Cache, Formula, Real, Stretch};
use crate::named::one_cycle_corners::{Corner, OneCycleCorners, Phase};
use crate::parameters::{check, class, rates_by_formula};
use crate::{Interpolation, OneCycleMomentum, ScheduleError, StepCount};

/// Rises from `max_learning_rate / div_factor` to `max_learning_rate`, falls back and far below where it
/// began, to `max_learning_rate / (div_factor * final_div_factor)`: one cycle over the whole run.
///
/// With `T = total_steps` and `p = pct_start` the corners lie at the moments 0, `pT - 1` and `T - 1`, which
/// need not be whole. With [`three_phase`](Self::with_three_phase) the way down has a corner at `2pT - 2`,
/// where the rate is again the initial one. Between the corners it goes along half cosines, or straight
/// lines. From step `T - 1` on it stays.
///
/// A corner belongs to the way that leads to it, as in PyTorch: with `pct_start` 1 the last step has
/// `max_learning_rate`.
///
/// DIFFERENCE: PyTorch gives a rate for step T, too, that climbs again or is negative, and then raises an
/// error.
///
#[cfg_attr(doc, doc = include_str!("../../plots/one_cycle.svg"))]
///
/// Elsewhere: `OneCycleLR` in PyTorch; `fit_one_cycle` in fastai. optax's `cosine_onecycle_schedule` has its
/// corners at whole steps, `int(pT)` and `T`.
///
/// # Example
/// ```
/// use glidepath::prelude::*;
///
/// let schedule = OneCycle::new(1.0, 101)?.with_pct_start(0.5)?.with_div_factor(4.0)?;
/// assert_eq!(schedule.learning_rate(0), 0.25);
/// assert_eq!(schedule.learning_rate(100), 0.25 / 10_000.0);
/// # Ok::<(), glidepath::ScheduleError>(())
/// ```
///
/// The paper: Smith and Topin, *Super-Convergence*, 2017 (arXiv:1708.07120).
#[derive(Clone)]
#[doc(alias = "OneCycleLR")]
#[doc(alias = "1cycle")]
#[doc(alias = "cosine_onecycle_schedule")]
pub struct OneCycle {
    config: Config,
    phase_ends: [Option<u64>; 2],
    cache: Cache,
}

impl OneCycle {
    /// One cycle up to `max_learning_rate` in `total_steps`, with PyTorch's defaults.
    ///
    /// # Errors
    ///
    /// If `max_learning_rate` is not between 0 and 1e100, or `total_steps` is not a whole number
    /// from 2.
    pub fn new(max_learning_rate: f64, total_steps: impl Into<StepCount>) -> Result<Self, ScheduleError> {
        Self::checked(Config {
            max_learning_rate,
            total_steps: check::whole_steps("total_steps", total_steps)?,
            pct_start: OneCycleCorners::default_pct_start(),
            anneal_strategy: OneCycleCorners::default_anneal_strategy(),
            div_factor: default_div_factor(),
            final_div_factor: default_final_div_factor(),
            three_phase: false,
            name: None,
        })
    }

    /// The share of the steps that the rate rises in. Default: 0.3.
    ///
    /// # Errors
    ///
    /// If `pct_start` is not between 0 and 1.
    pub fn with_pct_start(self, pct_start: f64) -> Result<Self, ScheduleError> {
        Self::checked(Config { pct_start, ..self.config })
    }

    /// The curve between the corners. Default: half cosines.
    #[must_use]
    pub fn with_anneal_strategy(self, anneal_strategy: Interpolation) -> Self {
        Self::build(Config { anneal_strategy, ..self.config })
    }

    /// The greatest rate over the initial one. Default: 25.
    ///
    /// # Errors
    ///
    /// If `div_factor` is not between 1e-100 and 1e100.
    pub fn with_div_factor(self, div_factor: f64) -> Result<Self, ScheduleError> {
        Self::checked(Config { div_factor, ..self.config })
    }

    /// The initial rate over the last one. Default: 10,000.
    ///
    /// # Errors
    ///
    /// If `final_div_factor` is not between 1e-100 and 1e100.
    pub fn with_final_div_factor(self, final_div_factor: f64) -> Result<Self, ScheduleError> {
        Self::checked(Config { final_div_factor, ..self.config })
    }

    /// Whether the way down passes the initial rate at a corner of its own. Default: `false`.
    #[must_use]
    pub fn with_three_phase(self, three_phase: bool) -> Self {
        Self::build(Config { three_phase, ..self.config })
    }

    /// The momentum that goes against this rate, with PyTorch's bounds 0.85 and 0.95.
    pub fn momentum(&self) -> OneCycleMomentum {
        OneCycleMomentum::with_corners(self.config.corners())
    }

    fn checked(config: Config) -> Result<Self, ScheduleError> {
        check::moderate("max_learning_rate", config.max_learning_rate)?;
        config.corners().check()?;
        check::divisor("div_factor", config.div_factor)?;
        check::divisor("final_div_factor", config.final_div_factor)?;
        Ok(Self::build(config))
    }

    fn build(config: Config) -> Self {
        Self { phase_ends: config.corners().phase_ends(), config, cache: Cache::default() }
    }
}

class! {
    /// One cycle over the whole run: up to the greatest rate, then far down.
    struct Config for OneCycle {
        /// The greatest rate.
        #[schemars(with = "crate::schema::Moderate")]
        pub max_learning_rate: f64,
        /// The number of steps of the run.
        #[serde(deserialize_with = "crate::whole_steps::deserialize")]
        #[schemars(with = "crate::schema::WholeSteps", extend("minimum" = 2))]
        pub total_steps: u64,
        /// The share of the steps in which the rate rises.
        #[serde(default = "OneCycleCorners::default_pct_start")]
        #[schemars(with = "crate::schema::Fraction")]
        pub pct_start: f64,
        /// The curve between the corners.
        #[serde(default = "OneCycleCorners::default_anneal_strategy")]
        pub anneal_strategy: Interpolation,
        /// The greatest rate divided by the first.
        #[serde(default = "default_div_factor")]
        #[schemars(with = "crate::schema::Divisor")]
        pub div_factor: f64,
        /// The first rate divided by the last.
        #[serde(default = "default_final_div_factor")]
        #[schemars(with = "crate::schema::Divisor")]
        pub final_div_factor: f64,
        /// Whether the rate goes back to the first as fast as it rose, and only then to the last.
        #[serde(default)]
        pub three_phase: bool,
    }
}

rates_by_formula!(OneCycle);

impl Formula for OneCycle {
    type Part = Phase;

    fn stretch(&self, step: u64) -> Stretch<Phase> {
        self.config.corners().stretch(self.phase_ends, step)
    }

    fn value<R: Real>(&self, phase: &Phase, step: R) -> R {
        let Config { max_learning_rate, div_factor, final_div_factor, .. } = self.config;
        let max = step.number(max_learning_rate);
        let at = |corner| match corner {
            Corner::First => max.clone(),
            Corner::Begin | Corner::Middle => max.clone() / max.number(div_factor),
            Corner::End => max.clone() / (max.number(div_factor) * max.number(final_div_factor)),
        };
        self.config.corners().value(*phase, at, step)
    }
}

fn default_div_factor() -> f64 {
    25.0
}

fn default_final_div_factor() -> f64 {
    10_000.0
}

impl Config {
    fn corners(&self) -> OneCycleCorners {
        let Self { total_steps, pct_start, anneal_strategy, three_phase, .. } = *self;
        OneCycleCorners { total_steps, pct_start, anneal_strategy, three_phase }
    }
}
