//! Composition by methods.

use glidepath_core::LearningRateSchedule;

use crate::{Clamped, Repeated, Scaled, ScheduleError, Shifted, StepCount, Stretched, Then, Warmup};

/// Methods that make a schedule of another. Every schedule has them.
///
/// The result is a type of its own, with its parts side by side in memory: nothing is allocated when it is
/// asked for a rate. With the crate `glidepath-serde`, `boxed()` turns it into a schedule that can be written
/// to a file.
///
/// ```
/// use glidepath::prelude::*;
///
/// let schedule = CosineDecay::new(0.5, 900)?.with_warmup(100)?;
/// let schedule = schedule.then(1_000, Constant::new(0.01)?)?.clamped(0.001, 1.0)?;
/// assert_eq!(schedule.learning_rate(0), 0.001);
/// assert_eq!(schedule.learning_rate(50), 0.25);
/// assert_eq!(schedule.learning_rate(100), 0.5);
/// assert_eq!(schedule.learning_rate(5_000), 0.01);
/// # Ok::<(), glidepath::ScheduleError>(())
/// ```
pub trait ScheduleExt: LearningRateSchedule + Sized {
    /// This schedule for the steps below `boundary`, then `next` from its own step 0.
    ///
    /// # Errors
    ///
    /// If `boundary` is not a whole number above 0.
    #[doc(alias = "join_schedules")]
    fn then<B: LearningRateSchedule>(
        self,
        boundary: impl Into<StepCount>,
        next: B,
    ) -> Result<Then<Self, B>, ScheduleError> {
        Then::new(self, boundary, next)
    }

    /// A line from 0 to the first rate of this schedule, in front of it. [`Warmup`] has other ways.
    ///
    /// # Errors
    ///
    /// If `warmup_steps` is not a whole number from 0.
    fn with_warmup(self, warmup_steps: impl Into<StepCount>) -> Result<Warmup<Self>, ScheduleError> {
        Warmup::new(self, warmup_steps)
    }

    /// The rate times `factor`.
    ///
    /// # Errors
    ///
    /// If `factor` is not finite or below 0.
    fn scaled(self, factor: f64) -> Result<Scaled<Self>, ScheduleError> {
        Scaled::new(self, factor)
    }

    /// The rate, but not below `min` and not above `max`.
    ///
    /// # Errors
    ///
    /// As [`Clamped::new`].
    fn clamped(self, min: f64, max: f64) -> Result<Clamped<Self>, ScheduleError> {
        Clamped::new(self, min, max)
    }

    /// The schedule moved `shift` steps earlier; where `shift` is negative, later.
    fn shifted(self, shift: i64) -> Shifted<Self> {
        Shifted::new(self, shift)
    }

    /// The schedule with each of its steps lasting `factor` steps, as epochs do.
    ///
    /// # Errors
    ///
    /// If `factor` is not finite or not above 0.
    fn stretched(self, factor: impl Into<StepCount>) -> Result<Stretched<Self>, ScheduleError> {
        Stretched::new(self, factor)
    }

    /// The rate as the `f32` that many training loops hold, rounded to the nearest and at most [`f32::MAX`].
    ///
    /// ```
    /// use glidepath::prelude::*;
    ///
    /// let schedule = ExponentialDecay::new(0.1, 1_000, 0.5)?;
    /// assert_eq!(schedule.learning_rate_f32(1_000), 0.05_f32);
    /// # Ok::<(), glidepath::ScheduleError>(())
    /// ```
    fn learning_rate_f32(&self, step: u64) -> f32 {
        to_f32(self.learning_rate(step))
    }

    /// The rates of many steps as `f32`: what [`fill`](LearningRateSchedule::fill) gives, each rounded as by
    /// [`learning_rate_f32`](Self::learning_rate_f32).
    fn fill_f32(&self, first_step: u64, rates: &mut [f32]) {
        let mut buffer = [0.0; 64];
        let mut step = first_step;
        for chunk in rates.chunks_mut(buffer.len()) {
            let buffer = &mut buffer[..chunk.len()];
            self.fill(step, buffer);
            for (rate, &exact) in chunk.iter_mut().zip(&*buffer) {
                *rate = to_f32(exact);
            }
            step = step.saturating_add(buffer.len() as u64);
        }
    }

    /// The first `period_steps` steps again and again. [`Repeated`] has other ways.
    ///
    /// # Errors
    ///
    /// If `period_steps` is not a whole number above 0.
    fn repeated(self, period_steps: impl Into<StepCount>) -> Result<Repeated<Self>, ScheduleError> {
        Repeated::new(self, period_steps)
    }
}

impl<S: LearningRateSchedule> ScheduleExt for S {}

/// Rounds a rate, which is finite, to one that is finite too.
#[expect(clippy::cast_possible_truncation, reason = "rounding is what the documentation says")]
fn to_f32(rate: f64) -> f32 {
    (rate as f32).min(f32::MAX)
}
