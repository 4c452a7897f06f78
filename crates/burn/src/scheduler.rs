//! A schedule as burn's learning-rate scheduler.

use burn_optim::LearningRate;
use burn_optim::lr_scheduler::{LrScheduler, LrSchedulerRecord};
use glidepath_core::{LearningRateSchedule, Scheduler};

use crate::{SchedulerRecordError, record};

/// Any schedule as burn's [`LrScheduler`].
///
/// Burn's training loop calls [`step`](LrScheduler::step) right before each update and makes the update with
/// what it returns. So the first update has the rate of step 0, and the scheduler's only state is the number
/// of updates made. Where gradients are accumulated, that is updates and not batches.
///
/// Burn takes every rate, 0 and those above 1 included; the limits that its own schedulers set are not those
/// of its optimizers. These turn the rate into the numbers of the tensor: in `f32`, a rate below 7e-46
/// becomes 0, and one above 3.4e38 infinite.
///
/// ```
/// use burn_optim::lr_scheduler::LrScheduler;
/// use glidepath_burn::BurnScheduler;
/// use glidepath_schedules::PolynomialDecay;
///
/// let mut scheduler = BurnScheduler::new(PolynomialDecay::new(0.5, 2, 0.0)?);
/// assert_eq!(scheduler.step(), 0.5);
/// assert_eq!(scheduler.step(), 0.25);
/// assert_eq!(scheduler.next_step(), 2);
/// # Ok::<(), glidepath_schedules::ScheduleError>(())
/// ```
///
/// # Records
///
/// A record holds the step and a fingerprint of the schedule's rates, not the schedule: that comes from the
/// program or its file, as the model does.
///
/// [`load_record`](LrScheduler::load_record) cannot fail. Given a record that is not one of this scheduler it
/// does what does least harm, and logs it through the crate `log`:
///
/// | record | it does | it logs |
/// |---|---|---|
/// | of a schedule with other rates | goes to the record's step: a schedule that was changed on purpose goes on there | a warning |
/// | of another kind of scheduler, of none, damaged | stays where it is | an error |
///
/// To find out beforehand, call [`check_record`](Self::check_record).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[doc(alias = "LrScheduler")]
#[doc(alias = "lr_scheduler")]
pub struct BurnScheduler<S> {
    scheduler: Scheduler<S>,
}

impl<S> BurnScheduler<S> {
    /// Starts at step 0.
    pub const fn new(schedule: S) -> Self {
        Self::resume(schedule, 0)
    }

    /// Goes on at `step`: the number of updates already made.
    ///
    /// Use it where there is no record to load, as after training with a scheduler of burn's.
    pub const fn resume(schedule: S, step: u64) -> Self {
        Self { scheduler: Scheduler::resume(schedule, step) }
    }

    /// The number of the update that comes next, which is the number of updates made.
    pub const fn next_step(&self) -> u64 {
        self.scheduler.step()
    }

    /// The schedule.
    pub const fn schedule(&self) -> &S {
        self.scheduler.schedule()
    }
}

impl<S: LearningRateSchedule> BurnScheduler<S> {
    /// The step that [`load_record`](LrScheduler::load_record) would go to, if the record is one of this
    /// scheduler.
    ///
    /// Schedules are distinguished by their rates at some two hundred steps: the 16 before and after the
    /// record's step, the first ones, and some at every distance. A schedule that differs at a few far steps
    /// only may pass for the same.
    ///
    /// ```
    /// use burn_optim::lr_scheduler::LrScheduler;
    /// use glidepath_burn::BurnScheduler;
    /// use glidepath_schedules::Constant;
    ///
    /// let mut scheduler = BurnScheduler::new(Constant::new(0.1)?);
    /// scheduler.step();
    /// let record = scheduler.to_record();
    /// assert_eq!(scheduler.check_record(&record), Ok(1));
    ///
    /// let other = BurnScheduler::new(Constant::new(0.2)?);
    /// assert_eq!(
    ///     other.check_record(&record).unwrap_err().to_string(),
    ///     "the record at step 1 must be one of this schedule, got one of other rates"
    /// );
    /// # Ok::<(), glidepath_schedules::ScheduleError>(())
    /// ```
    ///
    /// # Errors
    ///
    /// If the record holds no step of a `BurnScheduler`, or is of a schedule with other rates.
    pub fn check_record(&self, record: &LrSchedulerRecord) -> Result<u64, SchedulerRecordError> {
        record::read(self.schedule(), record)
    }
}

impl<S: LearningRateSchedule + Clone + Send + Sync + 'static> LrScheduler for BurnScheduler<S> {
    fn step(&mut self) -> LearningRate {
        let learning_rate = self.scheduler.learning_rate();
        self.scheduler.advance();
        learning_rate
    }

    fn to_record(&self) -> LrSchedulerRecord {
        record::write(self.schedule(), self.next_step())
    }

    fn load_record(&mut self, record: LrSchedulerRecord) {
        match self.check_record(&record) {
            Ok(step) => self.scheduler.set_step(step),
            Err(error @ SchedulerRecordError::OtherSchedule { step }) => {
                log::warn!("{error}; the scheduler goes on at that step with its own rates");
                self.scheduler.set_step(step);
            }
            Err(error @ SchedulerRecordError::NoStep) => {
                log::error!("{error}; the scheduler stays at step {}", self.next_step());
            }
        }
    }
}
