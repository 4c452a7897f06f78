//! A closure as a schedule.

use core::fmt;

use crate::LearningRateSchedule;

/// Makes a schedule of a function from step to rate.
///
/// The function owes what the [contract](LearningRateSchedule#contract) says; nothing checks it. Such a
/// schedule has no name in a file: to save it, give it a type of its own.
///
/// ```
/// use glidepath::prelude::*;
///
/// let schedule = schedule_fn(|step| if step < 100 { 0.01 } else { 0.001 });
/// assert_eq!(schedule.learning_rate(99), 0.01);
/// assert_eq!(schedule.learning_rate(100), 0.001);
/// ```
#[doc(alias = "LambdaLR")]
pub fn schedule_fn<F: Fn(u64) -> f64>(function: F) -> ScheduleFn<F> {
    ScheduleFn { function }
}

/// A closure as a schedule, made by [`schedule_fn`].
#[derive(Clone, Copy)]
pub struct ScheduleFn<F> {
    function: F,
}

impl<F: Fn(u64) -> f64> LearningRateSchedule for ScheduleFn<F> {
    fn learning_rate(&self, step: u64) -> f64 {
        (self.function)(step)
    }
}

impl<F> fmt::Debug for ScheduleFn<F> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("ScheduleFn").finish_non_exhaustive()
    }
}
