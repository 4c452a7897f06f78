//! The corners that the rate and the momentum of the one-cycle policy share.

use crate::Interpolation;
use crate::arithmetic::{Fraction, Real, Stretch};
use crate::parameters::check::{self, Checked};
use crate::parts::moment::Moment;

/// Where the corners lie, and the way between them.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct OneCycleCorners {
    pub(crate) total_steps: u64,
    pub(crate) pct_start: f64,
    pub(crate) anneal_strategy: Interpolation,
    pub(crate) three_phase: bool,
}

/// The ways between the corners.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Phase {
    Rise,
    Fall,
    Finish,
}

/// What lies between the ways.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Corner {
    Begin,
    First,
    /// The one that only three phases have.
    Middle,
    End,
}

impl OneCycleCorners {
    pub(crate) fn default_pct_start() -> f64 {
        0.3
    }

    pub(crate) fn default_anneal_strategy() -> Interpolation {
        Interpolation::Cosine
    }

    pub(crate) fn check(&self) -> Checked {
        if self.total_steps < 2 {
            return Err(check::out_of_range("total_steps", "at least 2", self.total_steps));
        }
        check::fraction("pct_start", self.pct_start)
    }

    /// The first steps after the first corner and, with three phases, after the middle one.
    pub(crate) fn phase_ends(&self) -> [Option<u64>; 2] {
        let rise = &Fraction::from_f64(self.pct_start) * &Fraction::whole(self.total_steps);
        let one = Fraction::whole(1);
        // A corner at or before step 0 does not end a phase.
        let first_after = |corner: Fraction| {
            if corner.is_negative() || corner.is_zero() { Some(0) } else { corner.first_step_after() }
        };
        let corner = &rise - &one;
        [first_after(corner.clone()), first_after(&corner + &corner)]
    }

    /// The phase of a step. As in PyTorch, a corner is the end of the phase before it, and the last step
    /// stays.
    pub(crate) fn stretch(&self, phase_ends: [Option<u64>; 2], step: u64) -> Stretch<Phase> {
        let end = self.total_steps - 1;
        let at = step.min(end);
        let [rise_end, fall_end] = phase_ends;
        let is_before = |end: Option<u64>| end.is_none_or(|end| at < end);
        let (phase, phase_end) = if is_before(rise_end) {
            (Phase::Rise, rise_end)
        } else if self.three_phase && is_before(fall_end) {
            (Phase::Fall, fall_end)
        } else {
            (Phase::Finish, None)
        };
        if step >= end {
            return Stretch::hold_from(end, phase);
        }
        Stretch::until(phase_end.map_or(end, |phase_end| phase_end.min(end)) - 1, phase)
    }

    /// The value in a phase, from those at the corners.
    #[inline(always)]
    pub(crate) fn value<R: Real>(&self, phase: Phase, at: impl Fn(Corner) -> R, step: R) -> R {
        let one = step.number(1.0);
        let total = step.whole(self.total_steps);
        let rise = total.clone() * step.number(self.pct_start) - one.clone();
        let end = total - one;
        let (begin, end, from, to) = match phase {
            Phase::Rise => (step.number(0.0), rise, Corner::Begin, Corner::First),
            Phase::Fall => (rise.clone(), rise.clone() + rise, Corner::First, Corner::Middle),
            Phase::Finish if self.three_phase => (rise.clone() + rise, end, Corner::Middle, Corner::End),
            Phase::Finish => (rise, end, Corner::First, Corner::End),
        };
        self.anneal_strategy.between(at(from), at(to), &Moment::between(step, begin, end))
    }
}
