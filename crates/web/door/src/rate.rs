//! A learning rate as the page holds it: text, so that no digit is lost in a number of JavaScript.

use glidepath_core::LearningRateSchedule;
use glidepath_overview::{RateAt, key_rates, suggested_last};
use glidepath_serde::{LearningRate, SerdeError, parse_json};
use serde::Serialize;
use serde_json::Value;

use crate::answer::Problem;

/// The greatest step that the page shows: the greatest integer that JavaScript has without a gap.
pub(crate) const GREATEST_STEP: u64 = (1 << 53) - 1;

/// A learning rate, and the JSON that it was read from.
#[derive(Debug)]
pub(crate) struct Rate {
    pub(crate) value: Value,
    pub(crate) learning_rate: LearningRate,
}

/// A rate and its step, with the digits that the program prints.
#[derive(Debug, Serialize)]
struct Shown {
    step: u64,
    rate: String,
}

/// The range to show, and the rates that characterize it.
#[derive(Debug, Serialize)]
pub(crate) struct Overview {
    last: u64,
    first: Shown,
    peak: Shown,
    lowest: Shown,
    end: Shown,
}

impl Rate {
    /// Reads a rate. Its JSON is then as the program writes it, with every parameter.
    pub(crate) fn parse(text: &str) -> Result<Self, Problem> {
        Self::of(&parse_json(text)?)
    }

    pub(crate) fn of(value: &Value) -> Result<Self, Problem> {
        let learning_rate = LearningRate::from_value(value)?;
        let value = serde_json::to_value(&learning_rate).map_err(Problem::new)?;
        Ok(Self { value, learning_rate })
    }

    /// On one line, with the parameters in the order of the class.
    pub(crate) fn text(&self) -> Result<String, Problem> {
        serde_json::to_string(&self.learning_rate).map_err(|error| SerdeError::unwritable(error).into())
    }

    /// Over the steps 0 to `last`, or over those that the rates suggest.
    pub(crate) fn overview(&self, last: Option<u64>) -> Overview {
        let last =
            last.unwrap_or_else(|| suggested_last(&self.value, &self.learning_rate)).min(GREATEST_STEP);
        let (rates, _) = key_rates(&self.learning_rate, 0, last);
        let shown = |at: RateAt| Shown { step: at.step, rate: digits(at.learning_rate) };
        let (first, peak) = (shown(rates.first), shown(rates.peak));
        Overview { last, first, peak, lowest: shown(rates.lowest), end: shown(rates.last) }
    }
}

/// A rate with the digits that the program prints: the fewest that read back the same.
fn digits(rate: f64) -> String {
    format!("{rate:?}")
}

/// The rates of several schedules at a step.
pub(crate) fn at(rates: &[String], step: u64) -> Result<Vec<String>, Problem> {
    rates.iter().map(|text| Ok(digits(Rate::parse(text)?.learning_rate.learning_rate(step)))).collect()
}
