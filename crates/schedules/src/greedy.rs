//! The greedy rate, as `GreedyLR` in Hugging Face transformers.

use alloc::collections::VecDeque;
use alloc::format;

use glidepath_core::MetricSchedule;

use crate::{MetricMode, ScheduleError, Threshold, check};

/// Raises the rate while a metric becomes better, and lowers it while it does not (arXiv:2512.14527).
///
/// Metrics better than the best so far, and bad ones, are counted in a row. Then
///
/// - at good metric number `patience + 1` the rate becomes `min(learning_rate / factor, max_learning_rate)`, and the
///   next `warmup` metrics are passed over;
/// - at bad metric number `patience + 1` it becomes `max(learning_rate * factor, min_learning_rate)`, and the next
///   `cooldown` metrics are passed over.
///
/// A metric that is passed over is neither good nor bad, and never the best. A change that would not exceed `eps` is
/// not made. A bad run that leaves the rate at `min_learning_rate`, or below, counts towards `reset_start`; when as
/// many have come without a good run in between, all is as in the beginning: the rate, the best metric, the counters,
/// the window. Only the cooldown of that last reduction still runs.
///
/// With [`smoothing`](Self::with_smoothing) the mean of the last `window_size` metrics takes the place of the metric.
///
/// # NaN and infinities
///
/// NaN is never better: it counts as a bad metric. The infinity on the bad side of [`MetricMode`] is bad; the one on
/// the good side is better than anything, and nothing after it is better still until a reset. With smoothing, NaN or
/// an infinity enters a running sum and does not leave it with the window: every mean after it is NaN, or that infinity
/// and then NaN, until a reset. Who expects such metrics does better to leave them out.
///
/// # Elsewhere
///
/// The defaults are those of `GreedyLR` (`lr_scheduler_type="greedy"`), whose rates this gives bit for bit for one
/// parameter group: `smooth` is whether there is a window, and `factor`, `patience`, `threshold`, `cooldown`, `warmup`,
/// `eps`, `window_size` and `reset_start` keep their names. As there, an initial rate outside of the bounds is taken as
/// it is. Note the default bounds, 1e-3 and 1: a rate of 5e-5 is below them, so it can rise but never fall.
///
/// DIFFERENCE: bounds in the wrong order, a window of 0, a `reset_start` of 0 (which means 1 there), and a factor of 0
/// or below are refused.
///
/// # State
///
/// With the feature `serde` the whole value is saved: the parameters and, as `state`, the rate in force, the best
/// metric, the counters, and the window with its running sum. A file without `state` begins afresh. What JSON has no
/// number for is written as the text `"Infinity"`, `"-Infinity"` or `"NaN"`.
///
/// # Example
/// ```
/// use glidepath_core::MetricSchedule;
/// use glidepath_schedules::Greedy;
///
/// let mut schedule = Greedy::new(0.1)?.with_factor(0.5)?.with_patience(1);
/// assert_eq!(schedule.observe(3.0), 0.1); // good
/// assert_eq!(schedule.observe(2.0), 0.2); // good again
/// assert_eq!(schedule.observe(2.0), 0.2); // bad
/// assert_eq!(schedule.observe(f64::NAN), 0.1); // bad again
/// # Ok::<(), glidepath_schedules::ScheduleError>(())
/// ```
#[derive(Clone, Debug, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(feature = "serde", serde(try_from = "format::Config", into = "format::Config"))]
#[doc(alias = "GreedyLR")]
#[doc(alias = "get_greedy_schedule")]
pub struct Greedy {
    initial_learning_rate: f64,
    mode: MetricMode,
    factor: f64,
    patience: u64,
    threshold: Threshold,
    cooldown: u64,
    warmup: u64,
    min_learning_rate: f64,
    max_learning_rate: f64,
    eps: f64,
    window_size: Option<usize>,
    reset_start: u64,
    state: State,
}

/// What changes from metric to metric.
#[derive(Clone, Debug, PartialEq)]
struct State {
    learning_rate: f64,
    best: Option<f64>,
    num_good: u64,
    num_bad: u64,
    cooldown_left: u64,
    warmup_left: u64,
    reset_left: u64,
    window: Window,
}

impl State {
    const fn new(learning_rate: f64, reset_start: u64) -> Self {
        Self {
            learning_rate,
            best: None,
            num_good: 0,
            num_bad: 0,
            cooldown_left: 0,
            warmup_left: 0,
            reset_left: reset_start,
            window: Window { values: VecDeque::new(), sum: 0.0 },
        }
    }
}

/// The last metrics and what is left of their sum: rounded at each step, so it is part of the state.
#[derive(Clone, Debug, PartialEq)]
struct Window {
    values: VecDeque<f64>,
    sum: f64,
}

impl Window {
    /// Takes the next metric and returns the mean.
    fn push(&mut self, value: f64, size: usize) -> f64 {
        self.values.push_back(value);
        self.sum += value;
        while self.values.len() > size {
            self.sum -= self.values.pop_front().unwrap_or(0.0);
        }
        #[expect(clippy::cast_precision_loss, reason = "no window holds 2^53 metrics")]
        let length = self.values.len() as f64;
        self.sum / length
    }
}

const FACTOR: f64 = 0.95;
const PATIENCE: u64 = 10;
const THRESHOLD: f64 = 1e-6;
const MIN_LEARNING_RATE: f64 = 1e-3;
const MAX_LEARNING_RATE: f64 = 1.0;
const EPS: f64 = 1e-8;
const RESET_START: u64 = 500;

impl Greedy {
    /// The defaults of transformers: factor 0.95, patience 10, an absolute threshold of 1e-6, rates from 1e-3 to 1,
    /// `eps` 1e-8, `reset_start` 500, no cooldown, no warmup, no smoothing, and a metric that should fall.
    ///
    /// # Errors
    ///
    /// If `initial_learning_rate` is not finite or below 0.
    pub fn new(initial_learning_rate: f64) -> Result<Self, ScheduleError> {
        Self {
            initial_learning_rate,
            mode: MetricMode::Min,
            factor: FACTOR,
            patience: PATIENCE,
            threshold: Threshold::Absolute(THRESHOLD),
            cooldown: 0,
            warmup: 0,
            min_learning_rate: MIN_LEARNING_RATE,
            max_learning_rate: MAX_LEARNING_RATE,
            eps: EPS,
            window_size: None,
            reset_start: RESET_START,
            state: State::new(initial_learning_rate, RESET_START),
        }
        .checked()
    }

    /// Which way the metric gets better; if not told, downwards.
    #[must_use]
    pub fn with_mode(self, mode: MetricMode) -> Self {
        Self { mode, ..self }
    }

    /// What the rate is multiplied or divided by.
    ///
    /// # Errors
    ///
    /// If `factor` is not above 0 and below 1.
    pub fn with_factor(self, factor: f64) -> Result<Self, ScheduleError> {
        Self { factor, ..self }.checked()
    }

    /// How many good metrics in a row, or bad ones, leave the rate as it is.
    ///
    /// In a run under way the counts so far are cut to the new patience, so that the next metric of the kind changes
    /// the rate.
    #[must_use]
    pub fn with_patience(mut self, patience: u64) -> Self {
        self.patience = patience;
        self.state.num_good = self.state.num_good.min(patience);
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

    /// How many metrics are passed over when the rate has been lowered; if not told, none.
    ///
    /// In a run under way a cooldown that has begun is cut to the new length.
    #[must_use]
    pub fn with_cooldown(mut self, cooldown: u64) -> Self {
        self.cooldown = cooldown;
        self.state.cooldown_left = self.state.cooldown_left.min(cooldown);
        self
    }

    /// How many metrics are passed over when the rate has been raised; if not told, none.
    ///
    /// In a run under way a warmup that has begun is cut to the new length.
    #[must_use]
    pub fn with_warmup(mut self, warmup: u64) -> Self {
        self.warmup = warmup;
        self.state.warmup_left = self.state.warmup_left.min(warmup);
        self
    }

    /// The rates below and above which no change goes.
    ///
    /// # Errors
    ///
    /// If one of them is not finite or below 0, or if `max_learning_rate` is below `min_learning_rate`. In a run under
    /// way also if the rate in force lies outside of what these rates and the initial one enclose.
    #[doc(alias = "min_lr")]
    #[doc(alias = "max_lr")]
    pub fn with_learning_rate_range(
        self,
        min_learning_rate: f64,
        max_learning_rate: f64,
    ) -> Result<Self, ScheduleError> {
        Self { min_learning_rate, max_learning_rate, ..self }.checked()
    }

    /// A change is made only if it is greater than this.
    ///
    /// # Errors
    ///
    /// If `eps` is not finite or below 0.
    pub fn with_eps(self, eps: f64) -> Result<Self, ScheduleError> {
        Self { eps, ..self }.checked()
    }

    /// Puts the mean of the last `window_size` metrics in the place of the metric.
    ///
    /// In a run under way a window that is too long loses its oldest metrics.
    ///
    /// # Errors
    ///
    /// If `window_size` is 0.
    #[doc(alias = "smooth")]
    #[doc(alias = "StreamingAverage")]
    pub fn with_smoothing(mut self, window_size: usize) -> Result<Self, ScheduleError> {
        let window = &mut self.state.window;
        while window.values.len() > window_size {
            window.sum -= window.values.pop_front().unwrap_or(0.0);
        }
        Self { window_size: Some(window_size), ..self }.checked()
    }

    /// How many bad runs at the least rate begin everything anew; [`u64::MAX`] is never.
    ///
    /// In a run under way the count begins again.
    ///
    /// # Errors
    ///
    /// If `reset_start` is 0.
    pub fn with_reset_start(mut self, reset_start: u64) -> Result<Self, ScheduleError> {
        self.reset_start = reset_start;
        self.state.reset_left = reset_start;
        self.checked()
    }

    /// The rate in the beginning, and after a reset.
    pub fn initial_learning_rate(&self) -> f64 {
        self.initial_learning_rate
    }

    /// Which way the metric gets better.
    pub fn mode(&self) -> MetricMode {
        self.mode
    }

    /// What the rate is multiplied or divided by.
    pub fn factor(&self) -> f64 {
        self.factor
    }

    /// How many good metrics in a row, or bad ones, leave the rate as it is.
    pub fn patience(&self) -> u64 {
        self.patience
    }

    /// By how much a metric must beat the best one.
    pub fn threshold(&self) -> Threshold {
        self.threshold
    }

    /// How many metrics are passed over when the rate has been lowered.
    pub fn cooldown(&self) -> u64 {
        self.cooldown
    }

    /// How many metrics are passed over when the rate has been raised.
    pub fn warmup(&self) -> u64 {
        self.warmup
    }

    /// The rate below which no change goes.
    pub fn min_learning_rate(&self) -> f64 {
        self.min_learning_rate
    }

    /// The rate above which no change goes.
    pub fn max_learning_rate(&self) -> f64 {
        self.max_learning_rate
    }

    /// What a change of the rate must exceed.
    pub fn eps(&self) -> f64 {
        self.eps
    }

    /// How many metrics are averaged, if they are.
    pub fn window_size(&self) -> Option<usize> {
        self.window_size
    }

    /// How many bad runs at the least rate begin everything anew.
    pub fn reset_start(&self) -> u64 {
        self.reset_start
    }

    /// The best metric so far, or mean of metrics, if there is one.
    pub fn best(&self) -> Option<f64> {
        self.state.best
    }

    /// The number of good metrics in a row.
    #[doc(alias = "num_good_epochs")]
    pub fn num_good(&self) -> u64 {
        self.state.num_good
    }

    /// The number of bad metrics in a row.
    #[doc(alias = "num_bad_epochs")]
    pub fn num_bad(&self) -> u64 {
        self.state.num_bad
    }

    /// The number of metrics until the cooldown is over.
    #[doc(alias = "cooldown_counter")]
    pub fn cooldown_left(&self) -> u64 {
        self.state.cooldown_left
    }

    /// The number of metrics until the warmup is over.
    #[doc(alias = "warmup_counter")]
    pub fn warmup_left(&self) -> u64 {
        self.state.warmup_left
    }

    /// The number of bad runs at the least rate until everything begins anew.
    pub fn reset_left(&self) -> u64 {
        self.state.reset_left
    }

    fn raise(&mut self) {
        let learning_rate = self.state.learning_rate;
        let raised = (learning_rate / self.factor).min(self.max_learning_rate);
        if raised - learning_rate > self.eps {
            self.state.learning_rate = raised;
        }
        self.state.reset_left = self.reset_start;
    }

    fn lower(&mut self) {
        let learning_rate = self.state.learning_rate;
        let lowered = (learning_rate * self.factor).max(self.min_learning_rate);
        if learning_rate - lowered > self.eps {
            self.state.learning_rate = lowered;
        }
        if self.state.learning_rate <= self.min_learning_rate {
            self.state.reset_left -= 1;
            if self.state.reset_left == 0 {
                self.state = State::new(self.initial_learning_rate, self.reset_start);
            }
        }
    }

    /// The gate that every value goes through.
    fn checked(self) -> Result<Self, ScheduleError> {
        check::non_negative("initial_learning_rate", self.initial_learning_rate)?;
        if !(self.factor > 0.0 && self.factor < 1.0) {
            let got = format!("{:?}", self.factor);
            return Err(check::out_of_range("factor", "greater than 0 and below 1", got));
        }
        self.threshold.check()?;
        check::non_negative("min_learning_rate", self.min_learning_rate)?;
        check::non_negative("max_learning_rate", self.max_learning_rate)?;
        if self.max_learning_rate < self.min_learning_rate {
            let got = format!("{:?}", self.max_learning_rate);
            return Err(check::out_of_range("max_learning_rate", "at least `min_learning_rate`", got));
        }
        check::non_negative("eps", self.eps)?;
        if self.window_size == Some(0) {
            return Err(check::out_of_range("window_size", "greater than 0", 0));
        }
        if self.reset_start == 0 {
            return Err(check::out_of_range("reset_start", "greater than 0", 0));
        }
        self.check_state()?;
        Ok(self)
    }

    fn check_state(&self) -> Result<(), ScheduleError> {
        let state = &self.state;
        let rate = state.learning_rate;
        check::non_negative("state.learning_rate", rate)?;
        let lowest = self.initial_learning_rate.min(self.min_learning_rate);
        let highest = self.initial_learning_rate.max(self.max_learning_rate);
        if !(lowest..=highest).contains(&rate) {
            let rule = "between the least and the greatest of `initial_learning_rate`, `min_learning_rate` and \
                        `max_learning_rate`";
            return Err(check::out_of_range("state.learning_rate", rule, format!("{rate:?}")));
        }
        if state.best.is_some_and(f64::is_nan) {
            return Err(check::out_of_range("state.best", "a number", "NaN"));
        }
        let counters = [
            ("state.num_good", state.num_good, "at most `patience`", self.patience),
            ("state.num_bad", state.num_bad, "at most `patience`", self.patience),
            ("state.cooldown_left", state.cooldown_left, "at most `cooldown`", self.cooldown),
            ("state.warmup_left", state.warmup_left, "at most `warmup`", self.warmup),
            ("state.reset_left", state.reset_left, "at most `reset_start`", self.reset_start),
        ];
        for (field, count, rule, limit) in counters {
            if count > limit {
                return Err(check::out_of_range(field, rule, count));
            }
        }
        if state.reset_left == 0 {
            return Err(check::out_of_range("state.reset_left", "greater than 0", 0));
        }
        if state.cooldown_left > 0 && state.warmup_left > 0 {
            return Err(check::out_of_range("state.warmup_left", "0 during a cooldown", state.warmup_left));
        }
        let is_passing_over = state.cooldown_left > 0 || state.warmup_left > 0;
        for (field, count) in [("state.num_good", state.num_good), ("state.num_bad", state.num_bad)] {
            if is_passing_over && count > 0 {
                return Err(check::out_of_range(field, "0 during a cooldown or warmup", count));
            }
        }
        if state.num_good > 0 && state.num_bad > 0 {
            return Err(check::out_of_range("state.num_bad", "0 in a good run", state.num_bad));
        }
        let length = state.window.values.len();
        if length > self.window_size.unwrap_or(0) {
            return Err(ScheduleError::Length {
                field: "state.window.values",
                rule: match self.window_size {
                    Some(size) => format!("at most {size} element{}", if size == 1 { "" } else { "s" }),
                    None => "no elements without `window_size`".into(),
                },
                got: length,
            });
        }
        if length == 0 && state.window.sum != 0.0 {
            let got = format!("{:?}", state.window.sum);
            return Err(check::out_of_range("state.window.sum", "0.0 while the window is empty", got));
        }
        Ok(())
    }
}

impl MetricSchedule for Greedy {
    fn observe(&mut self, metric: f64) -> f64 {
        let metric = match self.window_size {
            Some(size) => self.state.window.push(metric, size),
            None => metric,
        };
        if self.state.cooldown_left > 0 {
            self.state.cooldown_left -= 1;
            self.state.num_good = 0;
            self.state.num_bad = 0;
            return self.state.learning_rate;
        }
        if self.state.warmup_left > 0 {
            self.state.warmup_left -= 1;
            self.state.num_good = 0;
            self.state.num_bad = 0;
            return self.state.learning_rate;
        }
        let best = self.state.best.unwrap_or(self.mode.worst());
        if self.threshold.is_passed(self.mode, metric, best) {
            self.state.best = Some(metric);
            self.state.num_good = self.state.num_good.saturating_add(1);
            self.state.num_bad = 0;
        } else {
            self.state.num_bad = self.state.num_bad.saturating_add(1);
            self.state.num_good = 0;
        }
        if self.state.num_good > self.patience {
            self.raise();
            self.state.warmup_left = self.warmup;
            self.state.num_good = 0;
        } else if self.state.num_bad > self.patience {
            self.lower();
            self.state.cooldown_left = self.cooldown;
            self.state.num_bad = 0;
        }
        self.state.learning_rate
    }

    fn learning_rate(&self) -> f64 {
        self.state.learning_rate
    }
}

#[cfg(feature = "serde")]
mod format {
    use alloc::collections::VecDeque;
    use alloc::vec::Vec;

    use serde::{Deserialize, Serialize};

    use super::{
        EPS, FACTOR, Greedy, MAX_LEARNING_RATE, MIN_LEARNING_RATE, PATIENCE, RESET_START, THRESHOLD,
    };
    use crate::any_float::AnyFloat;
    use crate::comparison::ThresholdMode;
    use crate::{MetricMode, ScheduleError};

    /// What a file holds.
    #[derive(Serialize, Deserialize)]
    #[serde(deny_unknown_fields)]
    pub(super) struct Config {
        initial_learning_rate: f64,
        #[serde(default)]
        mode: MetricMode,
        #[serde(default = "default_factor")]
        factor: f64,
        #[serde(default = "default_patience")]
        patience: u64,
        #[serde(default = "default_threshold")]
        threshold: f64,
        #[serde(default = "default_threshold_mode")]
        threshold_mode: ThresholdMode,
        #[serde(default)]
        cooldown: u64,
        #[serde(default)]
        warmup: u64,
        #[serde(default = "default_min_learning_rate")]
        min_learning_rate: f64,
        #[serde(default = "default_max_learning_rate")]
        max_learning_rate: f64,
        #[serde(default = "default_eps")]
        eps: f64,
        /// Without it, metrics are not smoothed.
        #[serde(default)]
        window_size: Option<usize>,
        #[serde(default = "default_reset_start")]
        reset_start: u64,
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
        num_good: u64,
        num_bad: u64,
        cooldown_left: u64,
        warmup_left: u64,
        reset_left: u64,
        window: Window,
    }

    #[derive(Serialize, Deserialize)]
    #[serde(deny_unknown_fields)]
    struct Window {
        values: Vec<AnyFloat>,
        sum: AnyFloat,
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

    const fn default_threshold_mode() -> ThresholdMode {
        ThresholdMode::Absolute
    }

    const fn default_min_learning_rate() -> f64 {
        MIN_LEARNING_RATE
    }

    const fn default_max_learning_rate() -> f64 {
        MAX_LEARNING_RATE
    }

    const fn default_eps() -> f64 {
        EPS
    }

    const fn default_reset_start() -> u64 {
        RESET_START
    }

    impl From<State> for super::State {
        fn from(state: State) -> Self {
            let values: VecDeque<f64> = state.window.values.iter().map(|value| value.0).collect();
            Self {
                learning_rate: state.learning_rate,
                best: state.best.map(|best| best.0),
                num_good: state.num_good,
                num_bad: state.num_bad,
                cooldown_left: state.cooldown_left,
                warmup_left: state.warmup_left,
                reset_left: state.reset_left,
                window: super::Window { values, sum: state.window.sum.0 },
            }
        }
    }

    impl From<super::State> for State {
        fn from(state: super::State) -> Self {
            let values = state.window.values.into_iter().map(AnyFloat).collect();
            Self {
                learning_rate: state.learning_rate,
                best: state.best.map(AnyFloat),
                num_good: state.num_good,
                num_bad: state.num_bad,
                cooldown_left: state.cooldown_left,
                warmup_left: state.warmup_left,
                reset_left: state.reset_left,
                window: Window { values, sum: AnyFloat(state.window.sum) },
            }
        }
    }

    impl TryFrom<Config> for Greedy {
        type Error = ScheduleError;

        fn try_from(config: Config) -> Result<Self, ScheduleError> {
            Self {
                initial_learning_rate: config.initial_learning_rate,
                mode: config.mode,
                factor: config.factor,
                patience: config.patience,
                threshold: config.threshold_mode.with(config.threshold),
                cooldown: config.cooldown,
                warmup: config.warmup,
                min_learning_rate: config.min_learning_rate,
                max_learning_rate: config.max_learning_rate,
                eps: config.eps,
                window_size: config.window_size,
                reset_start: config.reset_start,
                state: match config.state {
                    Some(state) => state.into(),
                    None => super::State::new(config.initial_learning_rate, config.reset_start),
                },
            }
            .checked()
        }
    }

    impl From<Greedy> for Config {
        fn from(schedule: Greedy) -> Self {
            Self {
                initial_learning_rate: schedule.initial_learning_rate,
                mode: schedule.mode,
                factor: schedule.factor,
                patience: schedule.patience,
                threshold: schedule.threshold.value(),
                threshold_mode: ThresholdMode::of(schedule.threshold),
                cooldown: schedule.cooldown,
                warmup: schedule.warmup,
                min_learning_rate: schedule.min_learning_rate,
                max_learning_rate: schedule.max_learning_rate,
                eps: schedule.eps,
                window_size: schedule.window_size,
                reset_start: schedule.reset_start,
                state: Some(schedule.state.into()),
            }
        }
    }
}
