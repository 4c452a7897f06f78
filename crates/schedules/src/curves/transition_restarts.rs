//! From one rate to another, again and again.

use crate::arithmetic::{Base, Cache, Count, Formula, Real, Stretch};
use crate::parameters::{check, class, one, rates_by_formula};
use crate::parts::moment::Moment;
use crate::parts::restart_periods::RestartPeriods;
use crate::{Curve, ScheduleError, StepCount};

/// Goes from `initial_learning_rate` to `end_learning_rate` along a [`Curve`], then begins anew, each time
/// for `t_mul` times as long and from `m_mul` times as high.
///
/// Cycle i begins at step `transition_steps * (1 + t_mul + … + t_mulⁱ⁻¹)`. With `u`, the share of its cycle
/// that has gone by, and `s`, the curve, the rate is `top + (end - top) * s(u ^ k_decay)`, where `top =
/// initial_learning_rate * m_mulⁱ` and `end = end_learning_rate * end_m_mulⁱ`. After `cycle_limit` cycles the
/// rate stays at the end of the last one.
///
/// As in [`CosineDecayRestarts`](crate::CosineDecayRestarts), which lowers the height over the end instead of
/// the top, no restart is missed.
///
#[cfg_attr(doc, doc = include_str!("../../plots/transition_restarts.svg"))]
///
/// Elsewhere: `CosineLRScheduler`, `PolyLRScheduler` and `TanhLRScheduler` in timm (`cycle_mul`,
/// `cycle_decay`, `cycle_limit`, `k_decay`), whose logarithms miss some restarts; the `cosine` of fairseq
/// (`t_mult`, `lr_shrink`, which is both factors); `cosine` with `eta_mul` in AllenNLP.
///
/// # Example
/// ```
/// use glidepath::prelude::*;
///
/// let schedule = TransitionRestarts::new(0.5, 0.0, 100)?.with_t_mul(2.0)?.with_m_mul(0.5)?.with_cycle_limit(2)?;
/// assert_eq!(schedule.learning_rate(50), 0.25);
/// assert_eq!(schedule.learning_rate(100), 0.25); // half as high …
/// assert_eq!(schedule.learning_rate(200), 0.125); // … and twice as long
/// assert_eq!(schedule.learning_rate(300), 0.0);
/// # Ok::<(), glidepath::ScheduleError>(())
/// ```
///
/// The papers: Loshchilov and Hutter, *SGDR*, 2016 (arXiv:1608.03983); Zhang and Li, *k-decay*, 2020
/// (arXiv:2004.05909).
#[derive(Clone)]
#[doc(alias = "CosineLRScheduler")]
#[doc(alias = "PolyLRScheduler")]
#[doc(alias = "TanhLRScheduler")]
#[doc(alias = "warm restarts")]
pub struct TransitionRestarts {
    config: Config,
    periods: RestartPeriods,
    m_mul: Base,
    end_m_mul: Base,
    cache: Cache,
}

impl TransitionRestarts {
    /// Straight lines from `initial_learning_rate` to `end_learning_rate`, each of `transition_steps`,
    /// without an end.
    ///
    /// # Errors
    ///
    /// If a rate is not finite or below 0, or `transition_steps` is not finite or not above 0.
    pub fn new(
        initial_learning_rate: f64,
        end_learning_rate: f64,
        transition_steps: impl Into<StepCount>,
    ) -> Result<Self, ScheduleError> {
        Self::checked(Config {
            initial_learning_rate,
            end_learning_rate,
            transition_steps: transition_steps.into(),
            curve: Curve::Linear,
            t_mul: one(),
            m_mul: one(),
            end_m_mul: one(),
            cycle_limit: None,
            k_decay: one(),
            name: None,
        })
    }

    /// Bends the lines. Default: linear.
    ///
    /// # Errors
    ///
    /// If a parameter of the curve is out of its range, or the curve is geometric.
    pub fn with_curve(self, curve: Curve) -> Result<Self, ScheduleError> {
        Self::checked(Config { curve, ..self.config })
    }

    /// How much longer each cycle is than the one before. Default: 1.
    ///
    /// # Errors
    ///
    /// If `t_mul` is not finite or below 1.
    #[doc(alias = "cycle_mul")]
    pub fn with_t_mul(self, t_mul: f64) -> Result<Self, ScheduleError> {
        Self::checked(Config { t_mul, ..self.config })
    }

    /// How much higher each cycle begins than the one before. Default: 1.
    ///
    /// # Errors
    ///
    /// If `m_mul` is not finite or below 0.
    #[doc(alias = "cycle_decay")]
    pub fn with_m_mul(self, m_mul: f64) -> Result<Self, ScheduleError> {
        Self::checked(Config { m_mul, ..self.config })
    }

    /// How much higher each cycle ends than the one before. Default: 1.
    ///
    /// # Errors
    ///
    /// If `end_m_mul` is not finite or below 0.
    #[doc(alias = "lr_shrink")]
    pub fn with_end_m_mul(self, end_m_mul: f64) -> Result<Self, ScheduleError> {
        Self::checked(Config { end_m_mul, ..self.config })
    }

    /// The number of cycles. Default: no limit.
    ///
    /// # Errors
    ///
    /// If `cycle_limit` is 0.
    pub fn with_cycle_limit(self, cycle_limit: u64) -> Result<Self, ScheduleError> {
        Self::checked(Config { cycle_limit: Some(cycle_limit), ..self.config })
    }

    /// The exponent of the time in a cycle. Default: 1. Above 1 the rate leaves the top later.
    ///
    /// # Errors
    ///
    /// If `k_decay` is not finite or not above 0.
    pub fn with_k_decay(self, k_decay: f64) -> Result<Self, ScheduleError> {
        Self::checked(Config { k_decay, ..self.config })
    }

    fn checked(config: Config) -> Result<Self, ScheduleError> {
        let (initial, end) = (config.initial_learning_rate, config.end_learning_rate);
        check::non_negative("initial_learning_rate", initial)?;
        check::non_negative("end_learning_rate", end)?;
        check::positive_steps("transition_steps", config.transition_steps)?;
        config.curve.check_additive("curve")?;
        check::at_least_one("t_mul", config.t_mul)?;
        check::non_negative("m_mul", config.m_mul)?;
        check::non_negative("end_m_mul", config.end_m_mul)?;
        if let Some(limit) = config.cycle_limit {
            check::positive_count("cycle_limit", limit)?;
        }
        check::positive("k_decay", config.k_decay)?;

        let periods = RestartPeriods::new(config.transition_steps, config.t_mul);
        let [m_mul, end_m_mul] = [config.m_mul, config.end_m_mul].map(Base::new);
        Ok(Self { config, periods, m_mul, end_m_mul, cache: Cache::default() })
    }
}

class! {
    /// Goes along a curve from one rate to another, again and again.
    struct Config for TransitionRestarts {
        /// The rate at step 0.
        #[schemars(with = "crate::schema::NonNegative")]
        pub initial_learning_rate: f64,
        /// The rate that the first cycle goes to.
        #[schemars(with = "crate::schema::NonNegative")]
        pub end_learning_rate: f64,
        /// The length of the first cycle.
        #[schemars(with = "crate::schema::PositiveSteps")]
        pub transition_steps: StepCount,
        /// The curve between the two rates. It cannot be geometric.
        #[serde(default)]
        pub curve: Curve,
        /// How much longer each cycle is than the one before.
        #[serde(default = "crate::parameters::one")]
        #[schemars(with = "crate::schema::AtLeastOne")]
        pub t_mul: f64,
        /// How much higher each cycle begins than the one before.
        #[serde(default = "crate::parameters::one")]
        #[schemars(with = "crate::schema::NonNegative")]
        pub m_mul: f64,
        /// How much higher each cycle ends than the one before.
        #[serde(default = "crate::parameters::one")]
        #[schemars(with = "crate::schema::NonNegative")]
        pub end_m_mul: f64,
        /// The number of cycles. Without it there is no limit.
        #[serde(default, deserialize_with = "crate::whole_steps::deserialize")]
        #[schemars(with = "Option<crate::schema::Count>")]
        pub cycle_limit: Option<u64>,
        /// The exponent of the time in a cycle.
        #[serde(default = "crate::parameters::one")]
        #[schemars(with = "crate::schema::Positive")]
        pub k_decay: f64,
    }
}

rates_by_formula!(TransitionRestarts);

impl Formula for TransitionRestarts {
    /// The number of the cycle; none after the last.
    type Part = Option<Count>;

    fn stretch(&self, step: u64) -> Stretch<Option<Count>> {
        // Cycles that do not become shorter never run out.
        let period = self.periods.period(step).filter(|period| {
            self.config.cycle_limit.is_none_or(|limit| match period.index {
                Count::Small(index) => index < limit,
                Count::Huge(_) => false,
            })
        });
        match period {
            Some(period) => Stretch::until(period.last, Some(period.index)),
            None => Stretch::hold_from(step, None),
        }
    }

    fn cycle(&self) -> Option<u64> {
        let Config { m_mul, end_m_mul, cycle_limit, .. } = self.config;
        self.periods.each().filter(|_| m_mul == 1.0 && end_m_mul == 1.0 && cycle_limit.is_none())
    }

    fn value<R: Real>(&self, cycle: &Option<Count>, step: R) -> R {
        let Config { initial_learning_rate, end_learning_rate, curve, cycle_limit, k_decay, .. } =
            self.config;
        let height = |first: f64, factor: &Base, cycle: R| cycle.number(first) * cycle.power_of(factor);
        let Some(cycle) = cycle else {
            let last = step.whole(cycle_limit.unwrap_or(u64::MAX) - 1);
            return height(end_learning_rate, &self.end_m_mul, last);
        };
        let number = step.count(cycle);
        let top = height(initial_learning_rate, &self.m_mul, number.clone());
        let end = height(end_learning_rate, &self.end_m_mul, number);
        let mut at = self.periods.moment(cycle, step);
        if k_decay != 1.0 {
            let gone = at.gone();
            let left = at.left().complement_of_power(gone.clone(), k_decay);
            at = Moment::of_shares(gone.power(at.number(k_decay)), left);
        }
        curve.between(top, end, &at)
    }
}
