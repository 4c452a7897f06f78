//! The way from one rate to another, which `Transition` and `Warmup` share.

use crate::arithmetic::{Cache, CachedFormula, Formula, Real, Stretch};
use crate::parts::moment::Moment;
use crate::{Curve, StepCount};

/// Goes from one rate to another along a curve, and stays there.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Ramp {
    from: f64,
    to: f64,
    steps: StepCount,
    curve: Curve,
    cache: Cache,
}

impl Ramp {
    pub(crate) fn new(from: f64, to: f64, steps: StepCount, curve: Curve) -> Self {
        Self { from, to, steps, curve, cache: Cache::default() }
    }
}

impl Formula for Ramp {
    /// Whether the end is still to come.
    type Part = bool;

    fn stretch(&self, step: u64) -> Stretch<bool> {
        let end = self.steps.first_step_from_here();
        Stretch::before(end, step, true).unwrap_or(Stretch::hold_from(step, false))
    }

    fn value<R: Real>(&self, runs: &bool, step: R) -> R {
        let (from, to) = (step.number(self.from), step.number(self.to));
        if !runs {
            return to;
        }
        let length = step.steps(self.steps);
        let at = Moment::new(step.clone(), length.clone() - step, length);
        self.curve.between(from, to, &at)
    }
}

impl CachedFormula for Ramp {
    fn cache(&self) -> &Cache {
        &self.cache
    }
}
