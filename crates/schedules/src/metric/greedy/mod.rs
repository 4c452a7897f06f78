//! The greedy rate, as `GreedyLR` in Hugging Face transformers.

mod defaults;
mod rules;
mod state;
mod window;

use core::fmt::{self, Debug, Formatter};

use self::state::State;
use crate::metric::comparison::ThresholdMode;
use crate::parameters::check;
use crate::parameters::glue::config;
use crate::{MetricMode, ScheduleError, Threshold};

/// Raises the rate while a metric becomes better, and lowers it while it does not (arXiv:2512.14527).
///
/// Metrics better than the best so far, and bad ones, are counted in a row. Then
///
/// - at good metric number `patience + 1` the rate becomes `min(learning_rate / factor, max_learning_rate)`,
///   and the next `warmup` metrics are passed over;
/// - at bad metric number `patience + 1` it becomes `max(learning_rate * factor, min_learning_rate)`, and the
///   next `cooldown` metrics are passed over.
///
/// A metric that is passed over is neither good nor bad, and never the best. A change that would not exceed
/// `eps` is not made. A bad run that leaves the rate at `min_learning_rate`, or below, counts towards
/// `reset_start`; after that many without a good run in between, everything is reset: the rate, the best
/// metric, the counters, the window. Only the cooldown of that last reduction still runs.
///
/// With [`smoothing`](Self::with_smoothing) the mean of the last `window_size` metrics takes the place of the
/// metric.
///
/// # NaN and infinities
///
/// NaN is never better: it counts as a bad metric. The infinity on the bad side of [`MetricMode`] is bad; the
/// one on the good side is better than anything, and nothing after it is better still until a reset. With
/// smoothing, NaN or an infinity enters a running sum and does not leave it with the window: every mean after
/// it is NaN, or that infinity and then NaN, until a reset. Who expects such metrics does better to leave
/// them out.
///
/// As long as none has been better, a metric is compared with the worst infinity. With [`MetricMode::Min`]
/// that leaves no room below: past a relative threshold of 1 or more no metric ever gets, as in transformers.
///
/// # Elsewhere
///
/// The defaults are those of `GreedyLR` in Hugging Face transformers (`lr_scheduler_type="greedy"`,
/// `get_greedy_schedule`), whose rates this gives bit for bit for one parameter group. Its `min_lr` and
/// `max_lr` are `min_learning_rate` and `max_learning_rate` here, `smooth` is whether there is a
/// `window_size`, and the others keep their names. As there, an initial rate outside of the bounds is taken
/// as it is. Note the default bounds, 1e-3 and 1: a rate of 5e-5 is below them, so it can rise but never
/// fall.
///
/// DIFFERENCE: bounds in the wrong order, a window of 0, a `reset_start` of 0 (which means 1 there), a factor
/// of 0, and negative parameters are refused.
///
/// # State
///
/// With the feature `serde` the whole value is saved: the parameters and, as `state`, the rate in force, the
/// best metric, the counters, and the window with its running sum. A file without `state` begins afresh. What
/// JSON has no number for is written as the text `"Infinity"`, `"-Infinity"` or `"NaN"`.
///
/// # Example
/// ```
/// use glidepath::prelude::*;
///
/// let mut schedule = Greedy::new(0.1)?.with_factor(0.5)?.with_patience(1);
/// assert_eq!(schedule.observe(3.0), 0.1); // good
/// assert_eq!(schedule.observe(2.0), 0.2); // good again
/// assert_eq!(schedule.observe(2.0), 0.2); // bad
/// assert_eq!(schedule.observe(f64::NAN), 0.1); // bad again
/// # Ok::<(), glidepath::ScheduleError>(())
/// ```
#[derive(Clone, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(feature = "serde", serde(try_from = "Config", into = "Config"))]
#[doc(alias = "GreedyLR")]
#[doc(alias = "get_greedy_schedule")]
pub struct Greedy {
    config: Config,
    state: State,
}

config! {
    /// What a file holds.
    struct Config for Greedy {
        /// The rate in the beginning, and after a reset.
        pub initial_learning_rate: f64,
        /// Which way the metric gets better.
        #[serde(default)]
        pub mode: MetricMode,
        /// What the rate is multiplied or divided by.
        #[serde(default = "defaults::factor")]
        pub factor: f64,
        /// How many good metrics in a row, or bad ones, leave the rate as it is.
        #[serde(default = "defaults::patience")]
        pub patience: u64,
        /// The number of the threshold.
        #[serde(default = "defaults::threshold")]
        priv threshold: f64,
        /// The kind of the threshold.
        #[serde(default = "defaults::threshold_mode")]
        priv threshold_mode: ThresholdMode,
        /// How many metrics are passed over when the rate has been lowered.
        #[serde(default)]
        pub cooldown: u64,
        /// How many metrics are passed over when the rate has been raised.
        #[serde(default)]
        pub warmup: u64,
        /// The rate below which no change goes.
        #[serde(default = "defaults::min_learning_rate")]
        pub min_learning_rate: f64,
        /// The rate above which no change goes.
        #[serde(default = "defaults::max_learning_rate")]
        pub max_learning_rate: f64,
        /// What a change of the rate must exceed.
        #[serde(default = "defaults::eps")]
        pub eps: f64,
        /// How many metrics are averaged, if they are.
        #[serde(default)]
        pub window_size: Option<usize>,
        /// How many bad runs at the least rate begin everything anew.
        #[serde(default = "defaults::reset_start")]
        pub reset_start: u64,
        /// What has been observed: in a file only. Without it, the schedule begins afresh.
        #[serde(default)]
        priv state: Option<State>,
    }
}

impl Greedy {
    /// The defaults of transformers: factor 0.95, patience 10, an absolute threshold of 1e-6, rates from 1e-3
    /// to 1, `eps` 1e-8, `reset_start` 500, no cooldown, no warmup, no smoothing, and a metric that should
    /// fall.
    ///
    /// # Errors
    ///
    /// If `initial_learning_rate` is not finite or below 0.
    pub fn new(initial_learning_rate: f64) -> Result<Self, ScheduleError> {
        Self::try_from(Config {
            initial_learning_rate,
            mode: MetricMode::Min,
            factor: defaults::factor(),
            patience: defaults::patience(),
            threshold: defaults::threshold(),
            threshold_mode: defaults::threshold_mode(),
            cooldown: 0,
            warmup: 0,
            min_learning_rate: defaults::min_learning_rate(),
            max_learning_rate: defaults::max_learning_rate(),
            eps: defaults::eps(),
            window_size: None,
            reset_start: defaults::reset_start(),
            state: None,
        })
    }

    /// Which way the metric gets better. Default: lower is better.
    #[must_use]
    pub fn with_mode(self, mode: MetricMode) -> Self {
        Self { config: Config { mode, ..self.config }, ..self }
    }

    /// What the rate is multiplied or divided by. Default: 0.95.
    ///
    /// # Errors
    ///
    /// If `factor` is not above 0 and below 1.
    pub fn with_factor(self, factor: f64) -> Result<Self, ScheduleError> {
        Self { config: Config { factor, ..self.config }, ..self }.checked()
    }

    /// How many good metrics in a row, or bad ones, leave the rate as it is. Default: 10.
    ///
    /// In a run that has begun, the counts so far are cut to the new patience, so that the next metric of the
    /// kind changes the rate.
    #[must_use]
    pub fn with_patience(mut self, patience: u64) -> Self {
        self.config.patience = patience;
        self.state.num_good = self.state.num_good.min(patience);
        self.state.num_bad = self.state.num_bad.min(patience);
        self
    }

    /// By how much a metric must beat the best one. Default: 1e-6, absolute.
    ///
    /// # Errors
    ///
    /// If the threshold is not finite or below 0.
    pub fn with_threshold(mut self, threshold: Threshold) -> Result<Self, ScheduleError> {
        self.config.threshold = threshold.value();
        self.config.threshold_mode = ThresholdMode::of(threshold);
        self.checked()
    }

    /// How many metrics are passed over when the rate has been lowered. Default: 0.
    ///
    /// In a run under way a cooldown that has begun is cut to the new length.
    #[must_use]
    pub fn with_cooldown(mut self, cooldown: u64) -> Self {
        self.config.cooldown = cooldown;
        self.state.cooldown_left = self.state.cooldown_left.min(cooldown);
        self
    }

    /// How many metrics are passed over when the rate has been raised. Default: 0.
    ///
    /// In a run under way a warmup that has begun is cut to the new length.
    #[must_use]
    pub fn with_warmup(mut self, warmup: u64) -> Self {
        self.config.warmup = warmup;
        self.state.warmup_left = self.state.warmup_left.min(warmup);
        self
    }

    /// The rates below and above which no change goes. Default: 1e-3 and 1.
    ///
    /// # Errors
    ///
    /// If one of them is not finite or below 0, or if `max_learning_rate` is below `min_learning_rate`. In a
    /// run under way also if the rate in force lies outside of what these rates and the initial one enclose.
    #[doc(alias = "min_lr")]
    #[doc(alias = "max_lr")]
    pub fn with_learning_rate_range(
        self,
        min_learning_rate: f64,
        max_learning_rate: f64,
    ) -> Result<Self, ScheduleError> {
        Self { config: Config { min_learning_rate, max_learning_rate, ..self.config }, ..self }.checked()
    }

    /// A change is made only if it is greater than this. Default: 1e-8.
    ///
    /// # Errors
    ///
    /// If `eps` is not finite or below 0.
    pub fn with_eps(self, eps: f64) -> Result<Self, ScheduleError> {
        Self { config: Config { eps, ..self.config }, ..self }.checked()
    }

    /// Puts the mean of the last `window_size` metrics in the place of the metric. Default: metrics are taken
    /// as they are. In transformers a window holds 50 by default.
    ///
    /// In a run under way a window that is too long loses its oldest metrics.
    ///
    /// # Errors
    ///
    /// If `window_size` is 0.
    #[doc(alias = "smooth")]
    #[doc(alias = "StreamingAverage")]
    pub fn with_smoothing(mut self, window_size: usize) -> Result<Self, ScheduleError> {
        self.state.window.shorten(window_size);
        Self { config: Config { window_size: Some(window_size), ..self.config }, ..self }.checked()
    }

    /// How many bad runs at the least rate begin everything anew. Default: 500. [`u64::MAX`] is never.
    ///
    /// In a run under way the count begins again.
    ///
    /// # Errors
    ///
    /// If `reset_start` is 0.
    pub fn with_reset_start(mut self, reset_start: u64) -> Result<Self, ScheduleError> {
        self.config.reset_start = reset_start;
        self.state.reset_left = reset_start;
        self.checked()
    }

    fn checked(self) -> Result<Self, ScheduleError> {
        let config = &self.config;
        check::non_negative("initial_learning_rate", config.initial_learning_rate)?;
        let is_share = config.factor > 0.0 && config.factor < 1.0;
        check::require(is_share, "factor", "greater than 0 and below 1", config.factor)?;
        check::non_negative("threshold", config.threshold)?;
        check::non_negative("min_learning_rate", config.min_learning_rate)?;
        check::non_negative("max_learning_rate", config.max_learning_rate)?;
        let is_range = config.min_learning_rate <= config.max_learning_rate;
        let rule = "at least `min_learning_rate`";
        check::require(is_range, "max_learning_rate", rule, config.max_learning_rate)?;
        check::non_negative("eps", config.eps)?;
        if config.window_size == Some(0) {
            return Err(check::out_of_range("window_size", "greater than 0", 0));
        }
        check::positive_count("reset_start", config.reset_start)?;
        self.check_state()?;
        Ok(self)
    }
}

impl TryFrom<Config> for Greedy {
    type Error = ScheduleError;

    fn try_from(mut config: Config) -> Result<Self, ScheduleError> {
        let afresh = State::new(config.initial_learning_rate, config.reset_start);
        Self { state: config.state.take().unwrap_or(afresh), config }.checked()
    }
}

impl From<Greedy> for Config {
    fn from(schedule: Greedy) -> Self {
        Self { state: Some(schedule.state), ..schedule.config }
    }
}

impl Debug for Greedy {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        Config::from(self.clone()).fmt(f)
    }
}
