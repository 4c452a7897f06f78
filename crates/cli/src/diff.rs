//! `glidepath diff`: do two files mean the same rates?

use std::io::{self, Write};
use std::path::PathBuf;

use glidepath_core::LearningRateSchedule;
use serde::Serialize;

use crate::Format;
use crate::failure::{Failure, printable};
use crate::horizon::HorizonArguments;
use crate::input::{Input, refuse_repeated_input};
use crate::output::write_json;
use crate::steps::{STEPS_HELP, Span, Steps};

/// The most steps that are compared where none are told; of a longer range it is every so many-th.
const MOST_STEPS: u64 = 1 << 22;

/// Compares the learning rates of two files step by step
///
/// Exit code 1 if they differ at any step by more than the tolerance, `atol + rtol * rate`, where the rate is the larger of
/// both. Without one they must be the same to the last bit.
#[derive(clap::Args)]
#[command(after_help = STEPS_HELP)]
pub(crate) struct Arguments {
    /// A file of any kind that is read; `-` is standard input
    #[arg(value_name = "A")]
    a: PathBuf,
    /// What to compare it with
    #[arg(value_name = "B")]
    b: PathBuf,
    /// Which steps; without it, the longer of the ranges that `show` shows of the two
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
    largest_absolute: Option<Difference>,
    largest_relative: Option<Difference>,
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
    let horizon = arguments.horizon.horizon()?;
    refuse_repeated_input([&arguments.a, &arguments.b])?;
    let (a, b) = (Input::read(&arguments.a, &horizon)?, Input::read(&arguments.b, &horizon)?);
    let steps = arguments.steps.clone().unwrap_or_else(|| {
        let range = Span::all(0, a.suggested_range().last.max(b.suggested_range().last));
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
        report
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
        writeln!(output, "the same at every step of {steps}")?;
        return Ok(output.flush()?);
    };
    match different {
        0 => writeln!(output, "the same at every step of {steps}, within the tolerance")?,
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

/// A finite number that is not negative.
fn tolerance(text: &str) -> Result<f64, String> {
    let tolerance = text.parse().ok().filter(|tolerance: &f64| tolerance.is_finite() && *tolerance >= 0.0);
    tolerance.ok_or_else(|| format!("`{text}` is not a number from 0 on, as 1e-12"))
}
