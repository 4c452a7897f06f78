//! A ramp in front of a schedule.

use glidepath_core::LearningRateSchedule;

use crate::arithmetic::smooth;
use crate::curves::ramp::Ramp;
use crate::parameters::{check, class};
use crate::parts::fill;
use crate::{Curve, ScheduleError, StepCount};

/// Goes from `initial_learning_rate` to the first rate of another schedule in `warmup_steps`, then follows
/// that schedule from its step 0.
///
/// By default, the rate rises linearly from 0. With `warmup_prefix` false the schedule's clock runs during
/// the warmup, and it goes on at step `warmup_steps`; the warmup then aims at its rate there. A
/// `target_learning_rate` lets the warmup end at another rate.
///
#[cfg_attr(doc, doc = include_str!("../../plots/warmup.svg"))]
///
/// Elsewhere: the warmup of every schedule of Hugging Face transformers; `LinearWarmup` in Paddle (prefix)
/// and in TensorFlow's model garden (no prefix); `create_lr_scheduler_with_warmup` in PyTorch-Ignite;
/// `warmup_t`, `warmup_lr_init` and `warmup_prefix` in timm, which without the prefix aims at the schedule's
/// rate at step 0. Warmups that multiply, `min(1, step / warmup_steps)`, are a [`Product`](crate::Product)
/// with a [`Transition`](crate::Transition).
///
/// # Example
/// ```
/// use glidepath::prelude::*;
///
/// let schedule = Warmup::new(ExponentialDecay::new(0.5, 100, 0.5)?, 10)?;
/// assert_eq!(schedule.learning_rate(5), 0.25);
/// assert_eq!(schedule.learning_rate(10), 0.5);
/// assert_eq!(schedule.learning_rate(110), 0.25);
/// # Ok::<(), glidepath::ScheduleError>(())
/// ```
#[derive(Clone)]
#[doc(alias = "LinearWarmup")]
#[doc(alias = "GradualWarmupScheduler")]
#[doc(alias = "create_lr_scheduler_with_warmup")]
pub struct Warmup<S> {
    config: Config<S>,
    /// `None` if there are no steps to warm up in.
    ramp: Option<Ramp>,
}

impl<S: LearningRateSchedule> Warmup<S> {
    /// A line from 0 to the first rate of `schedule`.
    ///
    /// # Errors
    ///
    /// If `warmup_steps` is not a whole number from 0.
    pub fn new(schedule: S, warmup_steps: impl Into<StepCount>) -> Result<Self, ScheduleError> {
        let warmup_steps = check::whole_steps("warmup_steps", warmup_steps)?;
        let config = Config {
            schedule,
            warmup_steps,
            initial_learning_rate: 0.0,
            target_learning_rate: None,
            curve: Curve::Linear,
            warmup_prefix: true,
            name: None,
        };
        Ok(Self { ramp: config.ramp(config.goal()), config })
    }

    /// The rate at step 0. Default: 0.
    ///
    /// # Errors
    ///
    /// If `initial_learning_rate` is not finite or below 0, or 0 with a geometric curve.
    #[doc(alias = "warmup_lr_init")]
    #[doc(alias = "warmup_start_lr")]
    pub fn with_initial_learning_rate(self, initial_learning_rate: f64) -> Result<Self, ScheduleError> {
        Self::checked(Config { initial_learning_rate, ..self.config })
    }

    /// The rate that the warmup goes to. Default: the rate with which the schedule goes on.
    ///
    /// # Errors
    ///
    /// If `target_learning_rate` is not finite or below 0, or 0 with a geometric curve.
    pub fn with_target_learning_rate(self, target_learning_rate: f64) -> Result<Self, ScheduleError> {
        Self::checked(Config { target_learning_rate: Some(target_learning_rate), ..self.config })
    }

    /// Bends the ramp. Default: linear.
    ///
    /// # Errors
    ///
    /// If a parameter of the curve is out of its range, or a rate is 0 and the curve geometric.
    pub fn with_curve(self, curve: Curve) -> Result<Self, ScheduleError> {
        Self::checked(Config { curve, ..self.config })
    }

    /// Whether the schedule begins after the warmup (`true`) or together with it. Default: `true`.
    ///
    /// # Errors
    ///
    /// If the schedule's rate after the warmup is 0 and the curve geometric.
    pub fn with_warmup_prefix(self, warmup_prefix: bool) -> Result<Self, ScheduleError> {
        Self::checked(Config { warmup_prefix, ..self.config })
    }

    fn checked(config: Config<S>) -> Result<Self, ScheduleError> {
        check::non_negative("initial_learning_rate", config.initial_learning_rate)?;
        if let Some(target) = config.target_learning_rate {
            check::non_negative("target_learning_rate", target)?;
        }
        let goal = config.goal();
        let goal_field = config.target_learning_rate.map_or("schedule", |_| "target_learning_rate");
        let rates = [("initial_learning_rate", config.initial_learning_rate), (goal_field, goal)];
        config.curve.check_between("curve", rates)?;
        let ramp = config.ramp(goal);
        Ok(Self { ramp, config })
    }
}

impl<S> Warmup<S> {
    /// The same around another schedule, which must give the same rates.
    pub fn map_schedule<T>(self, map: impl FnOnce(S) -> T) -> Warmup<T> {
        let Config {
            schedule,
            warmup_steps,
            initial_learning_rate,
            target_learning_rate,
            curve,
            warmup_prefix,
            name,
        } = self.config;
        Warmup {
            ramp: self.ramp,
            config: Config {
                schedule: map(schedule),
                warmup_steps,
                initial_learning_rate,
                target_learning_rate,
                curve,
                warmup_prefix,
                name,
            },
        }
    }
}

class! {
    /// A ramp to the first rate of another schedule, then that schedule.
    struct Config<S: LearningRateSchedule> for Warmup {
        /// The schedule after the warmup.
        pub schedule: S => &S,
        /// The number of steps of the warmup.
        #[serde(deserialize_with = "crate::whole_steps::deserialize")]
        #[schemars(with = "crate::schema::WholeStepsOrNone")]
        pub warmup_steps: u64,
        /// The rate at step 0.
        #[serde(default)]
        #[schemars(with = "crate::schema::NonNegative")]
        pub initial_learning_rate: f64,
        /// The rate that the warmup goes to. Without it, the rate with which the schedule goes on.
        #[serde(default)]
        #[schemars(with = "Option<crate::schema::NonNegative>")]
        pub target_learning_rate: Option<f64>,
        /// The curve between the two rates.
        #[serde(default)]
        pub curve: Curve,
        /// Whether the schedule begins after the warmup, or with it.
        #[serde(default = "yes")]
        pub warmup_prefix: bool,
    }
}

impl<S: LearningRateSchedule> Config<S> {
    /// The rate that the warmup goes to.
    fn goal(&self) -> f64 {
        let first_rate = || self.schedule.learning_rate(self.inner_step(self.warmup_steps));
        self.target_learning_rate.unwrap_or_else(first_rate)
    }
}

impl<S> Config<S> {
    /// The way to a rate, if there are steps to go it in.
    fn ramp(&self, goal: f64) -> Option<Ramp> {
        let steps = StepCount::from(self.warmup_steps);
        (self.warmup_steps > 0).then(|| Ramp::new(self.initial_learning_rate, goal, steps, self.curve))
    }

    /// The schedule's own step at a step from the end of the warmup on.
    fn inner_step(&self, step: u64) -> u64 {
        if self.warmup_prefix { step - self.warmup_steps } else { step }
    }
}

impl<S: LearningRateSchedule> LearningRateSchedule for Warmup<S> {
    fn learning_rate(&self, step: u64) -> f64 {
        match &self.ramp {
            Some(ramp) if step < self.config.warmup_steps => smooth::rate(ramp, step),
            _ => self.config.schedule.learning_rate(self.config.inner_step(step)),
        }
    }

    fn fill(&self, first_step: u64, rates: &mut [f64]) {
        let rates = fill::until_last_step(self, first_step, rates);
        let ramp_steps = self.config.warmup_steps.saturating_sub(first_step);
        let (ramp, rest) = fill::split_after(ramp_steps, rates);
        if let Some(curve) = &self.ramp {
            smooth::fill(curve, first_step, ramp);
        }
        if !rest.is_empty() {
            let first_step = first_step.max(self.config.warmup_steps);
            self.config.schedule.fill(self.config.inner_step(first_step), rest);
        }
    }
}

/// For files that leave it out.
#[cfg(feature = "serde")]
fn yes() -> bool {
    true
}
