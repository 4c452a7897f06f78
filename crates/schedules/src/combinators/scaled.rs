//! A schedule, times a factor.

use alloc::string::String;
use core::fmt;

use glidepath_core::LearningRateSchedule;

use crate::ScheduleError;
use crate::parameters::{as_class, check};

/// Another schedule's rate, times `factor`.
///
#[cfg_attr(doc, doc = include_str!("../../plots/scaled.svg"))]
///
/// # Example
/// ```
/// use glidepath::prelude::*;
///
/// let schedule = Scaled::new(PolynomialDecay::new(0.5, 100, 0.0)?, 0.5)?;
/// assert_eq!(schedule.learning_rate(50), 0.125);
/// # Ok::<(), glidepath::ScheduleError>(())
/// ```
#[derive(Clone, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(feature = "serde", serde(try_from = "Config<S>", into = "Config<S>"))]
#[cfg_attr(
    feature = "serde",
    serde(bound(serialize = "S: Clone + serde::Serialize", deserialize = "S: serde::Deserialize<'de>"))
)]
#[cfg_attr(
    feature = "schema",
    derive(schemars::JsonSchema),
    schemars(
        rename = "Scaled",
        bound = "S: schemars::JsonSchema",
        description = "Another schedule's rate, times a factor."
    )
)]
pub struct Scaled<S> {
    config: Config<S>,
}

impl<S> Scaled<S> {
    /// `schedule`, times `factor`.
    ///
    /// # Errors
    ///
    /// If `factor` is not finite or below 0.
    pub fn new(schedule: S, factor: f64) -> Result<Self, ScheduleError> {
        Self::try_from(Config { schedule, factor, name: None })
    }

    /// Gives the schedule a name, which pictures show.
    #[must_use]
    pub fn with_name(mut self, name: impl Into<String>) -> Self {
        self.config.name = Some(name.into());
        self
    }

    /// The schedule inside.
    pub fn schedule(&self) -> &S {
        &self.config.schedule
    }

    /// The factor.
    pub fn factor(&self) -> f64 {
        self.config.factor
    }

    /// The same around another schedule.
    pub fn map_schedule<T>(self, map: impl FnOnce(S) -> T) -> Scaled<T> {
        let Config { schedule, factor, name } = self.config;
        Scaled { config: Config { schedule: map(schedule), factor, name } }
    }

    /// The name, if there is one.
    pub fn name(&self) -> Option<&str> {
        self.config.name.as_deref()
    }
}

impl<S> Scaled<S> {
    fn scale(&self, rate: f64) -> f64 {
        (rate * self.config.factor).min(f64::MAX)
    }
}

impl<S: LearningRateSchedule> LearningRateSchedule for Scaled<S> {
    fn learning_rate(&self, step: u64) -> f64 {
        self.scale(self.config.schedule.learning_rate(step))
    }

    fn fill(&self, first_step: u64, rates: &mut [f64]) {
        self.config.schedule.fill(first_step, rates);
        for rate in rates {
            *rate = self.scale(*rate);
        }
    }
}

impl<S: fmt::Debug> fmt::Debug for Scaled<S> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        as_class::debug("Scaled", &self.config, f)
    }
}

/// What a file holds.
#[derive(Clone, Debug, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize), serde(deny_unknown_fields))]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
struct Config<S> {
    /// The schedule inside.
    schedule: S,
    /// The factor.
    #[cfg_attr(feature = "schema", schemars(with = "crate::schema::NonNegative"))]
    factor: f64,
    /// The name that pictures show. It has no influence on the rates.
    #[cfg_attr(feature = "serde", serde(default))]
    name: Option<String>,
}

impl<S> TryFrom<Config<S>> for Scaled<S> {
    type Error = ScheduleError;

    fn try_from(config: Config<S>) -> Result<Self, ScheduleError> {
        check::non_negative("factor", config.factor)?;
        Ok(Self { config })
    }
}

impl<S> From<Scaled<S>> for Config<S> {
    fn from(schedule: Scaled<S>) -> Self {
        schedule.config
    }
}
