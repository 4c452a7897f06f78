//! The momentum of the one-cycle policy.

use crate::arithmetic::{Cache, Formula, Real, Stretch};
use crate::named::one_cycle_corners::{Corner, OneCycleCorners, Phase};
use crate::parameters::{check, class, rates_by_formula};
use crate::{Interpolation, ScheduleError};

/// The momentum that mirrors the rate of a [`OneCycle`](crate::OneCycle): from `max_momentum` down to
/// `base_momentum` while the rate rises, and back up while it falls; with three phases it stays at
/// `max_momentum` in the third.
///
/// Optimizers with two betas take it as the first. It is had from the rate by
/// [`OneCycle::momentum`](crate::OneCycle::momentum).
///
#[cfg_attr(doc, doc = include_str!("../../plots/one_cycle_momentum.svg"))]
///
/// # Example
/// ```
/// use glidepath::prelude::*;
///
/// let momentum = OneCycle::new(1.0, 100)?.momentum().with_bounds(0.8, 0.9)?;
/// assert_eq!(momentum.learning_rate(0), 0.9);
/// assert_eq!(momentum.learning_rate(29), 0.8); // where the rate is greatest
/// assert_eq!(momentum.learning_rate(99), 0.9);
/// # Ok::<(), glidepath::ScheduleError>(())
/// ```
#[derive(Clone)]
pub struct OneCycleMomentum {
    config: Config,
    phase_ends: [Option<u64>; 2],
    cache: Cache,
}

impl OneCycleMomentum {
    pub(crate) fn with_corners(corners: OneCycleCorners) -> Self {
        Self::build(Config {
            total_steps: corners.total_steps,
            base_momentum: default_base_momentum(),
            max_momentum: default_max_momentum(),
            pct_start: corners.pct_start,
            anneal_strategy: corners.anneal_strategy,
            three_phase: corners.three_phase,
            name: None,
        })
    }

    /// The least momentum and the greatest. Default: 0.85 and 0.95.
    ///
    /// # Errors
    ///
    /// If one is not finite or below 0.
    pub fn with_bounds(self, base_momentum: f64, max_momentum: f64) -> Result<Self, ScheduleError> {
        Self::checked(Config { base_momentum, max_momentum, ..self.config })
    }

    fn checked(config: Config) -> Result<Self, ScheduleError> {
        config.corners().check()?;
        check::non_negative("base_momentum", config.base_momentum)?;
        check::non_negative("max_momentum", config.max_momentum)?;
        Ok(Self::build(config))
    }

    fn build(config: Config) -> Self {
        Self { phase_ends: config.corners().phase_ends(), config, cache: Cache::default() }
    }
}

class! {
    /// The momentum that mirrors the rate of a `OneCycle`.
    struct Config for OneCycleMomentum {
        /// The number of steps of the run.
        #[serde(deserialize_with = "crate::whole_steps::deserialize")]
        #[schemars(with = "crate::schema::WholeSteps", extend("minimum" = 2))]
        priv total_steps: u64,
        /// The momentum where the rate is greatest.
        #[serde(default = "default_base_momentum")]
        #[schemars(with = "crate::schema::NonNegative")]
        pub base_momentum: f64,
        /// The momentum at beginning and end.
        #[serde(default = "default_max_momentum")]
        #[schemars(with = "crate::schema::NonNegative")]
        pub max_momentum: f64,
        /// The share of the steps in which the rate rises.
        #[serde(default = "OneCycleCorners::default_pct_start")]
        #[schemars(with = "crate::schema::Fraction")]
        priv pct_start: f64,
        /// The curve between the corners.
        #[serde(default = "OneCycleCorners::default_anneal_strategy")]
        priv anneal_strategy: Interpolation,
        /// Whether there is a third phase, in which the momentum stays at its greatest.
        #[serde(default)]
        priv three_phase: bool,
    }
}

rates_by_formula!(OneCycleMomentum);

impl Formula for OneCycleMomentum {
    type Part = Phase;

    fn stretch(&self, step: u64) -> Stretch<Phase> {
        self.config.corners().stretch(self.phase_ends, step)
    }

    fn value<R: Real>(&self, phase: &Phase, step: R) -> R {
        let number = step.number(0.0);
        let at = |corner| match corner {
            Corner::First => number.number(self.config.base_momentum),
            Corner::Begin | Corner::Middle | Corner::End => number.number(self.config.max_momentum),
        };
        self.config.corners().value(*phase, at, step)
    }
}

fn default_base_momentum() -> f64 {
    0.85
}

fn default_max_momentum() -> f64 {
    0.95
}

impl Config {
    fn corners(&self) -> OneCycleCorners {
        let Self { total_steps, pct_start, anneal_strategy, three_phase, .. } = *self;
        OneCycleCorners { total_steps, pct_start, anneal_strategy, three_phase }
    }
}
