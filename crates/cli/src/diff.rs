//! `glidepath diff`: do two files mean the same rates?

use std::io::{self, Write};
use std::path::PathBuf;

use glidepath_core::LearningRateSchedule;
use glidepath_interop::Json;
use glidepath_overview::probes;
use serde::Serialize;

use crate::failure::{Failure, printable};
use crate::from::{names, options};
use crate::horizon::HorizonArguments;
use crate::input::{Input, refuse_repeated_input};
use crate::output::{Format, write_json};
use crate::rest::rests_from;
use crate::steps::{STEPS_HELP, Span, Steps};

/// The most steps that are compared where none are told; of a longer range it is every so many-th.
const MOST_STEPS: u64 = 1 << 22;

/// How many ranges further two schedules whose run has no end are probed for a difference.
const MOST_RANGES: u64 = 1 << 10;

/// The share of the larger rate that such a difference has.
const CLEAR: f64 = 0.01;

/// Compares the learning rates of two files step by step
///
/// Exit code 1 if they differ at any step by more than the tolerance, `atol + rtol * rate`, where the rate is
/// the larger of both. Without one they must be the same to the last bit.
#[derive(clap::Args)]
#[command(after_help = STEPS_HELP)]
pub(crate) struct Arguments {
    /// A file of any kind that is read; `-` is standard input
    #[arg(value_name = "A")]
    a: PathBuf,
    /// What to compare it with
    #[arg(value_name = "B")]
    b: PathBuf,
    /// Which steps; without it, the longer of the ranges that `show` shows, or further, to where the two
    /// differ
    #[arg(long, value_name = "STEPS", allow_hyphen_values = true)]
    steps: Option<Steps>,
    /// How far rates may be apart, as a share of the larger
    #[arg(long, value_name = "SHARE", allow_hyphen_values = true, value_parser = tolerance, default_value = "0")]
    rtol: f64,
    /// How far rates may be apart in any case
    #[arg(long, value_name = "RATE", allow_hyphen_values = true, value_parser = tolerance, default_value = "0")]
    atol: f64,
    /// How to print
    #[arg(long, value_enum, default_value_t = Format::Text)]
    format: Format,
    /// Read both files as this format, whatever marks they have; `glidepath list --formats` shows all
    #[arg(long, value_name = "FORMAT", value_parser = names(), hide_possible_values = true)]
    from: Option<String>,
    /// Read the second file as this format
    #[arg(long, value_name = "FORMAT", value_parser = names(), hide_possible_values = true)]
    from_b: Option<String>,
    #[command(flatten)]
    horizon: HorizonArguments,
}

/// The comparison, for programs.
#[derive(Serialize)]
struct Report {
    a: String,
    b: String,
    steps: String,
    compared: u64,
    /// At how many steps the rates are further apart than is tolerated.
    different: u64,
    /// The last step up to which every step was compared and is the same.
    same_up_to: Option<u64>,
    /// Why all other steps are the same, if that is proven.
    proven_beyond: Option<Proof>,
    /// From which step on both rates are constant, if that is the proof.
    #[serde(skip_serializing_if = "Option::is_none")]
    constant_from: Option<u64>,
    largest_absolute: Option<Difference>,
    largest_relative: Option<Difference>,
}

/// Why two schedules are the same at steps that were not compared.
#[derive(Clone, Copy, PartialEq, Serialize)]
#[serde(rename_all = "snake_case")]
enum Proof {
    /// The same class with equal parameters.
    EqualParameters,
    /// Both are constant from a step on that was compared.
    Constant,
}

/// Where two schedules differ.
#[derive(Clone, Copy, Serialize)]
struct Difference {
    step: u64,
    difference: f64,
    a: f64,
    b: f64,
}

pub(crate) fn run(arguments: &Arguments) -> Result<(), Failure> {
    let from_a = arguments.from.as_deref();
    let options_a = options(from_a, &arguments.horizon)?;
    let options_b = options(arguments.from_b.as_deref().or(from_a), &arguments.horizon)?;
    refuse_repeated_input([&arguments.a, &arguments.b])?;
    let (a, b) = (Input::read(&arguments.a, &options_a)?, Input::read(&arguments.b, &options_b)?);
    let steps = arguments.steps.clone().unwrap_or_else(|| {
        let range = common_range(&a, &b);
        Span { stride: range.length().div_ceil(MOST_STEPS), ..range }.into()
    });
    [&a, &b].into_iter().for_each(Input::tell_other_groups);
    let report = arguments.compare(&a, &b, &steps);
    match arguments.format {
        Format::Json => write_json(&report)?,
        Format::Text => print(&report)?,
    }
    if report.different == 0 { Ok(()) } else { Err(Failure::Negative) }
}

impl Arguments {
    fn compare(&self, a: &Input, b: &Input, steps: &Steps) -> Report {
        let mut report = Report {
            a: a.file.clone(),
            b: b.file.clone(),
            steps: steps.to_string(),
            compared: 0,
            different: 0,
            same_up_to: None,
            proven_beyond: None,
            constant_from: None,
            largest_absolute: None,
            largest_relative: None,
        };
        for step in steps.iter() {
            let [a, b] = [a, b].map(|input| input.learning_rate().learning_rate(step));
            report.compared = report.compared.saturating_add(1);
            if a != b {
                let absolute = (a - b).abs();
                if absolute > self.atol + self.rtol * a.max(b) {
                    report.different = report.different.saturating_add(1);
                }
                keep_larger(&mut report.largest_absolute, Difference { step, difference: absolute, a, b });
                let relative = absolute / a.max(b);
                keep_larger(&mut report.largest_relative, Difference { step, difference: relative, a, b });
            }
        }
        if report.different == 0 {
            report.same_up_to = steps.all_from_0();
            report.constant_from = report.same_up_to.and_then(|last| constant_from(a, b, last));
            report.proven_beyond = if without_names(&a.json) == without_names(&b.json) {
                Some(Proof::EqualParameters)
            } else {
                report.constant_from.map(|_| Proof::Constant)
            };
        }
        report
    }
}

/// The longer of the ranges of both. If nothing tells the end of the run, it goes on to the first probe where
/// the rates are clearly different.
fn common_range(a: &Input, b: &Input) -> Span {
    let last = a.suggested_range().last.max(b.suggested_range().last);
    if a.run_length().or(b.run_length()).is_some() {
        return Span::all(0, last);
    }
    let is_clear = |&step: &u64| {
        let [a, b] = [a, b].map(|input| input.learning_rate().learning_rate(step));
        (a - b).abs() > CLEAR * a.max(b)
    };
    let furthest = last.saturating_mul(MOST_RANGES);
    let different = probes().take_while(|&step| step <= furthest).find(is_clear);
    Span::all(0, different.map_or(last, |step| step.max(last)))
}

/// From which step on both rates are constant, if that is no later than the last step that was compared.
fn constant_from(a: &Input, b: &Input, last: u64) -> Option<u64> {
    let step = rests_from(&a.json)?.max(rests_from(&b.json)?);
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

fn print(report: &Report) -> Result<(), Failure> {
    let mut output = io::stdout().lock();
    let Report { steps, compared, different, .. } = report;
    let (Some(absolute), Some(relative)) = (report.largest_absolute, report.largest_relative) else {
        writeln!(output, "{}", same(report, ""))?;
        return Ok(output.flush()?);
    };
    match different {
        0 => writeln!(output, "{}", same(report, ", within the tolerance"))?,
        _ => writeln!(output, "different at {different} of the {compared} steps {steps}")?,
    }
    writeln!(output, "  a  {}", printable(&report.a))?;
    writeln!(output, "  b  {}", printable(&report.b))?;
    writeln!(output, "largest absolute difference  {:?} at step {}", absolute.difference, absolute.step)?;
    writeln!(output, "  a  {:?}\n  b  {:?}", absolute.a, absolute.b)?;
    writeln!(output, "largest relative difference  {:?} at step {}", relative.difference, relative.step)?;
    writeln!(output, "  a  {:?}\n  b  {:?}", relative.a, relative.b)?;
    Ok(output.flush()?)
}

/// At which steps the rates are the same.
fn same(report: &Report, within: &str) -> String {
    match (report.proven_beyond, report.constant_from, report.same_up_to) {
        (Some(Proof::EqualParameters), ..) => {
            format!("the same at every step{within}: both have the same class and equal parameters")
        }
        (_, Some(step), _) => {
            format!("the same at every step{within}: both are constant from step {step} on")
        }
        (_, _, Some(last)) => format!("the same up to step {last}{within}; later steps may differ"),
        _ => format!("the same at every step of {}{within}; other steps may differ", report.steps),
    }
}

/// A finite number that is not negative.
fn tolerance(text: &str) -> Result<f64, String> {
    let tolerance = text.parse().ok().filter(|tolerance: &f64| tolerance.is_finite() && *tolerance >= 0.0);
    tolerance.ok_or_else(|| format!("`{text}` is not a number from 0 on, as 1e-12"))
}
