//! Reduction on a plateau, as PyTorch's and Keras's `ReduceLROnPlateau`.

mod defaults;
mod plateau_rules;
mod rules;
mod state;

use core::fmt::{self, Debug, Formatter};

pub use self::plateau_rules::PlateauRules;
use self::state::State;
use crate::metric::comparison::ThresholdMode;
use crate::parameters::check;
use crate::parameters::glue::config;
use crate::{MetricMode, ScheduleError, Threshold};

/// Multiplies the rate by `factor` when a metric has not become better for a while.
///
/// A metric is better if it passes the [`threshold`](Self::with_threshold) beyond the best one so far; all
/// others are bad. PyTorch's rules and Keras's differ in what they count, so they are a parameter,
/// [`PlateauRules`]:
///
/// | | [`Pytorch`](PlateauRules::Pytorch) | [`Keras`](PlateauRules::Keras) |
/// |---|---|---|
/// | the rate falls | at bad metric number `patience + 1` in a row | at number `patience`, or 1 if that is 0 |
/// | cooldown | swallows the next `cooldown` bad metrics | swallows one fewer: the count begins with the last |
/// | where nothing is left to reduce | still restarts count and cooldown | goes on counting, without cooldown |
/// | an absolute threshold asks for, downwards | `metric < best - threshold` | `metric + threshold < best` |
/// | a first metric that is the worst infinity | is bad | is better than none |
///
/// A reduction is `max(learning_rate * factor, min_learning_rate)`, and is made if the rate falls by more
/// than `eps`. A rate that begins below `min_learning_rate` stays where it is. The best metric is kept up to
/// date during a cooldown too.
///
/// # NaN and infinities
///
/// NaN is never better: it counts as a bad metric like any other and is never taken as the best. The infinity
/// on the bad side of [`MetricMode`] is bad; the one on the good side is better than anything, and nothing
/// after it is better still, so from then on the rate falls at each opportunity.
///
/// As long as none has been better, PyTorch's rules compare a metric with the worst infinity. With
/// [`MetricMode::Min`] that leaves no room below: past a relative threshold of 1 or more no metric ever gets,
/// as in PyTorch.
///
/// # Elsewhere
///
/// [`new`](Self::new) has the defaults of `torch.optim.lr_scheduler.ReduceLROnPlateau`, and gives its rates
/// bit for bit for one parameter group. The same class is behind `reduce_lr_on_plateau` in Hugging Face
/// transformers, AllenNLP's `reduce_on_plateau`, PyTorch-Ignite's `ReduceLROnPlateauScheduler` and, after a
/// linear warmup that shows it no metric,
///
/// - `PlateauLRScheduler` in timm, with [`MetricMode::Max`]: the metrics from epoch `warmup_t + 1` on are
///   those to observe; its noise is not to be had here;
/// - `reduce_lr_on_plateau` in fairseq, with a patience of 0: the metrics after `warmup_updates`.
///
/// [`keras`](Self::keras) has the defaults of `keras.callbacks.ReduceLROnPlateau` in Keras 3.15, whose
/// `min_delta` is an absolute threshold. Older versions begin with the worst infinity and take the threshold
/// off where PyTorch does.
///
/// Others differ:
///
/// - `ReduceOnPlateauLR` in mmengine counts as PyTorch's, and calls the mode `rule` and the least rate
///   `min_value`.
/// - `ReduceOnPlateau` in Paddle counts as PyTorch's, but its cooldown looks at no metric, and the first
///   metric is better than none whatever it is.
/// - `optax.contrib.reduce_on_plateau` counts as PyTorch's with a patience one lower and without `eps`. A
///   metric must beat the best by `rtol` and `atol` together, and what falls is a factor, down to
///   `min_scale`.
/// - `ReduceLROnPlateau` in fastai counts as Keras's with a patience of 1, no threshold and no cooldown, and
///   divides by a `factor` of 10.
/// - `plateau` in thinc scales another schedule.
///
/// DIFFERENCE: Keras compares metrics and keeps the rate in 32 bits, and a NaN that comes first becomes its
/// best, which nothing ever beats. Here all is computed in doubles, and the first number is better than a NaN
/// before it. Negative factors, which both let pass, and negative thresholds, of which Keras takes the size,
/// are refused.
///
/// # State
///
/// With the feature `serde` the whole value is saved: the parameters and, as `state`, the rate in force, the
/// best metric, and both counters. A file without `state` begins afresh. Best metrics that JSON has no number
/// for are written as the text `"Infinity"` or `"-Infinity"`.
///
/// # Example
/// ```
/// use glidepath::prelude::*;
///
/// let mut schedule = ReduceOnPlateau::new(0.1)?.with_factor(0.5)?.with_patience(1);
/// assert_eq!(schedule.learning_rate(), 0.1);
/// assert_eq!(schedule.observe(2.0), 0.1); // the best so far
/// assert_eq!(schedule.observe(2.0), 0.1); // bad, but patience bears one
/// assert_eq!(schedule.observe(f64::NAN), 0.05); // bad again
/// # Ok::<(), glidepath::ScheduleError>(())
/// ```
#[derive(Clone, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(feature = "serde", serde(try_from = "Config", into = "Config"))]
#[doc(alias = "ReduceLROnPlateau")]
#[doc(alias = "reduce_lr_on_plateau")]
#[doc(alias = "reduce_on_plateau")]
#[doc(alias = "get_reduce_on_plateau_schedule")]
#[doc(alias = "ReduceLROnPlateauScheduler")]
#[doc(alias = "ReduceOnPlateauLR")]
#[doc(alias = "PlateauLRScheduler")]
pub struct ReduceOnPlateau {
    config: Config,
    state: State,
}

config! {
    /// What a file holds.
    struct Config for ReduceOnPlateau {
        /// The rate before the first reduction.
        pub initial_learning_rate: f64,
        /// Whose counting rules are followed.
        #[serde(default)]
        pub rules: PlateauRules,
        /// Which way the metric gets better.
        #[serde(default)]
        pub mode: MetricMode,
        /// What the rate is multiplied by.
        #[serde(default = "defaults::factor")]
        pub factor: f64,
        /// How many bad metrics in a row are borne.
        #[serde(default = "defaults::patience")]
        pub patience: u64,
        /// The number of the threshold.
        #[serde(default = "defaults::threshold")]
        priv threshold: f64,
        /// The kind of the threshold. Without it, what is usual under the rules.
        #[serde(default)]
        priv threshold_mode: Option<ThresholdMode>,
        /// For how many metrics after a reduction bad ones are not counted.
        #[serde(default)]
        pub cooldown: u64,
        /// The rate below which no reduction goes.
        #[serde(default)]
        pub min_learning_rate: f64,
        /// What a fall of the rate must exceed. Without it, what is usual under the rules.
        #[serde(default)]
        priv eps: Option<f64>,
        /// What has been observed: in a file only. Without it, the schedule begins afresh.
        #[serde(default)]
        priv state: Option<State>,
    }
}

impl ReduceOnPlateau {
    /// PyTorch's rules and defaults: factor 0.1, patience 10, a relative threshold of 1e-4, `eps` 1e-8, no
    /// cooldown, no least rate, and a metric that should fall.
    ///
    /// # Errors
    ///
    /// If `initial_learning_rate` is not finite or below 0.
    pub fn new(initial_learning_rate: f64) -> Result<Self, ScheduleError> {
        Self::with_defaults(initial_learning_rate, PlateauRules::Pytorch)
    }

    /// Keras's rules and defaults: factor 0.1, patience 10, an absolute threshold of 1e-4, `eps` 0, no
    /// cooldown, no least rate, and a metric that should fall.
    ///
    /// ```
    /// use glidepath::prelude::*;
    ///
    /// let mut schedule = ReduceOnPlateau::keras(0.1)?.with_factor(0.5)?.with_patience(1);
    /// assert_eq!(schedule.observe(2.0), 0.1);
    /// assert_eq!(schedule.observe(2.0), 0.05); // where PyTorch would wait for one more
    /// # Ok::<(), glidepath::ScheduleError>(())
    /// ```
    ///
    /// # Errors
    ///
    /// If `initial_learning_rate` is not finite or below 0.
    pub fn keras(initial_learning_rate: f64) -> Result<Self, ScheduleError> {
        Self::with_defaults(initial_learning_rate, PlateauRules::Keras)
    }

    fn with_defaults(initial_learning_rate: f64, rules: PlateauRules) -> Result<Self, ScheduleError> {
        Self::try_from(Config {
            initial_learning_rate,
            rules,
            mode: MetricMode::Min,
            factor: defaults::factor(),
            patience: defaults::patience(),
            threshold: defaults::threshold(),
            threshold_mode: None,
            cooldown: 0,
            min_learning_rate: 0.0,
            eps: None,
            state: None,
        })
    }

    /// Which way the metric gets better. Default: lower is better.
    #[doc(alias = "rule")]
    #[must_use]
    pub fn with_mode(self, mode: MetricMode) -> Self {
        Self { config: Config { mode, ..self.config }, ..self }
    }

    /// What the rate is multiplied by. Default: 0.1.
    ///
    /// # Errors
    ///
    /// If `factor` is below 0, or 1 or more.
    #[doc(alias = "decay_rate")]
    #[doc(alias = "lr_shrink")]
    pub fn with_factor(self, factor: f64) -> Result<Self, ScheduleError> {
        Self { config: Config { factor, ..self.config }, ..self }.checked()
    }

    /// How many bad metrics in a row are tolerated. Default: 10; the table above says which one is too many.
    ///
    /// In a run under way the count so far is cut to the new patience, so that the next bad metric is too
    /// many.
    #[doc(alias = "patience_t")]
    #[doc(alias = "lr_patience")]
    #[must_use]
    pub fn with_patience(mut self, patience: u64) -> Self {
        self.config.patience = patience;
        self.state.num_bad = self.state.num_bad.min(patience);
        self
    }

    /// By how much a metric must beat the best one. Default: 1e-4, relative under PyTorch's rules and
    /// absolute under Keras's.
    ///
    /// # Errors
    ///
    /// If the threshold is not finite or below 0.
    #[doc(alias = "min_delta")]
    #[doc(alias = "lr_threshold")]
    #[doc(alias = "rtol")]
    #[doc(alias = "atol")]
    pub fn with_threshold(mut self, threshold: Threshold) -> Result<Self, ScheduleError> {
        self.config.threshold = threshold.value();
        self.config.threshold_mode = Some(ThresholdMode::of(threshold));
        self.checked()
    }

    /// For how many metrics after a reduction bad ones are not counted. Default: 0.
    ///
    /// In a run under way a cooldown that has begun is cut to the new length.
    #[doc(alias = "cooldown_t")]
    #[must_use]
    pub fn with_cooldown(mut self, cooldown: u64) -> Self {
        self.config.cooldown = cooldown;
        self.state.cooldown_left = self.state.cooldown_left.min(cooldown);
        self
    }

    /// The rate below which no reduction goes. Default: 0.
    ///
    /// # Errors
    ///
    /// If `min_learning_rate` is not finite or below 0.
    #[doc(alias = "min_lr")]
    #[doc(alias = "lr_min")]
    #[doc(alias = "min_value")]
    #[doc(alias = "min_scale")]
    pub fn with_min_learning_rate(self, min_learning_rate: f64) -> Result<Self, ScheduleError> {
        Self { config: Config { min_learning_rate, ..self.config }, ..self }.checked()
    }

    /// A reduction is made only if the rate falls by more than this. Default: 1e-8 under PyTorch's rules and
    /// 0 under Keras's, which have no such parameter.
    ///
    /// With 1e-8 a rate of 1e-8 is never reduced.
    ///
    /// # Errors
    ///
    /// If `eps` is not finite or below 0.
    #[doc(alias = "epsilon")]
    pub fn with_eps(self, eps: f64) -> Result<Self, ScheduleError> {
        Self { config: Config { eps: Some(eps), ..self.config }, ..self }.checked()
    }

    fn checked(self) -> Result<Self, ScheduleError> {
        let config = &self.config;
        check::non_negative("initial_learning_rate", config.initial_learning_rate)?;
        // -0.0 would make a rate of -0.0, which no file may hold.
        let is_share = (0.0..1.0).contains(&config.factor) && config.factor.is_sign_positive();
        check::require(is_share, "factor", "at least 0 and below 1", config.factor)?;
        check::non_negative("threshold", config.threshold)?;
        check::non_negative("min_learning_rate", config.min_learning_rate)?;
        check::non_negative("eps", self.eps())?;
        self.check_state()?;
        Ok(self)
    }
}

impl TryFrom<Config> for ReduceOnPlateau {
    type Error = ScheduleError;

    fn try_from(mut config: Config) -> Result<Self, ScheduleError> {
        config.threshold_mode.get_or_insert(defaults::threshold_mode(config.rules));
        config.eps.get_or_insert(defaults::eps(config.rules));
        let afresh = State::new(config.initial_learning_rate);
        Self { state: config.state.take().unwrap_or(afresh), config }.checked()
    }
}

impl From<ReduceOnPlateau> for Config {
    fn from(schedule: ReduceOnPlateau) -> Self {
        Self { state: Some(schedule.state), ..schedule.config }
    }
}

impl Debug for ReduceOnPlateau {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        Config::from(self.clone()).fmt(f)
    }
}
