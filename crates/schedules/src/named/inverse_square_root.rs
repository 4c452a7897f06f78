//! One over the square root of the step, after a warmup.

use crate::arithmetic::{Cache, Formula, Real, Stretch};
use crate::parameters::{check, class, rates_by_formula};
use crate::{ScheduleError, StepCount};

/// Rises linearly from 0 to `peak_learning_rate` in `warmup_steps`, then falls with the inverse square root
/// of the step: with `n`, the number of steps since the warmup, `peak_learning_rate * sqrt(timescale /
/// (timescale + n))`.
///
/// Without a `timescale` it is `warmup_steps`, so that the rate falls as one over the root of the step
/// itself; and 10,000 without a warmup.
///
#[cfg_attr(doc, doc = include_str!("../../plots/inverse_square_root.svg"))]
///
/// Elsewhere: `inverse_sqrt` in Hugging Face transformers and in fairseq; `inverse-square-root` in
/// Megatron-LM.
///
/// # Example
/// ```
/// use glidepath::prelude::*;
///
/// let schedule = InverseSquareRoot::new(0.5, 100)?;
/// assert_eq!(schedule.learning_rate(50), 0.25);
/// assert_eq!(schedule.learning_rate(100), 0.5);
/// assert_eq!(schedule.learning_rate(400), 0.25);
/// # Ok::<(), glidepath::ScheduleError>(())
/// ```
#[derive(Clone)]
#[doc(alias = "inverse_sqrt")]
#[doc(alias = "rsqrt")]
#[doc(alias = "get_inverse_sqrt_schedule")]
pub struct InverseSquareRoot {
    config: Config,
    cache: Cache,
}

/// What Hugging Face takes where there is neither a timescale nor a warmup.
const DEFAULT_TIMESCALE: i32 = 10_000;

impl InverseSquareRoot {
    /// A rise to `peak_learning_rate` in `warmup_steps`, and the fall after it.
    ///
    /// # Errors
    ///
    /// If `peak_learning_rate` or `warmup_steps` is not finite or below 0.
    pub fn new(peak_learning_rate: f64, warmup_steps: impl Into<StepCount>) -> Result<Self, ScheduleError> {
        let warmup_steps = warmup_steps.into();
        Self::checked(Config { peak_learning_rate, warmup_steps, timescale: None, name: None })
    }

    /// In how many steps the rate falls to `1 / sqrt(2)` of its peak.
    ///
    /// # Errors
    ///
    /// If `timescale` is not finite or not above 0.
    pub fn with_timescale(self, timescale: impl Into<StepCount>) -> Result<Self, ScheduleError> {
        Self::checked(Config { timescale: Some(timescale.into()), ..self.config })
    }

    fn checked(config: Config) -> Result<Self, ScheduleError> {
        check::non_negative("peak_learning_rate", config.peak_learning_rate)?;
        check::non_negative_steps("warmup_steps", config.warmup_steps)?;
        if let Some(timescale) = config.timescale {
            check::positive_steps("timescale", timescale)?;
        }
        Ok(Self { config, cache: Cache::default() })
    }
}

class! {
    /// Rises linearly, then falls with the inverse square root of the step.
    struct Config for InverseSquareRoot {
        /// The greatest rate.
        #[schemars(with = "crate::schema::NonNegative")]
        pub peak_learning_rate: f64,
        /// The number of steps in which the rate rises.
        #[serde(default)]
        #[schemars(with = "crate::schema::NonNegativeSteps")]
        pub warmup_steps: StepCount,
        /// In how many steps the rate falls to `1 / sqrt(2)` of its peak. Without it, `warmup_steps`, or
        /// 10000 if there is no warmup.
        #[serde(default)]
        #[schemars(with = "Option<crate::schema::PositiveSteps>")]
        pub timescale: Option<StepCount>,
    }
}

rates_by_formula!(InverseSquareRoot);

impl Formula for InverseSquareRoot {
    /// Whether the warmup is over.
    type Part = bool;

    fn stretch(&self, step: u64) -> Stretch<bool> {
        let begin = self.config.warmup_steps.first_step_from_here();
        Stretch::before(begin, step, false).unwrap_or(Stretch::until(u64::MAX, true))
    }

    fn value<R: Real>(&self, falls: &bool, step: R) -> R {
        let peak = step.number(self.config.peak_learning_rate);
        let warmup_steps = step.steps(self.config.warmup_steps);
        if !falls {
            return peak * step / warmup_steps;
        }
        let timescale = step.steps(self.config.timescale_or_default());
        let time = timescale.clone() + (step - warmup_steps);
        let minus_half = time.number(-0.5);
        peak * (time / timescale).power(minus_half)
    }
}

impl Config {
    fn timescale_or_default(&self) -> StepCount {
        let has_warmup = self.warmup_steps.to_f64() > 0.0;
        let default = if has_warmup { self.warmup_steps } else { StepCount::from(DEFAULT_TIMESCALE) };
        self.timescale.unwrap_or(default)
    }
}
