//! Reduction on a plateau, as PyTorch's and Keras's `ReduceLROnPlateau`.

use alloc::format;

use glidepath_core::MetricSchedule;

use crate::{MetricMode, ScheduleError, Threshold, check};

/// Multiplies the rate by `factor` when a metric has not become better for a while.
///
/// A metric is better if it passes the [`threshold`](Self::with_threshold) beyond the best one so far; all others are
/// bad. PyTorch's rules and Keras's differ in what they count, so they are a parameter, [`PlateauRules`]:
///
/// | | [`Pytorch`](PlateauRules::Pytorch) | [`Keras`](PlateauRules::Keras) |
/// |---|---|---|
/// | the rate falls | at bad metric number `patience + 1` in a row | at number `patience`, or 1 if that is 0 |
/// | cooldown | swallows the next `cooldown` bad metrics | swallows one fewer: the count begins with the last |
/// | where nothing is left to reduce | starts count and cooldown anew all the same | goes on counting, without cooldown |
/// | an absolute threshold asks for | `metric < best - threshold` | `metric + threshold < best` |
/// | a first metric that is the worst infinity | is bad | is better than none |
///
/// A reduction is `max(learning_rate * factor, min_learning_rate)`, and is made if the rate falls by more than `eps`.
/// A rate that begins below `min_learning_rate` stays where it is. The best metric is kept up to date during a
/// cooldown too.
///
/// # NaN and infinities
///
/// NaN is never better: it counts as a bad metric like any other and is never taken as the best. The infinity on the
/// bad side of [`MetricMode`] is bad; the one on the good side is better than anything, and nothing after it is
/// better still, so from then on the rate falls at each opportunity.
///
/// # Elsewhere
///
/// [`new`](Self::new) has the defaults of `torch.optim.lr_scheduler.ReduceLROnPlateau`, and gives its rates bit for bit
/// for one parameter group; so does `reduce_lr_on_plateau` in Hugging Face transformers. [`keras`](Self::keras) has
/// those of `keras.callbacks.ReduceLROnPlateau`, whose `min_delta` is an absolute threshold.
/// `optax.contrib.reduce_on_plateau` gives a factor by rules of its own. `PlateauLRScheduler` in timm is PyTorch's with
/// [`MetricMode::Max`], behind a linear warmup of `warmup_t` epochs: it shows the metrics to the plateau from epoch
/// `warmup_t + 1` on, and its noise is not to be had here.
///
/// DIFFERENCE: Keras compares metrics and keeps the rate in 32 bits, and a NaN that comes first becomes its best, which
/// nothing ever beats. Here all is computed in doubles, and the first number is better than a NaN before it. Negative
/// thresholds and factors, which both let pass, are refused.
///
/// # State
///
/// With the feature `serde` the whole value is saved: the parameters and, as `state`, the rate in force, the best
/// metric, and both counters. A file without `state` begins afresh. Best metrics that JSON has no number for are
/// written as the text `"Infinity"` or `"-Infinity"`.
///
/// # Example
/// ```
/// use glidepath_core::MetricSchedule;
/// use glidepath_schedules::ReduceOnPlateau;
///
/// let mut schedule = ReduceOnPlateau::new(0.1)?.with_factor(0.5)?.with_patience(1);
/// assert_eq!(schedule.learning_rate(), 0.1);
/// assert_eq!(schedule.observe(2.0), 0.1); // the best so far
/// assert_eq!(schedule.observe(2.0), 0.1); // bad, but patience bears one
/// assert_eq!(schedule.observe(f64::NAN), 0.05); // bad again
/// # Ok::<(), glidepath_schedules::ScheduleError>(())
/// ```
#[derive(Clone, Debug, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(feature = "serde", serde(try_from = "format::Config", into = "format::Config"))]
#[doc(alias = "ReduceLROnPlateau")]
#[doc(alias = "reduce_lr_on_plateau")]
#[doc(alias = "reduce_on_plateau")]
#[doc(alias = "PlateauLRScheduler")]
pub struct ReduceOnPlateau {
    initial_learning_rate: f64,
    rules: PlateauRules,
    mode: MetricMode,
    factor: f64,
    patience: u64,
    threshold: Threshold,
    cooldown: u64,
    min_learning_rate: f64,
    eps: f64,
    state: State,
}

/// Whose `ReduceLROnPlateau` a [`ReduceOnPlateau`] counts like; the table there tells the differences.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize), serde(rename_all = "lowercase"))]
#[non_exhaustive]
pub enum PlateauRules {
    /// `torch.optim.lr_scheduler.ReduceLROnPlateau`.
    #[default]
    Pytorch,
    /// `keras.callbacks.ReduceLROnPlateau`.
    Keras,
}

/// What changes from metric to metric.
#[derive(Clone, Debug, PartialEq)]
struct State {
    learning_rate: f64,
    best: Option<f64>,
    num_bad: u64,
    cooldown_left: u64,
}

impl State {
    const fn new(learning_rate: f64) -> Self {
        Self { learning_rate, best: None, num_bad: 0, cooldown_left: 0 }
    }
}

/// The parameters that have the same default under all rules.
const FACTOR: f64 = 0.1;
const PATIENCE: u64 = 10;
const THRESHOLD: f64 = 1e-4;

impl PlateauRules {
    const fn default_threshold(self, value: f64) -> Threshold {
        match self {
            Self::Pytorch => Threshold::Relative(value),
            Self::Keras => Threshold::Absolute(value),
        }
    }

    const fn default_eps(self) -> f64 {
        match self {
            Self::Pytorch => 1e-8,
            Self::Keras => 0.0,
        }
    }
}

impl ReduceOnPlateau {
    /// PyTorch's rules and defaults: factor 0.1, patience 10, a relative threshold of 1e-4, `eps` 1e-8, no cooldown, no
    /// least rate, and a metric that should fall.
    ///
    /// # Errors
    ///
    /// If `initial_learning_rate` is not finite or below 0.
    pub fn new(initial_learning_rate: f64) -> Result<Self, ScheduleError> {
        Self::with_defaults(initial_learning_rate, PlateauRules::Pytorch)
    }

    /// Keras's rules and defaults: factor 0.1, patience 10, an absolute threshold of 1e-4, `eps` 0, no cooldown, no
    /// least rate, and a metric that should fall.
    ///
    /// ```
    /// use glidepath_core::MetricSchedule;
    /// use glidepath_schedules::ReduceOnPlateau;
    ///
    /// let mut schedule = ReduceOnPlateau::keras(0.1)?.with_factor(0.5)?.with_patience(1);
    /// assert_eq!(schedule.observe(2.0), 0.1);
    /// assert_eq!(schedule.observe(2.0), 0.05); // where PyTorch would wait for one more
    /// # Ok::<(), glidepath_schedules::ScheduleError>(())
    /// ```
    ///
    /// # Errors
    ///
    /// If `initial_learning_rate` is not finite or below 0.
    pub fn keras(initial_learning_rate: f64) -> Result<Self, ScheduleError> {
        Self::with_defaults(initial_learning_rate, PlateauRules::Keras)
    }

    fn with_defaults(initial_learning_rate: f64, rules: PlateauRules) -> Result<Self, ScheduleError> {
        Self {
            initial_learning_rate,
            rules,
            mode: MetricMode::Min,
            factor: FACTOR,
            patience: PATIENCE,
            threshold: rules.default_threshold(THRESHOLD),
            cooldown: 0,
            min_learning_rate: 0.0,
            eps: rules.default_eps(),
            state: State::new(initial_learning_rate),
        }
        .checked()
    }

    /// Which way the metric gets better; if not told, downwards.
    #[must_use]
    pub fn with_mode(self, mode: MetricMode) -> Self {
        Self { mode, ..self }
    }

    /// What the rate is multiplied by.
    ///
    /// # Errors
    ///
    /// If `factor` is below 0, or 1 or more.
    pub fn with_factor(self, factor: f64) -> Result<Self, ScheduleError> {
        Self { factor, ..self }.checked()
    }

    /// How many bad metrics in a row are borne; the table above says which one is too many.
    ///
    /// In a run under way the count so far is cut to the new patience, so that the next bad metric is too many.
    #[must_use]
    pub fn with_patience(mut self, patience: u64) -> Self {
        self.patience = patience;
        self.state.num_bad = self.state.num_bad.min(patience);
        self
    }

    /// By how much a metric must beat the best one.
    ///
    /// # Errors
    ///
    /// If the threshold is not finite or below 0.
    pub fn with_threshold(self, threshold: Threshold) -> Result<Self, ScheduleError> {
        Self { threshold, ..self }.checked()
    }

    /// For how many metrics after a reduction bad ones are not counted; if not told, none.
    ///
    /// In a run under way a cooldown that has begun is cut to the new length.
    #[must_use]
    pub fn with_cooldown(mut self, cooldown: u64) -> Self {
        self.cooldown = cooldown;
        self.state.cooldown_left = self.state.cooldown_left.min(cooldown);
        self
    }

    /// The rate below which no reduction goes; if not told, 0.
    ///
    /// # Errors
    ///
    /// If `min_learning_rate` is not finite or below 0.
    #[doc(alias = "min_lr")]
    pub fn with_min_learning_rate(self, min_learning_rate: f64) -> Result<Self, ScheduleError> {
        Self { min_learning_rate, ..self }.checked()
    }

    /// A reduction is made only if the rate falls by more than this.
    ///
    /// With PyTorch's 1e-8 a rate of 1e-8 is never reduced. Keras has no such parameter, which is 0.
    ///
    /// # Errors
    ///
    /// If `eps` is not finite or below 0.
    pub fn with_eps(self, eps: f64) -> Result<Self, ScheduleError> {
        Self { eps, ..self }.checked()
    }

    /// The rate before the first reduction.
    pub fn initial_learning_rate(&self) -> f64 {
        self.initial_learning_rate
    }

    /// Whose counting rules are followed.
    pub fn rules(&self) -> PlateauRules {
        self.rules
    }

    /// Which way the metric gets better.
    pub fn mode(&self) -> MetricMode {
        self.mode
    }

    /// What the rate is multiplied by.
    pub fn factor(&self) -> f64 {
        self.factor
    }

    /// How many bad metrics in a row are borne.
    pub fn patience(&self) -> u64 {
        self.patience
    }

    /// By how much a metric must beat the best one.
    pub fn threshold(&self) -> Threshold {
        self.threshold
    }

    /// For how many metrics after a reduction bad ones are not counted.
    pub fn cooldown(&self) -> u64 {
        self.cooldown
    }

    /// The rate below which no reduction goes.
    pub fn min_learning_rate(&self) -> f64 {
        self.min_learning_rate
    }

    /// What a fall of the rate must exceed.
    pub fn eps(&self) -> f64 {
        self.eps
    }

    /// The best metric so far, if there is one.
    pub fn best(&self) -> Option<f64> {
        self.state.best
    }

    /// The number of bad metrics that count towards the next reduction.
    #[doc(alias = "num_bad_epochs")]
    #[doc(alias = "wait")]
    pub fn num_bad(&self) -> u64 {
        self.state.num_bad
    }

    /// The number of metrics until the cooldown is over.
    #[doc(alias = "cooldown_counter")]
    pub fn cooldown_left(&self) -> u64 {
        self.state.cooldown_left
    }

    fn observe_as_pytorch(&mut self, metric: f64) {
        let best = self.state.best.unwrap_or(self.mode.worst());
        if self.threshold.is_passed(self.mode, metric, best) {
            self.state.best = Some(metric);
            self.state.num_bad = 0;
        } else {
            self.state.num_bad = self.state.num_bad.saturating_add(1);
        }
        if self.state.cooldown_left > 0 {
            self.state.cooldown_left -= 1;
            self.state.num_bad = 0;
        }
        if self.state.num_bad > self.patience {
            self.reduce();
            self.state.cooldown_left = self.cooldown;
            self.state.num_bad = 0;
        }
    }

    fn observe_as_keras(&mut self, metric: f64) {
        if self.state.cooldown_left > 0 {
            self.state.cooldown_left -= 1;
            self.state.num_bad = 0;
        }
        let is_better = match (self.state.best, self.mode, self.threshold) {
            (None, ..) => !metric.is_nan(),
            // The threshold is added on the other side than PyTorch's, which rounds differently.
            (Some(best), MetricMode::Min, Threshold::Absolute(amount)) => metric + amount < best,
            (Some(best), MetricMode::Max, Threshold::Absolute(amount)) => metric - amount > best,
            (Some(best), mode, threshold) => threshold.is_passed(mode, metric, best),
        };
        if is_better {
            self.state.best = Some(metric);
            self.state.num_bad = 0;
        } else if self.state.cooldown_left == 0 {
            self.state.num_bad = self.state.num_bad.saturating_add(1);
            if self.state.num_bad >= self.patience && self.reduce() {
                self.state.cooldown_left = self.cooldown;
                self.state.num_bad = 0;
            }
        }
    }

    /// Reduces the rate, if it would fall far enough, and tells whether it did.
    fn reduce(&mut self) -> bool {
        let learning_rate = self.state.learning_rate;
        let reduced = (learning_rate * self.factor).max(self.min_learning_rate);
        let is_made = learning_rate - reduced > self.eps;
        if is_made {
            self.state.learning_rate = reduced;
        }
        is_made
    }

    /// The gate that every value goes through.
    fn checked(self) -> Result<Self, ScheduleError> {
        check::non_negative("initial_learning_rate", self.initial_learning_rate)?;
        if !(0.0..1.0).contains(&self.factor) {
            let got = format!("{:?}", self.factor);
            return Err(check::out_of_range("factor", "at least 0 and below 1", got));
        }
        self.threshold.check()?;
        check::non_negative("min_learning_rate", self.min_learning_rate)?;
        check::non_negative("eps", self.eps)?;
        let State { learning_rate, best, num_bad, cooldown_left } = self.state;
        check::non_negative("state.learning_rate", learning_rate)?;
        if learning_rate > self.initial_learning_rate {
            let got = format!("{learning_rate:?}");
            return Err(check::out_of_range("state.learning_rate", "at most `initial_learning_rate`", got));
        }
        if best.is_some_and(f64::is_nan) {
            return Err(check::out_of_range("state.best", "a number", "NaN"));
        }
        // Keras's count goes on where there is nothing left to reduce.
        if self.rules == PlateauRules::Pytorch && num_bad > self.patience {
            return Err(check::out_of_range("state.num_bad", "at most `patience`", num_bad));
        }
        if cooldown_left > self.cooldown {
            return Err(check::out_of_range("state.cooldown_left", "at most `cooldown`", cooldown_left));
        }
        if cooldown_left > 0 && num_bad > 0 {
            return Err(check::out_of_range("state.num_bad", "0 during a cooldown", num_bad));
        }
        Ok(self)
    }
}

impl MetricSchedule for ReduceOnPlateau {
    fn observe(&mut self, metric: f64) -> f64 {
        match self.rules {
            PlateauRules::Pytorch => self.observe_as_pytorch(metric),
            PlateauRules::Keras => self.observe_as_keras(metric),
        }
        self.state.learning_rate
    }

    fn learning_rate(&self) -> f64 {
        self.state.learning_rate
    }
}

#[cfg(feature = "serde")]
mod format {
    use serde::{Deserialize, Serialize};

    use super::{FACTOR, PATIENCE, PlateauRules, ReduceOnPlateau, THRESHOLD};
    use crate::any_float::AnyFloat;
    use crate::comparison::ThresholdMode;
    use crate::{MetricMode, ScheduleError};

    /// What a file holds.
    #[derive(Serialize, Deserialize)]
    #[serde(deny_unknown_fields)]
    pub(super) struct Config {
        initial_learning_rate: f64,
        #[serde(default)]
        rules: PlateauRules,
        #[serde(default)]
        mode: MetricMode,
        #[serde(default = "default_factor")]
        factor: f64,
        #[serde(default = "default_patience")]
        patience: u64,
        #[serde(default = "default_threshold")]
        threshold: f64,
        /// Without it, what is usual under the rules.
        #[serde(default)]
        threshold_mode: Option<ThresholdMode>,
        #[serde(default)]
        cooldown: u64,
        #[serde(default)]
        min_learning_rate: f64,
        /// Without it, what is usual under the rules.
        #[serde(default)]
        eps: Option<f64>,
        /// Without it, no metric has come.
        #[serde(default)]
        state: Option<State>,
    }

    #[derive(Serialize, Deserialize)]
    #[serde(deny_unknown_fields)]
    struct State {
        learning_rate: f64,
        #[serde(default)]
        best: Option<AnyFloat>,
        num_bad: u64,
        cooldown_left: u64,
    }

    const fn default_factor() -> f64 {
        FACTOR
    }

    const fn default_patience() -> u64 {
        PATIENCE
    }

    const fn default_threshold() -> f64 {
        THRESHOLD
    }

    impl TryFrom<Config> for ReduceOnPlateau {
        type Error = ScheduleError;

        fn try_from(config: Config) -> Result<Self, ScheduleError> {
            let rules = config.rules;
            let threshold = match config.threshold_mode {
                Some(mode) => mode.with(config.threshold),
                None => rules.default_threshold(config.threshold),
            };
            let state = match config.state {
                Some(State { learning_rate, best, num_bad, cooldown_left }) => {
                    super::State { learning_rate, best: best.map(|best| best.0), num_bad, cooldown_left }
                }
                None => super::State::new(config.initial_learning_rate),
            };
            Self {
                initial_learning_rate: config.initial_learning_rate,
                rules,
                mode: config.mode,
                factor: config.factor,
                patience: config.patience,
                threshold,
                cooldown: config.cooldown,
                min_learning_rate: config.min_learning_rate,
                eps: config.eps.unwrap_or(rules.default_eps()),
                state,
            }
            .checked()
        }
    }

    impl From<ReduceOnPlateau> for Config {
        fn from(schedule: ReduceOnPlateau) -> Self {
            let super::State { learning_rate, best, num_bad, cooldown_left } = schedule.state;
            Self {
                initial_learning_rate: schedule.initial_learning_rate,
                rules: schedule.rules,
                mode: schedule.mode,
                factor: schedule.factor,
                patience: schedule.patience,
                threshold: schedule.threshold.value(),
                threshold_mode: Some(ThresholdMode::of(schedule.threshold)),
                cooldown: schedule.cooldown,
                min_learning_rate: schedule.min_learning_rate,
                eps: Some(schedule.eps),
                state: Some(State { learning_rate, best: best.map(AnyFloat), num_bad, cooldown_left }),
            }
        }
    }
}
