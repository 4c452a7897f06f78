//! `glidepath diff`: do two files mean the same rates?

use std::io::{self, Write};
use std::path::PathBuf;

use serde::Serialize;

use crate::comparison::{Comparison, Proof, Side, Tolerance, compare_at, range, thinned};
use crate::failure::{Failure, printable};
use crate::from::{names, options};
use crate::horizon::HorizonArguments;
use crate::input::{Input, refuse_repeated_input};
use crate::output::{Format, write_json};
use crate::steps::{STEPS_HELP, Steps};

/// Compares the learning rates of two files step by step
///
/// Exit code 1 if they differ at any step by more than the tolerance, `atol + rtol * rate`, where the rate is
/// the larger of both. Without a tolerance the rates must be equal to the last bit.
#[derive(clap::Args)]
#[command(after_help = STEPS_HELP)]
pub(crate) struct Arguments {
    /// A file in any supported format; `-` is standard input
    #[arg(value_name = "A")]
    a: PathBuf,
    /// The file to compare it with
    #[arg(value_name = "B")]
    b: PathBuf,
    /// The steps to compare. Default: the longer of the ranges that `show` uses, or up to where the two
    /// differ
    #[arg(long, value_name = "STEPS", allow_hyphen_values = true)]
    steps: Option<Steps>,
    /// Tolerance relative to the larger rate
    #[arg(long, value_name = "SHARE", allow_hyphen_values = true, value_parser = tolerance, default_value = "0")]
    rtol: f64,
    /// Absolute tolerance
    #[arg(long, value_name = "RATE", allow_hyphen_values = true, value_parser = tolerance, default_value = "0")]
    atol: f64,
    /// Output format
    #[arg(long, value_enum, default_value_t = Format::Text)]
    format: Format,
    /// Read both files as this format; `glidepath list --formats` lists all
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
    #[serde(flatten)]
    comparison: Comparison,
}

pub(crate) fn run(arguments: &Arguments) -> Result<(), Failure> {
    let from_a = arguments.from.as_deref();
    let options_a = options(from_a, &arguments.horizon)?;
    let options_b = options(arguments.from_b.as_deref().or(from_a), &arguments.horizon)?;
    refuse_repeated_input([&arguments.a, &arguments.b])?;
    let (a, b) = (Input::read(&arguments.a, &options_a)?, Input::read(&arguments.b, &options_b)?);
    let steps = arguments.steps.clone().unwrap_or_else(|| {
        let last = a.suggested_range().last.max(b.suggested_range().last);
        let is_told = a.run_length().or(b.run_length()).is_some();
        thinned(range(a.learning_rate(), b.learning_rate(), last, is_told)).into()
    });
    [&a, &b].into_iter().for_each(Input::tell_other_groups);
    let tolerance = Tolerance { rtol: arguments.rtol, atol: arguments.atol };
    let [side_a, side_b] = [&a, &b].map(|input| Side::new(input.learning_rate(), &input.json));
    let comparison = compare_at(side_a, side_b, &steps, tolerance);
    let report = Report { a: a.file, b: b.file, steps: steps.to_string(), comparison };
    match arguments.format {
        Format::Json => write_json(&report)?,
        Format::Text => print(&report)?,
    }
    if report.comparison.different == 0 { Ok(()) } else { Err(Failure::Negative) }
}

fn print(report: &Report) -> Result<(), Failure> {
    let mut output = io::stdout().lock();
    let Report { steps, comparison: Comparison { compared, different, .. }, .. } = report;
    let largest = (report.comparison.largest_absolute, report.comparison.largest_relative);
    let (Some(absolute), Some(relative)) = largest else {
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
    let Comparison { proven_beyond, constant_from, same_up_to, .. } = report.comparison;
    match (proven_beyond, constant_from, same_up_to) {
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
