//! A power of the time, or of the time and something more.

use crate::arithmetic::{Cache, Formula, Real, Stretch};
use crate::parameters::{check, class, one, rates_by_formula};
use crate::{ScheduleError, StepCount};

/// Falls or grows with a power of the time: `learning_rate * (offset + (step / timescale) ^ inner_power) ^
/// power`.
///
/// With `offset` 0 and `power` below 0 the formula is infinite at step 0; the rate there is that of step 1.
/// Growth beyond the greatest double stays there.
///
#[cfg_attr(doc, doc = include_str!("../../plots/power_law.svg"))]
///
/// Elsewhere: with `power` -0.5 the `1 / sqrt(t)` of T5 and Noam; with `offset` 1 and `power` -0.5 the
/// `rsqrt` of timm and Big Vision, and with -1 inverse time; `DirectPowerDecay` in TensorFlow's model garden;
/// the power scheduler (Shen et al., 2024, arXiv:2408.13359) on tokens; with `offset` 1, `inner_power` 2 and
/// `power` -0.25 each half of Eden (icefall); with `offset` 1 and `power` 1 the `LRRangeTest` of DeepSpeed.
///
/// # Example
/// ```
/// use glidepath::prelude::*;
///
/// let schedule = PowerLaw::new(0.5, 100, -0.5)?;
/// assert_eq!(schedule.learning_rate(100), 0.5);
/// assert_eq!(schedule.learning_rate(400), 0.25);
///
/// let inverse_time = PowerLaw::new(0.5, 100, -1.0)?.with_offset(1.0)?;
/// assert_eq!(inverse_time.learning_rate(100), 0.25);
/// # Ok::<(), glidepath::ScheduleError>(())
/// ```
#[derive(Clone)]
#[doc(alias = "rsqrt")]
#[doc(alias = "DirectPowerDecay")]
#[doc(alias = "Eden")]
#[doc(alias = "LRRangeTest")]
pub struct PowerLaw {
    config: Config,
    cache: Cache,
}

impl PowerLaw {
    /// The rate `learning_rate` at step `timescale`, and a power of the step times that elsewhere.
    ///
    /// # Errors
    ///
    /// If `learning_rate` is not finite or below 0, `timescale` is not finite or not above 0, or `power` is
    /// not between -100 and 100.
    pub fn new(
        learning_rate: f64,
        timescale: impl Into<StepCount>,
        power: f64,
    ) -> Result<Self, ScheduleError> {
        Self::checked(Config {
            learning_rate,
            timescale: timescale.into(),
            offset: 0.0,
            inner_power: one(),
            power,
            name: None,
        })
    }

    /// What is added before the power is taken. Default: 0.
    ///
    /// # Errors
    ///
    /// If `offset` is neither 0 nor between 1e-100 and 1e100.
    pub fn with_offset(self, offset: f64) -> Result<Self, ScheduleError> {
        Self::checked(Config { offset, ..self.config })
    }

    /// The power of the time itself. Default: 1.
    ///
    /// # Errors
    ///
    /// If `inner_power` is not above 0, or above 100.
    pub fn with_inner_power(self, inner_power: f64) -> Result<Self, ScheduleError> {
        Self::checked(Config { inner_power, ..self.config })
    }

    /// The factor `learning_rate`: the rate where `offset + (step / timescale) ^ inner_power` is 1.
    pub fn learning_rate_at_one(&self) -> f64 {
        self.config.learning_rate
    }

    fn checked(config: Config) -> Result<Self, ScheduleError> {
        check::non_negative("learning_rate", config.learning_rate)?;
        check::positive_steps("timescale", config.timescale)?;
        check::zero_or_moderate("offset", config.offset)?;
        check::small_positive_power("inner_power", config.inner_power)?;
        check::small_power("power", config.power)?;
        Ok(Self { config, cache: Cache::default() })
    }
}

class! {
    /// A power of the step, or of the step plus an offset.
    struct Config for PowerLaw {
        /// The rate where `offset + (step / timescale) ^ inner_power` is 1.
        #[schemars(with = "crate::schema::NonNegative")]
        priv learning_rate: f64,
        /// The number of steps that time is counted in.
        #[schemars(with = "crate::schema::PositiveSteps")]
        pub timescale: StepCount,
        /// What is added before the power is taken.
        #[serde(default)]
        #[schemars(with = "crate::schema::ZeroOrModerate")]
        pub offset: f64,
        /// The power of the time itself.
        #[serde(default = "crate::parameters::one")]
        #[schemars(with = "crate::schema::InnerPower")]
        pub inner_power: f64,
        /// The power of the sum.
        #[schemars(with = "crate::schema::SmallPower")]
        pub power: f64,
    }
}

rates_by_formula!(PowerLaw);

impl Formula for PowerLaw {
    type Part = ();

    fn stretch(&self, step: u64) -> Stretch<()> {
        let has_pole = self.config.offset == 0.0 && self.config.power < 0.0;
        if step == 0 {
            return Stretch::hold_at(u64::from(has_pole), 0, ());
        }
        Stretch::until(u64::MAX, ())
    }

    fn value<R: Real>(&self, (): &(), step: R) -> R {
        let Config { learning_rate, timescale, offset, inner_power, power, .. } = self.config;
        let rate = step.number(learning_rate);
        let (power, inner_power) = (step.number(power), step.number(inner_power));
        let time = step.clone() / step.steps(timescale);
        if offset == 0.0 {
            // One power, so that it is exact where the two of them are no roots.
            return rate * time.power(inner_power * power);
        }
        rate * (step.number(offset) + time.power(inner_power)).power(power)
    }
}
