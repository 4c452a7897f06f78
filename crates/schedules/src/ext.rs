//! Composition by methods.

use glidepath_core::LearningRateSchedule;

use crate::{Clamped, Repeated, Scaled, ScheduleError, Shifted, StepCount, Stretched, Then, Warmup};

/// Methods that make a schedule of another. Every schedule has them.
///
/// What they make is a type of its own, which lies side by side in memory: nothing is allocated when it is asked
/// for a rate. With the crate `glidepath-serde`, `boxed()` turns it into a schedule that can be written to a file.
///
/// ```
/// use glidepath_core::LearningRateSchedule;
/// use glidepath_schedules::{Constant, CosineDecay, ScheduleExt};
///
/// let schedule = CosineDecay::new(0.5, 900)?.with_warmup(100).then(1_000, Constant::new(0.01)?)?.clamped(0.001, 1.0)?;
/// assert_eq!(schedule.learning_rate(0), 0.001);
/// assert_eq!(schedule.learning_rate(50), 0.25);
/// assert_eq!(schedule.learning_rate(100), 0.5);
/// assert_eq!(schedule.learning_rate(5_000), 0.01);
/// # Ok::<(), glidepath_schedules::ScheduleError>(())
/// ```
pub trait ScheduleExt: LearningRateSchedule + Sized {
    /// This schedule for the steps below `boundary`, then `next` from its own step 0.
    ///
    /// # Errors
    ///
    /// If `boundary` is 0.
    #[doc(alias = "join_schedules")]
    fn then<B: LearningRateSchedule>(self, boundary: u64, next: B) -> Result<Then<Self, B>, ScheduleError> {
        Then::new(self, boundary, next)
    }

    /// A line from 0 to the first rate of this schedule, in front of it. [`Warmup`] has other ways.
    fn with_warmup(self, warmup_steps: u64) -> Warmup<Self> {
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

    /// The schedule `shift` steps ahead, or if that is negative, so many steps late.
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

    /// The first `period_steps` steps again and again. [`Repeated`] has other ways.
    ///
    /// # Errors
    ///
    /// If `period_steps` is 0.
    fn repeated(self, period_steps: u64) -> Result<Repeated<Self>, ScheduleError> {
        Repeated::new(self, period_steps)
    }
}

impl<S: LearningRateSchedule> ScheduleExt for S {}
