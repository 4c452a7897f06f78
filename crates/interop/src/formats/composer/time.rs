//! Composer's time strings.

use crate::model::{InteropError, Remedy};
use crate::values::Value;
use crate::values::arguments::{Argument, Arguments, expect};
use glidepath_schedules::StepCount;
use glidepath_serde::Horizon;

/// What a time is counted in once a share of the run and epochs are converted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Unit {
    Batches,
    Tokens,
    Samples,
}

/// As it stands in the file.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct TimeString<'v> {
    value: f64,
    unit: &'v str,
}

/// A whole number of batches, tokens or samples.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Time {
    pub(super) value: f64,
    pub(super) unit: Unit,
}

/// The greatest value that a time may have: all whole numbers up to it are doubles.
const MAX: f64 = 9_007_199_254_740_992.0;

const UNITS: [&str; 5] = ["ba", "ep", "dur", "tok", "sp"];

impl<'v> Argument<'v> for TimeString<'v> {
    fn read(value: &'v Value, path: &str) -> Result<Self, InteropError> {
        let read = value.as_str().and_then(|text| {
            let unit = UNITS.into_iter().find(|unit| text.ends_with(unit))?;
            let value: f64 = text[..text.len() - unit.len()].trim().parse().ok()?;
            let is_whole = value.fract() == 0.0 || unit == "dur";
            ((0.0..=MAX).contains(&value) && is_whole).then_some(Self { value: value + 0.0, unit })
        });
        expect(read, "a time, as \"100ba\", \"2ep\", \"0.06dur\", \"1e9tok\" or \"64e3sp\"", value, path)
    }
}

impl<'v> TimeString<'v> {
    /// The whole run.
    pub(super) const WHOLE: Self = Self { value: 1.0, unit: "dur" };

    pub(super) fn unit(self) -> &'v str {
        self.unit
    }
}

/// How long the run and its steps are.
#[derive(Debug)]
pub(super) struct Clock<'c> {
    max_duration: Option<TimeString<'c>>,
    horizon: &'c Horizon,
    samples_per_step: Option<f64>,
}

impl<'c> Clock<'c> {
    pub(super) fn read(config: &mut Arguments<'c>, horizon: &'c Horizon) -> Result<Self, InteropError> {
        let given: Option<&Value> = config.optional("max_duration")?;
        let max_duration = match given {
            // A number alone counts epochs.
            Some(Value::Number(epochs)) if epochs.is_u64() => {
                epochs.as_f64().map(|value| TimeString { value, unit: "ep" })
            }
            Some(value) => Some(TimeString::read(value, "max_duration")?),
            #[expect(clippy::cast_precision_loss, reason = "a run has fewer steps than 2^53")]
            None => horizon.total_steps().map(|steps| TimeString { value: steps as f64, unit: "ba" }),
        };
        let batch: Option<f64> = match horizon.samples_per_step() {
            Some(samples) => Some(samples),
            None => config.optional("global_train_batch_size")?,
        };
        Ok(Self { max_duration, horizon, samples_per_step: batch.filter(|&samples| samples > 0.0) })
    }

    pub(super) fn max_duration(&self, path: &str) -> Result<TimeString<'c>, InteropError> {
        self.max_duration.ok_or_else(|| {
            InteropError::invalid(path, "needs `max_duration`").with_remedy(Remedy::TotalSteps)
        })
    }

    /// The length of the run, if it is known and a whole number of steps.
    pub(super) fn total_steps(&self) -> Option<u64> {
        let whole = self.convert(TimeString::WHOLE, "").ok()?;
        StepCount::from(self.steps(whole, "").ok()?).whole()
    }

    /// Converts a time as Composer does, which cuts what is no whole number.
    pub(super) fn convert(&self, time: TimeString<'_>, path: &str) -> Result<Time, InteropError> {
        let (value, unit) = match time.unit {
            "dur" => {
                let whole = self.max_duration(path)?;
                if whole.unit == "ep" {
                    (time.value * self.epoch(path)? * whole.value, "ba")
                } else {
                    (time.value * whole.value, whole.unit)
                }
            }
            "ep" => (time.value * self.epoch(path)?, "ba"),
            unit => (time.value, unit),
        };
        let value = value.trunc();
        if value > MAX {
            return Err(InteropError::invalid(path, "must be at most 2^53 steps, tokens or samples"));
        }
        let unit = match unit {
            "tok" => Unit::Tokens,
            "sp" => Unit::Samples,
            _ => Unit::Batches,
        };
        Ok(Time { value, unit })
    }

    /// The batches of an epoch.
    fn epoch(&self, path: &str) -> Result<f64, InteropError> {
        let batches =
            self.horizon.steps_per_epoch().ok_or_else(|| InteropError::needs(path, "steps_per_epoch"))?;
        if batches.fract() != 0.0 {
            let problem = format!("needs a whole number of steps per epoch, got {batches:?}");
            return Err(InteropError::invalid(path, problem));
        }
        Ok(batches)
    }

    /// The number of steps, whole or not.
    pub(super) fn steps(&self, time: Time, path: &str) -> Result<f64, InteropError> {
        let per_step = match time.unit {
            Unit::Batches => 1.0,
            Unit::Tokens => {
                self.horizon.tokens_per_step().ok_or_else(|| InteropError::needs(path, "tokens_per_step"))?
            }
            Unit::Samples => {
                self.samples_per_step.ok_or_else(|| InteropError::needs(path, "samples_per_step"))?
            }
        };
        Ok(time.value / per_step)
    }
}
