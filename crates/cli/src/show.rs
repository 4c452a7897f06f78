//! `glidepath show`: what a schedule is and does, on one page.

use std::io::Write;

use anstream::{AutoStream, ColorChoice};
use anstyle::Style;
use glidepath_core::LearningRateSchedule;
use glidepath_interop::Json;
use glidepath_overview::{KeyRates, RateAt, key_rates};
use serde::Serialize;

use crate::failure::{Failure, printable};
use crate::input::{FileArgument, Input};
use crate::output::{Format, width, write_json, write_lines};
use crate::parameters::{table, text};
use crate::plot;
use crate::steps::{Span, parse_range};
use crate::wrap::wrap;

const BOLD: Style = Style::new().bold();

const EXAMPLES: &str = "\
Examples:
  glidepath show model.keras
  glidepath show schedule.json --steps 0..50_000 --log";

/// Shows what a schedule is: class, parameters, key rates, warnings, and the curve
#[derive(clap::Args)]
#[command(after_help = EXAMPLES)]
pub(crate) struct Arguments {
    #[command(flatten)]
    input: FileArgument,
    /// The steps, such as `0..1000`. Default: a range chosen from the rates
    #[arg(long, value_name = "A..B", allow_hyphen_values = true, value_parser = parse_range)]
    steps: Option<Span>,
    /// Draw the rates on a logarithmic axis
    #[arg(long)]
    log: bool,
    /// Output format
    #[arg(long, value_enum, default_value_t = Format::Text)]
    format: Format,
}

/// What is shown, for programs.
#[derive(Serialize)]
struct Report<'a> {
    file: &'a str,
    source: String,
    path: &'a str,
    optimizer: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    parameter_group: Option<usize>,
    learning_rate: &'a Json,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    further_groups: Vec<Json>,
    #[serde(skip_serializing_if = "Option::is_none")]
    step: Option<u64>,
    first_step: u64,
    last_step: u64,
    rates: KeyRates,
    notes: Vec<String>,
}

pub(crate) fn run(arguments: &Arguments) -> Result<(), Failure> {
    let input = arguments.input.read()?;
    let range = arguments.steps.unwrap_or_else(|| input.suggested_range());
    let (rates, stride) = key_rates(input.learning_rate(), range.first, range.last);
    if arguments.format == Format::Json {
        return write_json(&report(&input, range, rates)?);
    }

    let width = width();
    let mut output = anstream::stdout().lock();
    let color = AutoStream::choice(&std::io::stdout()) != ColorChoice::Never;
    let optimizer = input.imported.optimizer.as_deref().map(|name| format!(", learning rate of {name}"));
    let group =
        (input.groups() > 1).then(|| format!(", parameter group {} of {}", input.group, input.groups()));
    let whose = optimizer.into_iter().chain(group).collect::<String>();
    writeln!(output, "{BOLD}{}{BOLD:#}{}", input.title(), printable(&whose))?;
    write_lines(&mut output, wrap(&input.origin(), width, "", ""))?;
    for line in position_lines(&input) {
        write_lines(&mut output, wrap(&line, width, "", ""))?;
    }

    writeln!(output)?;
    match input.json.as_schedule() {
        Some((_, config)) => write_lines(&mut output, table(config, width))?,
        None => writeln!(output, "  {}", text(&input.json))?,
    }

    let every = if stride == 1 { String::new() } else { format!(", looked for in steps of {stride}") };
    writeln!(output, "\n{BOLD}Rates{BOLD:#} from step {} to {}{every}", range.first, range.last)?;
    write_lines(&mut output, key_rate_lines(&rates))?;

    if !input.imported.notes.is_empty() {
        writeln!(output, "\n{BOLD}Notes{BOLD:#}")?;
        for note in &input.imported.notes {
            write_lines(&mut output, wrap(&printable(&note.to_string()), width, "  - ", "    "))?;
        }
    }

    let curve = plot::in_terminal(&input, range, arguments.log, width, color)
        .map_err(|error| Failure::file(&input.file, error))?;
    write!(output, "\n{curve}")?;
    Ok(output.flush()?)
}

fn report(input: &Input, range: Span, rates: KeyRates) -> Result<Report<'_>, Failure> {
    let further_groups = input.imported.further_groups.iter().map(Json::of).collect::<Result<_, _>>();
    Ok(Report {
        file: &input.file,
        source: input.imported.source.to_string(),
        path: &input.imported.path,
        optimizer: input.imported.optimizer.as_deref(),
        parameter_group: (input.groups() > 1).then_some(input.group),
        learning_rate: &input.json,
        further_groups: further_groups.map_err(|error| Failure::file(&input.file, error))?,
        step: input.imported.step,
        first_step: range.first,
        last_step: range.last,
        rates,
        notes: input.imported.notes.iter().map(ToString::to_string).collect(),
    })
}

/// Where in the run the file was saved, and the rates of the other parameter groups there.
fn position_lines(input: &Input) -> Vec<String> {
    let position = input.imported.step.map(|step| {
        let rate = input.learning_rate().learning_rate(step);
        format!("saved after {step} step{}, the next at {rate:?}", if step == 1 { "" } else { "s" })
    });
    let step = input.imported.step.unwrap_or(0);
    let others = input.imported.groups().enumerate().filter(|&(index, _)| index != input.group);
    let others = others.map(|(index, group)| {
        format!("parameter group {index}: {:?} at step {step}", group.learning_rate(step))
    });
    position.into_iter().chain(others).collect()
}

fn key_rate_lines(rates: &KeyRates) -> Vec<String> {
    let rows = [("first", rates.first), ("peak", rates.peak), ("lowest", rates.lowest), ("last", rates.last)];
    let rate = |at: RateAt| format!("{:?}", at.learning_rate);
    let width = rows.iter().map(|&(_, at)| rate(at).len()).max().unwrap_or(0);
    rows.iter().map(|&(name, at)| format!("  {name:6}  {:width$}  at step {}", rate(at), at.step)).collect()
}
