//! Cosine decay with warm restarts, as `tf.keras.optimizers.schedules.CosineDecayRestarts`.

use crate::arithmetic::{Base, Cache, Count, Formula, Real, Stretch};
use crate::parameters::{check, class, one, rates_by_formula};
use crate::parts::restart_periods::RestartPeriods;
use crate::{ScheduleError, StepCount};

/// Falls along a half cosine again and again, each time for `t_mul` times as long and from `m_mul` times as
/// high.
///
/// Period i begins at step `first_decay_steps * (1 + t_mul + … + t_mulⁱ⁻¹)`. With `f`, the share of its
/// period that has gone by, the rate is `initial_learning_rate * ((1 - alpha) * m_mulⁱ * (1 + cos(π * f)) / 2
/// + alpha)`. At a restart the new period begins, so `alpha * initial_learning_rate` itself is never reached.
///
/// With `t_mul` below 1 the periods close in on step `first_decay_steps / (1 - t_mul)`; from there on the
/// rate is `alpha * initial_learning_rate`. DIFFERENCE: there Keras gives NaN.
///
/// DIFFERENCE: Keras finds the period by logarithms, which are rounded to the wrong side at some restarts
/// (the fifth with `t_mul` 3, the thirteenth with `t_mul` 2 in its default precision), and gives the end of
/// the old period there. Here a restart is never missed: sums are compared with the step itself. Where a sum
/// is a whole number in the decimal digits of the parameters, as 93750 · (1 + 3.52) is, the period begins at
/// that step, though the double nearest to 3.52 is a little greater.
///
#[cfg_attr(doc, doc = include_str!("../../plots/cosine_decay_restarts.svg"))]
///
/// Elsewhere: `CosineAnnealingWarmRestarts(T_0, T_mult, eta_min)` in PyTorch, where `eta_min` is a rate;
/// `optax.sgdr_schedule`; `cosine_with_restarts` in Hugging Face transformers.
///
/// # Example
/// ```
/// use glidepath::prelude::*;
///
/// let schedule = CosineDecayRestarts::new(0.1, 1_000)?.with_m_mul(0.5)?;
/// assert_eq!(schedule.learning_rate(500), 0.05);
/// assert_eq!(schedule.learning_rate(1_000), 0.05); // half as high …
/// assert_eq!(schedule.learning_rate(2_000), 0.025); // … and twice as long
/// assert_eq!(schedule.learning_rate(3_000), 0.025);
/// # Ok::<(), glidepath::ScheduleError>(())
/// ```
///
/// The paper: Loshchilov and Hutter, *SGDR: Stochastic Gradient Descent with Warm Restarts*, 2016
/// (arXiv:1608.03983).
#[derive(Clone)]
#[doc(alias = "SGDR")]
#[doc(alias = "SGDRDecay")]
#[doc(alias = "CosineAnnealingWarmRestarts")]
#[doc(alias = "sgdr_schedule")]
pub struct CosineDecayRestarts {
    config: Config,
    periods: RestartPeriods,
    m_mul: Base,
    cache: Cache,
}

impl CosineDecayRestarts {
    /// A decay from `initial_learning_rate` to 0 in `first_decay_steps`, then restarts at the same height,
    /// each period twice as long as the one before: Keras's defaults.
    ///
    /// # Errors
    ///
    /// If `initial_learning_rate` is not finite or below 0, or `first_decay_steps` is not finite or not above
    /// 0.
    pub fn new(
        initial_learning_rate: f64,
        first_decay_steps: impl Into<StepCount>,
    ) -> Result<Self, ScheduleError> {
        Self::checked(Config {
            initial_learning_rate,
            first_decay_steps: first_decay_steps.into(),
            t_mul: default_t_mul(),
            m_mul: one(),
            alpha: 0.0,
            name: None,
        })
    }

    /// How much longer each period is than the one before. Default: 2.
    ///
    /// # Errors
    ///
    /// If `t_mul` is not finite or not above 0.
    pub fn with_t_mul(self, t_mul: f64) -> Result<Self, ScheduleError> {
        Self::checked(Config { t_mul, ..self.config })
    }

    /// How much higher each period begins than the one before. Default: 1.
    ///
    /// # Errors
    ///
    /// If `m_mul` is not finite or below 0.
    pub fn with_m_mul(self, m_mul: f64) -> Result<Self, ScheduleError> {
        Self::checked(Config { m_mul, ..self.config })
    }

    /// Lets each period fall to `alpha` times the initial rate. Default: 0.
    ///
    /// # Errors
    ///
    /// If `alpha` is not between 0 and 1.
    pub fn with_alpha(self, alpha: f64) -> Result<Self, ScheduleError> {
        Self::checked(Config { alpha, ..self.config })
    }

    fn checked(config: Config) -> Result<Self, ScheduleError> {
        check::non_negative("initial_learning_rate", config.initial_learning_rate)?;
        check::positive_steps("first_decay_steps", config.first_decay_steps)?;
        check::positive("t_mul", config.t_mul)?;
        check::non_negative("m_mul", config.m_mul)?;
        check::fraction("alpha", config.alpha)?;

        let periods = RestartPeriods::new(config.first_decay_steps, config.t_mul);
        Ok(Self { m_mul: Base::new(config.m_mul), config, periods, cache: Cache::default() })
    }
}

class! {
    /// Falls along a half cosine again and again.
    struct Config for CosineDecayRestarts {
        /// The rate at step 0.
        #[schemars(with = "crate::schema::NonNegative")]
        pub initial_learning_rate: f64,
        /// The number of steps of the first period.
        #[schemars(with = "crate::schema::PositiveSteps")]
        pub first_decay_steps: StepCount,
        /// How many times as long as the one before each period is.
        #[serde(default = "default_t_mul")]
        #[schemars(with = "crate::schema::Positive")]
        pub t_mul: f64,
        /// The first rate of a period divided by that of the period before.
        #[serde(default = "crate::parameters::one")]
        #[schemars(with = "crate::schema::NonNegative")]
        pub m_mul: f64,
        /// The share of the initial rate that each period falls to.
        #[serde(default)]
        #[schemars(with = "crate::schema::Fraction")]
        pub alpha: f64,
    }
}

rates_by_formula!(CosineDecayRestarts);

impl Formula for CosineDecayRestarts {
    /// The number of the period; none after infinitely many.
    type Part = Option<Count>;

    fn stretch(&self, step: u64) -> Stretch<Option<Count>> {
        match self.periods.period(step) {
            Some(period) => Stretch::until(period.last, Some(period.index)),
            None => Stretch::hold_from(step, None),
        }
    }

    fn cycle(&self) -> Option<u64> {
        self.periods.each().filter(|_| self.config.m_mul == 1.0)
    }

    fn value<R: Real>(&self, period: &Option<Count>, step: R) -> R {
        let (one, alpha) = (step.number(1.0), step.number(self.config.alpha));
        let initial = step.number(self.config.initial_learning_rate);
        let Some(period) = period else { return initial * alpha };
        let height = step.count(period).power_of(&self.m_mul);
        let left = self.periods.moment(period, step).left();
        initial * ((one - alpha.clone()) * height * left.half_cosine() + alpha)
    }
}

fn default_t_mul() -> f64 {
    2.0
}
