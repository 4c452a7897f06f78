//! A rise, a plateau and a fall: the trapezoid.

use crate::arithmetic::{Cache, Formula, Real, Stretch};
use crate::parameters::{check, class, rates_by_formula};
use crate::parts::moment::Moment;
use crate::{Curve, ScheduleError, StepCount};

/// Rises from `initial_learning_rate` to `peak_learning_rate` in `warmup_steps`, stays there for
/// `stable_steps`, falls to `end_learning_rate` in `decay_steps`, and stays there.
///
/// Both ways are [`Curve`]s, linear by default. The cooldowns in use are all among them: linear, cosine, `1 -
/// sqrt` (a [`Power`](Curve::Power) of 0.5), `1 - square` (a power of 2), [`Geometric`](Curve::Geometric),
/// Megatron-LM's exponential ([`Exponential`](Curve::Exponential) with base 0.5), and MiniCPM's
/// inverse-linear ([`Rational`](Curve::Rational)).
///
#[cfg_attr(doc, doc = include_str!("../../plots/warmup_stable_decay.svg"))]
///
/// Elsewhere: `get_wsd_schedule` in Hugging Face transformers; WSD in Megatron-LM, timm and torchtitan;
/// `tri_stage` in fairseq; the trapezoid of DeepSeek and llm.c.
///
/// # Example
/// ```
/// use glidepath::prelude::*;
///
/// let schedule = WarmupStableDecay::new(0.5, 100, 800, 100)?.with_decay_curve(Curve::Power { power: 0.5 })?;
/// assert_eq!(schedule.learning_rate(50), 0.25);
/// assert_eq!(schedule.learning_rate(500), 0.5);
/// assert_eq!(schedule.learning_rate(925), 0.25); // 0.5 * (1 - sqrt(0.25))
/// assert_eq!(schedule.learning_rate(1_000), 0.0);
/// # Ok::<(), glidepath::ScheduleError>(())
/// ```
///
/// The papers: Hu et al., *MiniCPM*, 2024 (arXiv:2404.06395); Hägele et al., *Scaling Laws and
/// Compute-Optimal Training Beyond Fixed Training Durations*, 2024 (arXiv:2405.18392).
#[derive(Clone)]
#[doc(alias = "WSD")]
#[doc(alias = "get_wsd_schedule")]
#[doc(alias = "trapezoid")]
#[doc(alias = "tri_stage")]
#[doc(alias = "WSDLRScheduler")]
#[doc(alias = "WarmupHoldPolicy")]
#[doc(alias = "warmup_stable_decay")]
pub struct WarmupStableDecay {
    config: Config,
    /// The first step of the plateau, of the decay, and after it; `None` beyond every step.
    begins: [Option<u64>; 3],
    cache: Cache,
}

/// The parts of the curve.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Part {
    Warmup,
    Plateau,
    Decay,
    End,
}

impl WarmupStableDecay {
    /// From 0 up to `peak_learning_rate` and down to 0 again, in straight lines.
    ///
    /// # Errors
    ///
    /// If `peak_learning_rate` or a number of steps is not finite or below 0.
    pub fn new(
        peak_learning_rate: f64,
        warmup_steps: impl Into<StepCount>,
        stable_steps: impl Into<StepCount>,
        decay_steps: impl Into<StepCount>,
    ) -> Result<Self, ScheduleError> {
        Self::checked(Config {
            peak_learning_rate,
            warmup_steps: warmup_steps.into(),
            stable_steps: stable_steps.into(),
            decay_steps: decay_steps.into(),
            initial_learning_rate: 0.0,
            end_learning_rate: 0.0,
            warmup_curve: Curve::Linear,
            decay_curve: Curve::Linear,
            name: None,
        })
    }

    /// The rate that the warmup begins with. Default: 0.
    ///
    /// # Errors
    ///
    /// If `initial_learning_rate` is not finite or below 0.
    pub fn with_initial_learning_rate(self, initial_learning_rate: f64) -> Result<Self, ScheduleError> {
        Self::checked(Config { initial_learning_rate, ..self.config })
    }

    /// The rate that the decay ends with. Default: 0.
    ///
    /// # Errors
    ///
    /// If `end_learning_rate` is not finite or below 0.
    pub fn with_end_learning_rate(self, end_learning_rate: f64) -> Result<Self, ScheduleError> {
        Self::checked(Config { end_learning_rate, ..self.config })
    }

    /// The way up. Default: linear.
    ///
    /// # Errors
    ///
    /// If a parameter of the curve is out of its range, or it is geometric and begins at 0.
    pub fn with_warmup_curve(self, warmup_curve: Curve) -> Result<Self, ScheduleError> {
        Self::checked(Config { warmup_curve, ..self.config })
    }

    /// The way down. Default: linear.
    ///
    /// # Errors
    ///
    /// If a parameter of the curve is out of its range, or it is geometric and ends at 0.
    pub fn with_decay_curve(self, decay_curve: Curve) -> Result<Self, ScheduleError> {
        Self::checked(Config { decay_curve, ..self.config })
    }

    fn checked(config: Config) -> Result<Self, ScheduleError> {
        let (initial, peak, end) =
            (config.initial_learning_rate, config.peak_learning_rate, config.end_learning_rate);
        check::non_negative("peak_learning_rate", peak)?;
        check::non_negative("initial_learning_rate", initial)?;
        check::non_negative("end_learning_rate", end)?;
        check::non_negative_steps("warmup_steps", config.warmup_steps)?;
        check::non_negative_steps("stable_steps", config.stable_steps)?;
        check::non_negative_steps("decay_steps", config.decay_steps)?;
        let [initial_rate, peak_rate, end_rate] =
            [("initial_learning_rate", initial), ("peak_learning_rate", peak), ("end_learning_rate", end)];
        config.warmup_curve.check_between("warmup_curve", [initial_rate, peak_rate])?;
        config.decay_curve.check_between("decay_curve", [peak_rate, end_rate])?;

        let steps = [config.warmup_steps, config.stable_steps, config.decay_steps];
        let begins = [1, 2, 3].map(|parts| StepCount::first_step_from_sum(&steps[..parts]));
        Ok(Self { config, begins, cache: Cache::default() })
    }
}

class! {
    /// A warmup, a plateau and a decay.
    struct Config for WarmupStableDecay {
        /// The rate on the plateau.
        #[schemars(with = "crate::schema::NonNegative")]
        pub peak_learning_rate: f64,
        /// The number of steps of the way up.
        #[schemars(with = "crate::schema::NonNegativeSteps")]
        pub warmup_steps: StepCount,
        /// The number of steps on the plateau.
        #[schemars(with = "crate::schema::NonNegativeSteps")]
        pub stable_steps: StepCount,
        /// The number of steps of the way down.
        #[schemars(with = "crate::schema::NonNegativeSteps")]
        pub decay_steps: StepCount,
        /// The rate at step 0.
        #[serde(default)]
        #[schemars(with = "crate::schema::NonNegative")]
        pub initial_learning_rate: f64,
        /// The rate at the end.
        #[serde(default)]
        #[schemars(with = "crate::schema::NonNegative")]
        pub end_learning_rate: f64,
        /// The way up.
        #[serde(default)]
        pub warmup_curve: Curve,
        /// The way down.
        #[serde(default)]
        pub decay_curve: Curve,
    }
}

rates_by_formula!(WarmupStableDecay);

impl Formula for WarmupStableDecay {
    type Part = Part;

    fn stretch(&self, step: u64) -> Stretch<Part> {
        let [plateau, decay, end] = self.begins;
        Stretch::before(plateau, step, Part::Warmup)
            .or_else(|| Stretch::before(decay, step, Part::Plateau).map(Stretch::held))
            .or_else(|| Stretch::before(end, step, Part::Decay))
            .unwrap_or(Stretch::hold_from(step, Part::End))
    }

    fn value<R: Real>(&self, part: &Part, step: R) -> R {
        let Config { peak_learning_rate, initial_learning_rate, end_learning_rate, .. } = self.config;
        let Config { warmup_steps, stable_steps, decay_steps, warmup_curve, decay_curve, .. } = self.config;
        let peak = step.number(peak_learning_rate);
        let warmup = step.steps(warmup_steps);
        match part {
            Part::Warmup => {
                let at = Moment::new(step.clone(), warmup.clone() - step, warmup);
                warmup_curve.between(peak.number(initial_learning_rate), peak, &at)
            }
            Part::Plateau => peak,
            Part::Decay => {
                let (begin, decay) = (warmup + step.steps(stable_steps), step.steps(decay_steps));
                let at = Moment::new(step.clone() - begin.clone(), begin + decay.clone() - step, decay);
                let end = peak.number(end_learning_rate);
                decay_curve.between(peak, end, &at)
            }
            Part::End => step.number(end_learning_rate),
        }
    }
}
