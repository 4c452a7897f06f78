//! A cursor over a schedule.

use crate::{LearningRateSchedule, SetLearningRate};

/// A place in a run: a schedule and the step that comes next.
///
/// A schedule is a function and holds no counter; a scheduler is the counter. All of its state is the step,
/// so a resumed run gives the bits that the uninterrupted one would have given. With the feature `serde` it
/// is saved as `{"schedule": …, "step": …}`.
///
/// ```
/// use glidepath::prelude::*;
///
/// let schedule = schedule_fn(|step| 0.1 / (1 + step) as f64);
/// let mut scheduler = Scheduler::new(&schedule);
/// for _ in 0..3 {
///     let _rate = scheduler.learning_rate(); // … the update with this rate …
///     scheduler.advance();
/// }
///
/// let resumed = Scheduler::resume(&schedule, scheduler.step());
/// assert_eq!(resumed.learning_rate(), schedule.learning_rate(3));
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize), serde(deny_unknown_fields))]
pub struct Scheduler<S> {
    schedule: S,
    step: u64,
}

impl<S> Scheduler<S> {
    /// Starts at step 0.
    pub const fn new(schedule: S) -> Self {
        Self::resume(schedule, 0)
    }

    /// Goes on at `step`: the number of updates already made.
    #[doc(alias = "last_epoch")]
    #[doc(alias = "load_state_dict")]
    pub const fn resume(schedule: S, step: u64) -> Self {
        Self { schedule, step }
    }

    /// The number of the update that comes next, which is the number of updates made.
    pub const fn step(&self) -> u64 {
        self.step
    }

    /// Moves on by one update. At [`u64::MAX`] the scheduler stays.
    pub const fn advance(&mut self) {
        self.step = self.step.saturating_add(1);
    }

    /// Goes to any step, forwards or backwards.
    pub const fn set_step(&mut self, step: u64) {
        self.step = step;
    }

    /// The schedule.
    pub const fn schedule(&self) -> &S {
        &self.schedule
    }

    /// Gives the schedule back.
    pub fn into_schedule(self) -> S {
        self.schedule
    }
}

impl<S: LearningRateSchedule> Scheduler<S> {
    /// The rate of the update that comes next.
    #[doc(alias = "get_last_lr")]
    pub fn learning_rate(&self) -> f64 {
        self.schedule.learning_rate(self.step)
    }

    /// The rate of the update that comes next as `f32`, rounded to the nearest and at most [`f32::MAX`].
    #[expect(clippy::cast_possible_truncation, reason = "rounding is what the documentation says")]
    pub fn learning_rate_f32(&self) -> f32 {
        (self.learning_rate() as f32).min(f32::MAX)
    }

    /// Sets the rate of the update that comes next on an optimizer, or calls a closure with it.
    ///
    /// The scheduler stays where it is: [`advance`](Self::advance) when the update is made.
    ///
    /// ```
    /// use glidepath::prelude::*;
    ///
    /// struct Sgd {
    ///     lr: f32,
    /// }
    ///
    /// let mut sgd = Sgd { lr: 0.0 };
    /// let mut scheduler = Scheduler::new(schedule_fn(|step| 0.5_f64.powi(step as i32)));
    /// scheduler.advance();
    /// scheduler.apply_to(&mut |rate| sgd.lr = rate as f32);
    /// assert_eq!(sgd.lr, 0.5);
    /// ```
    pub fn apply_to<O: SetLearningRate + ?Sized>(&self, optimizer: &mut O) {
        optimizer.set_learning_rate(self.learning_rate());
    }
}
