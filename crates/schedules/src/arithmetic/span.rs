//! A stretch of steps with a beginning and an end.

use super::{DoubleDouble, Factor};
use crate::StepCount;

/// A positive, finite number of steps, prepared for dividing by it.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct Span {
    steps: StepCount,
    length: DoubleDouble,
    reciprocal: Factor,
}

impl Span {
    pub(crate) fn new(steps: StepCount) -> Self {
        let length = steps.to_double_double();
        Self { steps, length, reciprocal: Factor::new(DoubleDouble::ONE / length) }
    }

    pub(crate) fn length(&self) -> DoubleDouble {
        self.length
    }

    pub(crate) fn reciprocal(&self) -> DoubleDouble {
        self.reciprocal.value()
    }

    /// The number of steps if it is whole.
    pub(crate) fn whole(&self) -> Option<u64> {
        self.steps.whole()
    }

    /// How many steps are left after `step` of them, if any.
    #[inline(always)]
    pub(crate) fn remaining(&self, step: u64) -> Option<DoubleDouble> {
        if let Some(whole) = self.steps.whole() {
            return (step < whole).then(|| DoubleDouble::from_u64(whole - step));
        }
        let remaining = self.length.minus_u64(step);
        (remaining.hi > 0.0).then_some(remaining)
    }

    /// The share that is left after `step` steps, if any.
    #[inline(always)]
    pub(crate) fn share_left(&self, step: u64) -> Option<DoubleDouble> {
        if let Some(whole) = self.steps.whole() {
            return (step < whole).then(|| self.reciprocal.times_whole(DoubleDouble::from_u64(whole - step)));
        }
        self.remaining(step).map(|remaining| self.share(remaining))
    }

    /// The share that a number of steps is.
    #[inline(always)]
    pub(crate) fn share(&self, steps: DoubleDouble) -> DoubleDouble {
        self.reciprocal.times(steps)
    }
}
