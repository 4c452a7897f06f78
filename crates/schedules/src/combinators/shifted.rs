//! A schedule that is early or late.

use glidepath_core::LearningRateSchedule;

use crate::parameters::class;
use crate::parts::fill;

/// Another schedule, `shift` steps early; late if `shift` is negative.
///
/// The rate at step s is the other's at `s + shift`. A schedule that is late waits at its step 0. It serves
/// where frameworks count differently: Hugging Face's `cosine_warmup_with_min_lr` is one step ahead,
/// DeepSpeed's warmups one late.
///
#[cfg_attr(doc, doc = include_str!("../../plots/shifted.svg"))]
///
/// # Example
/// ```
/// use glidepath::prelude::*;
///
/// let late = Shifted::new(PolynomialDecay::new(0.5, 100, 0.0)?, -50);
/// assert_eq!(late.learning_rate(50), 0.5);
/// assert_eq!(late.learning_rate(100), 0.25);
/// # Ok::<(), glidepath::ScheduleError>(())
/// ```
#[derive(Clone)]
#[doc(alias = "transition_begin")]
#[doc(alias = "offset")]
pub struct Shifted<S> {
    config: Config<S>,
}

impl<S> Shifted<S> {
    /// `schedule`, `shift` steps ahead.
    pub fn new(schedule: S, shift: i64) -> Self {
        Self { config: Config { schedule, shift, name: None } }
    }

    /// The same around another schedule.
    pub fn map_schedule<T>(self, map: impl FnOnce(S) -> T) -> Shifted<T> {
        let Config { schedule, shift, name } = self.config;
        Shifted { config: Config { schedule: map(schedule), shift, name } }
    }
    /// No configuration is wrong.
    #[cfg(feature = "serde")]
    fn checked(config: Config<S>) -> Result<Self, core::convert::Infallible> {
        Ok(Self { config })
    }
}

class! {
    /// Another schedule, `shift` steps early; late if negative.
    struct Config<S> for Shifted {
        /// The schedule inside.
        pub schedule: S => &S,
        /// How many steps it is early; late if negative.
        #[serde(deserialize_with = "crate::whole_steps::deserialize")]
        #[schemars(with = "crate::schema::StepShift")]
        pub shift: i64,
    }
}

impl<S: LearningRateSchedule> LearningRateSchedule for Shifted<S> {
    fn learning_rate(&self, step: u64) -> f64 {
        self.config.schedule.learning_rate(step.saturating_add_signed(self.config.shift))
    }

    fn fill(&self, first_step: u64, rates: &mut [f64]) {
        let rates = fill::until_last_step(self, first_step, rates);
        // While it waits, the other schedule stands still.
        let waiting = self.config.shift.min(0).unsigned_abs().saturating_sub(first_step);
        let (held, moving) = fill::split_after(waiting, rates);
        if !held.is_empty() {
            held.fill(self.config.schedule.learning_rate(0));
        }
        let first_moving = first_step.saturating_add(waiting);
        self.config.schedule.fill(first_moving.saturating_add_signed(self.config.shift), moving);
    }
}
