//! One schedule, then another, side by side in memory.

use glidepath_core::LearningRateSchedule;

use crate::parameters::check;
use crate::parts::fill;
use crate::{ScheduleError, StepCount};

/// Follows one schedule up to a step, then another from its own step 0: [`Sequential`](crate::Sequential) for
/// two of unlike types, without anything on the heap.
///
/// [`ScheduleExt::then`](crate::ScheduleExt::then) makes it. In a file it is a `Sequential`.
///
/// ```
/// use glidepath::prelude::*;
///
/// let schedule = Constant::new(0.5)?.then(100, Transition::new(0.5, 0.0, 10)?)?;
/// assert_eq!(schedule.learning_rate(99), 0.5);
/// assert_eq!(schedule.learning_rate(105), 0.25);
/// # Ok::<(), glidepath::ScheduleError>(())
/// ```
#[derive(Clone, Debug, PartialEq)]
pub struct Then<A, B> {
    first: A,
    boundary: u64,
    next: B,
}

impl<A, B> Then<A, B> {
    /// `first` for the steps below `boundary`, then `next`.
    ///
    /// # Errors
    ///
    /// If `boundary` is not a whole number above 0.
    pub fn new(first: A, boundary: impl Into<StepCount>, next: B) -> Result<Self, ScheduleError> {
        let boundary = check::whole_steps("boundary", boundary)?;
        check::positive_count("boundary", boundary)?;
        Ok(Self { first, boundary, next })
    }

    /// The schedule of the beginning.
    pub fn first(&self) -> &A {
        &self.first
    }

    /// The step at which the other begins.
    pub fn boundary(&self) -> u64 {
        self.boundary
    }

    /// The other.
    pub fn next(&self) -> &B {
        &self.next
    }

    /// The parts.
    pub fn into_parts(self) -> (A, u64, B) {
        (self.first, self.boundary, self.next)
    }
}

impl<A: LearningRateSchedule, B: LearningRateSchedule> LearningRateSchedule for Then<A, B> {
    fn learning_rate(&self, step: u64) -> f64 {
        match step.checked_sub(self.boundary) {
            Some(step) => self.next.learning_rate(step),
            None => self.first.learning_rate(step),
        }
    }

    fn fill(&self, first_step: u64, rates: &mut [f64]) {
        let rates = fill::until_last_step(self, first_step, rates);
        let (first, next) = fill::split_after(self.boundary.saturating_sub(first_step), rates);
        if !first.is_empty() {
            self.first.fill(first_step, first);
        }
        if !next.is_empty() {
            self.next.fill(first_step.saturating_sub(self.boundary), next);
        }
    }
}
