//! A piece of a schedule, again and again.

use glidepath_core::LearningRateSchedule;

use crate::arithmetic::{Count, Estimate, Number, Real};
use crate::parameters::{check, class, one};
use crate::parts::restart_periods::RestartPeriods;
use crate::{ScheduleError, StepCount};

/// Runs through the first `period_steps` steps of another schedule again and again.
///
/// With `mirror` every second period runs backwards: down and up again. With `t_mul` each period is `t_mul`
/// times as long as the one before, and every step of the schedule lasts `t_mul` times longer, rounded down
/// to whole steps of it; curves that stretch smoothly are [`TransitionRestarts`](crate::TransitionRestarts).
/// With `m_mul` the rate of each period is that of the one before, times the factor; mirrored, of each way
/// there and back. After `cycle_limit` periods the rate stays at the last one's end, which is the schedule's
/// at step `period_steps`, or at step 0 if the last one ran backwards.
///
#[cfg_attr(doc, doc = include_str!("../../plots/repeated.svg"))]
///
/// Elsewhere: the cyclical schedulers of PyTorch-Ignite; `CosineAnnealingWarmupRestarts` with `min_lr` 0 and
/// `cycle_mult` 1, whose cycles begin with a warmup and shrink (`gamma`); `jagged_restart_steps` in Axolotl;
/// `optax.sgdr_schedule` with equal parts.
///
/// # Example
/// ```
/// use glidepath::prelude::*;
///
/// let ramp = Transition::new(0.0, 0.5, 10)?;
/// let saw = Repeated::new(ramp.clone(), 10)?;
/// assert_eq!(saw.learning_rate(9), 0.45);
/// assert_eq!(saw.learning_rate(10), 0.0);
///
/// let triangles = Repeated::new(ramp, 10)?.with_mirror(true).with_m_mul(0.5)?;
/// assert_eq!(triangles.learning_rate(10), 0.5);
/// assert_eq!(triangles.learning_rate(15), 0.25);
/// assert_eq!(triangles.learning_rate(30), 0.25);
/// # Ok::<(), glidepath::ScheduleError>(())
/// ```
#[derive(Clone)]
#[doc(alias = "CosineAnnealingWarmupRestarts")]
#[doc(alias = "jagged_restart_steps")]
pub struct Repeated<S> {
    config: Config<S>,
    /// The periods, if they are not all of one length.
    periods: Option<RestartPeriods>,
}

impl<S> Repeated<S> {
    /// The first `period_steps` steps of `schedule`, again and again.
    ///
    /// # Errors
    ///
    /// If `period_steps` is not a whole number above 0.
    pub fn new(schedule: S, period_steps: impl Into<StepCount>) -> Result<Self, ScheduleError> {
        Self::checked(Config {
            schedule,
            period_steps: check::whole_steps("period_steps", period_steps)?,
            mirror: false,
            t_mul: one(),
            m_mul: one(),
            cycle_limit: None,
            name: None,
        })
    }

    /// Whether every second period runs backwards. Default: `false`.
    #[must_use]
    pub fn with_mirror(mut self, mirror: bool) -> Self {
        self.config.mirror = mirror;
        self
    }

    /// How much longer each period is than the one before. Default: 1.
    ///
    /// # Errors
    ///
    /// If `t_mul` is not finite or below 1.
    pub fn with_t_mul(self, t_mul: f64) -> Result<Self, ScheduleError> {
        Self::checked(Config { t_mul, ..self.config })
    }

    /// How much higher each period is than the one before. Default: 1.
    ///
    /// # Errors
    ///
    /// If `m_mul` is not finite or below 0.
    pub fn with_m_mul(self, m_mul: f64) -> Result<Self, ScheduleError> {
        Self::checked(Config { m_mul, ..self.config })
    }

    /// The number of periods. Default: no limit.
    ///
    /// # Errors
    ///
    /// If `cycle_limit` is 0.
    pub fn with_cycle_limit(self, cycle_limit: u64) -> Result<Self, ScheduleError> {
        Self::checked(Config { cycle_limit: Some(cycle_limit), ..self.config })
    }

    /// The same around another schedule.
    pub fn map_schedule<T>(self, map: impl FnOnce(S) -> T) -> Repeated<T> {
        let Config { schedule, period_steps, mirror, t_mul, m_mul, cycle_limit, name } = self.config;
        Repeated {
            periods: self.periods,
            config: Config { schedule: map(schedule), period_steps, mirror, t_mul, m_mul, cycle_limit, name },
        }
    }

    /// The period that a step lies in, and the schedule's own step there.
    fn place(&self, step: u64) -> (u64, u64) {
        let period_steps = self.config.period_steps;
        let (period, own_step) = match &self.periods {
            None => (step / period_steps, step % period_steps),
            Some(periods) => match periods.period(step) {
                Some(period) => (period.index.to_u64(), self.own_step(periods, &period.index, step)),
                // Periods that do not become shorter never run out.
                None => (u64::MAX, 0),
            },
        };
        let (period, own_step) = match self.config.cycle_limit {
            Some(limit) if period >= limit => (limit - 1, period_steps),
            _ => (period, own_step),
        };
        if self.config.mirror && period % 2 == 1 {
            (period, period_steps - own_step)
        } else {
            (period, own_step)
        }
    }

    /// The whole steps of the schedule that have gone by in a period.
    fn own_step(&self, periods: &RestartPeriods, period: &Count, step: u64) -> u64 {
        fn steps<R: Real>(periods: &RestartPeriods, period: &Count, length: u64, step: R) -> R {
            let length = step.whole(length);
            length * periods.moment(period, step).gone()
        }
        let length = self.config.period_steps;
        let steps_gone = steps(periods, period, length, Estimate::step(step)).certain_floor();
        let steps_gone = steps_gone.unwrap_or_else(|| {
            Number::floor_of(|bits| steps(periods, period, length, Number::step(step, bits)))
        });
        steps_gone.min(length)
    }

    /// A rate of a period: the schedule's own, times the height of the period, rounded once.
    fn scaled(&self, rate: f64, period: u64) -> f64 {
        fn product<R: Real>(rate: f64, factor: f64, cycle: R) -> R {
            cycle.number(rate) * cycle.number(factor).power(cycle)
        }
        if self.config.m_mul == 1.0 {
            return rate;
        }
        let cycle = if self.config.mirror { period / 2 } else { period };
        product(rate, self.config.m_mul, Estimate::step(cycle)).nearest().unwrap_or_else(|| {
            Number::nearest_of(|bits| product(rate, self.config.m_mul, Number::step(cycle, bits)))
        })
    }

    fn checked(config: Config<S>) -> Result<Self, ScheduleError> {
        check::positive_count("period_steps", config.period_steps)?;
        check::at_least_one("t_mul", config.t_mul)?;
        check::non_negative("m_mul", config.m_mul)?;
        if let Some(limit) = config.cycle_limit {
            check::positive_count("cycle_limit", limit)?;
        }
        let grows = config.t_mul != 1.0;
        let periods = grows.then(|| RestartPeriods::new(StepCount::from(config.period_steps), config.t_mul));
        Ok(Self { periods, config })
    }
}

class! {
    /// The first steps of another schedule, again and again.
    struct Config<S> for Repeated {
        /// The schedule that is repeated.
        pub schedule: S => &S,
        /// The length of the first period.
        #[serde(deserialize_with = "crate::whole_steps::deserialize")]
        #[schemars(with = "crate::schema::WholeSteps")]
        pub period_steps: u64,
        /// Whether every second period runs backwards.
        #[serde(default)]
        pub mirror: bool,
        /// How much longer each period is than the one before.
        #[serde(default = "crate::parameters::one")]
        #[schemars(with = "crate::schema::AtLeastOne")]
        pub t_mul: f64,
        /// How much higher each period is than the one before; mirrored, each way there and back.
        #[serde(default = "crate::parameters::one")]
        #[schemars(with = "crate::schema::NonNegative")]
        pub m_mul: f64,
        /// The number of periods. Without it there is no limit.
        #[serde(default, deserialize_with = "crate::whole_steps::deserialize")]
        #[schemars(with = "Option<crate::schema::Count>")]
        pub cycle_limit: Option<u64>,
    }
}

impl<S: LearningRateSchedule> LearningRateSchedule for Repeated<S> {
    fn learning_rate(&self, step: u64) -> f64 {
        let (period, own_step) = self.place(step);
        self.scaled(self.config.schedule.learning_rate(own_step), period)
    }
}
