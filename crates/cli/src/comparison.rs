//! Two schedules, compared step by step.

use glidepath_core::LearningRateSchedule;
use glidepath_interop::Json;
use glidepath_overview::{probes, suggested_last};
use glidepath_serde::LearningRate;
use serde::Serialize;

use crate::rest::rests_from;
use crate::steps::{Span, Steps};

/// The most steps that are compared by default; of a longer range every n-th step is.
const MOST_STEPS: u64 = 1 << 22;

/// How many ranges further two schedules whose run has no end are probed for a difference.
const MOST_RANGES: u64 = 1 << 10;

/// The share of the larger rate that such a difference has.
const CLEAR: f64 = 0.01;

/// How far apart rates may be: `atol + rtol * rate`, where the rate is the larger of both.
#[derive(Clone, Copy, Debug, Default)]
pub struct Tolerance {
    /// As a share of the larger rate.
    pub rtol: f64,
    /// In any case.
    pub atol: f64,
}

/// A schedule that is compared: its rates, and its class and parameters.
#[derive(Clone, Copy, Debug)]
pub struct Side<'a> {
    learning_rate: &'a LearningRate,
    json: &'a Json,
}

impl<'a> Side<'a> {
    /// `json` is what files hold of the same rate.
    pub fn new(learning_rate: &'a LearningRate, json: &'a Json) -> Self {
        Self { learning_rate, json }
    }

    fn suggested_last(self) -> u64 {
        let value = serde_json::to_value(self.json).unwrap_or_default();
        suggested_last(&value, self.learning_rate)
    }
}

/// What two schedules have in common.
#[derive(Clone, Debug, Serialize)]
pub struct Comparison {
    /// How many steps were compared.
    pub compared: u64,
    /// At how many steps the rates are further apart than is tolerated.
    pub different: u64,
    /// The last step up to which every step was compared and is the same.
    pub same_up_to: Option<u64>,
    /// Why all other steps are the same, if that is proven.
    pub proven_beyond: Option<Proof>,
    /// From which step on both rates are constant, if that is the proof.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub constant_from: Option<u64>,
    /// Where the rates are furthest apart.
    pub largest_absolute: Option<Difference>,
    /// Where they are furthest apart as a share of the larger rate.
    pub largest_relative: Option<Difference>,
}

/// Why two schedules are the same at steps that were not compared.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Proof {
    /// The same class with equal parameters.
    EqualParameters,
    /// Both are constant from a step on that was compared.
    Constant,
}

/// Where two schedules differ.
#[derive(Clone, Copy, Debug, Serialize)]
pub struct Difference {
    /// The step.
    pub step: u64,
    /// By how much, in rates or as a share.
    pub difference: f64,
    /// The rate of the first.
    pub a: f64,
    /// The rate of the second.
    pub b: f64,
}

/// Compares two schedules at every `stride`-th step from `first` to `last`; without these, over a range that
/// the rates suggest.
#[must_use]
pub fn compare(a: Side<'_>, b: Side<'_>, steps: Option<(u64, u64, u64)>, tolerance: Tolerance) -> Comparison {
    let span = match steps {
        Some((first, last, stride)) => Span { first, last: last.max(first), stride: stride.max(1) },
        None => {
            let [of_a, of_b] = [a, b].map(Side::suggested_last);
            thinned(range(a.learning_rate, b.learning_rate, of_a.max(of_b), false))
        }
    };
    compare_at(a, b, &span.into(), tolerance)
}

pub(crate) fn compare_at(a: Side<'_>, b: Side<'_>, steps: &Steps, tolerance: Tolerance) -> Comparison {
    let mut comparison = Comparison {
        compared: 0,
        different: 0,
        same_up_to: None,
        proven_beyond: None,
        constant_from: None,
        largest_absolute: None,
        largest_relative: None,
    };
    for step in steps.iter() {
        comparison.add(step, [a, b].map(|side| side.learning_rate.learning_rate(step)), tolerance);
    }
    if comparison.different == 0 {
        comparison.same_up_to = steps.all_from_0();
        comparison.constant_from = comparison.same_up_to.and_then(|last| constant_from(a.json, b.json, last));
        comparison.proven_beyond = if without_names(a.json) == without_names(b.json) {
            Some(Proof::EqualParameters)
        } else {
            comparison.constant_from.map(|_| Proof::Constant)
        };
    }
    comparison
}

impl Comparison {
    fn add(&mut self, step: u64, [a, b]: [f64; 2], tolerance: Tolerance) {
        self.compared = self.compared.saturating_add(1);
        if a != b {
            let absolute = (a - b).abs();
            if absolute > tolerance.atol + tolerance.rtol * a.max(b) {
                self.different = self.different.saturating_add(1);
            }
            keep_larger(&mut self.largest_absolute, Difference { step, difference: absolute, a, b });
            let relative = absolute / a.max(b);
            keep_larger(&mut self.largest_relative, Difference { step, difference: relative, a, b });
        }
    }
}

/// The range up to `last`. If nothing tells the end of the run, it goes on to the first probe where the rates
/// are clearly different.
pub(crate) fn range(a: &LearningRate, b: &LearningRate, last: u64, is_told: bool) -> Span {
    if is_told {
        return Span::all(0, last);
    }
    let is_clear = |&step: &u64| {
        let [a, b] = [a, b].map(|schedule| schedule.learning_rate(step));
        (a - b).abs() > CLEAR * a.max(b)
    };
    let furthest = last.saturating_mul(MOST_RANGES);
    let different = probes().take_while(|&step| step <= furthest).find(is_clear);
    Span::all(0, different.map_or(last, |step| step.max(last)))
}

/// The steps of a range that are compared by default.
pub(crate) fn thinned(range: Span) -> Span {
    Span { stride: range.length().div_ceil(MOST_STEPS), ..range }
}

/// From which step on both rates are constant, if that is no later than the last step that was compared.
fn constant_from(a: &Json, b: &Json, last: u64) -> Option<u64> {
    let step = rests_from(a)?.max(rests_from(b)?);
    (step <= last).then_some(step)
}

/// A schedule without the names that pictures show, which have no influence on the rates.
fn without_names(json: &Json) -> Json {
    match json {
        Json::Array(elements) => Json::Array(elements.iter().map(without_names).collect()),
        Json::Object(entries) => {
            let entries = entries.iter().filter(|(key, _)| key != "name");
            Json::Object(entries.map(|(key, value)| (key.clone(), without_names(value))).collect())
        }
        value => value.clone(),
    }
}

fn keep_larger(largest: &mut Option<Difference>, new: Difference) {
    if largest.is_none_or(|largest| new.difference > largest.difference) {
        *largest = Some(new);
    }
}
