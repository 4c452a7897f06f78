//! `glidepath check`: what is wrong with a schedule for its run, and does the run follow it?

mod failed;
mod github;
mod human;
mod sarif;

use std::path::PathBuf;

use clap::ValueEnum;
use glidepath_report::Report;
use serde::Serialize;

use crate::explain::unknown_rule;
use crate::failure::Failure;
use crate::from::FromArgument;
use crate::horizon::HorizonArguments;
use crate::input;
use crate::log::LogArguments;
use crate::output::write_json;

const AFTER: &str = "\
Exit code 1 if a file cannot be read or an error is found: a log that differs, or a rule of `--deny`.

Examples:
  glidepath check config.json --total-steps 10000
  glidepath check run/checkpoint-500 --deny all
  glidepath check config.json --log runs/events.out.tfevents.* --metric train/lr
  glidepath explain ends-high";

/// Finds what is wrong with a schedule for its run, and why the log of the run differs from it
#[derive(clap::Args)]
#[command(after_help = AFTER)]
pub(crate) struct Arguments {
    /// Files in any supported format, before `--log`; `-` is standard input
    #[arg(value_name = "FILE", required = true)]
    files: Vec<PathBuf>,
    /// Logs of the run: event files of TensorBoard, CSV, JSON lines, `trainer_state.json`,
    /// `trainer_log.jsonl`
    #[arg(long = "log", value_name = "LOG", num_args = 1..)]
    logs: Vec<PathBuf>,
    #[command(flatten)]
    log: LogArguments,
    /// Output format
    #[arg(long, value_enum, default_value_t = Format::Text)]
    format: Format,
    /// Turn the findings of a rule into errors; `all` means every warning
    #[arg(long, value_name = "RULE")]
    deny: Vec<String>,
    /// Hide the findings of a rule
    #[arg(long, value_name = "RULE")]
    allow: Vec<String>,
    /// The index of the parameter group, from 0
    #[arg(long, value_name = "INDEX", default_value_t = 0)]
    group: usize,
    #[command(flatten)]
    from: FromArgument,
    #[command(flatten)]
    horizon: HorizonArguments,
}

/// The form in which findings are printed.
#[derive(Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Format {
    /// For people.
    Text,
    /// For programs.
    Json,
    /// For code scanning: SARIF 2.1.0.
    Sarif,
    /// As annotations of GitHub Actions.
    Github,
}

pub(crate) fn run(arguments: &Arguments) -> Result<(), Failure> {
    let options = arguments.from.report_options(&arguments.horizon)?;
    let options = arguments.log.apply(options, &arguments.logs)?.with_group(arguments.group);
    let options =
        arguments.deny.iter().try_fold(options, |options, rule| options.deny(rule)).map_err(unknown_rule)?;
    let options = arguments
        .allow
        .iter()
        .try_fold(options, |options, rule| options.allow(rule))
        .map_err(unknown_rule)?;
    input::refuse_repeated_input(arguments.files.iter().chain(&arguments.logs))?;
    let reports: Vec<_> = arguments.files.iter().map(|file| input::report(file, &options)).collect();
    match arguments.format {
        Format::Text => human::print(&reports)?,
        Format::Json => {
            let reports: Vec<_> = reports.iter().map(in_words_of_program).collect();
            match reports.as_slice() {
                [only] => write_json(only)?,
                several => write_json(&several)?,
            }
        }
        Format::Sarif => write_json(&sarif::log(&reports))?,
        Format::Github => github::print(&reports)?,
    }
    if reports.iter().all(Report::is_ok) { Ok(()) } else { Err(Failure::Negative) }
}

/// A report as JSON.
#[derive(Serialize)]
#[serde(untagged)]
enum Shown<'r> {
    Whole(&'r Report),
    /// With an error that names the options of the program.
    Failed(serde_json::Value),
}

fn in_words_of_program(report: &Report) -> Shown<'_> {
    let Some(Failure::File { file, problem, .. }) = failed::failure(report) else {
        return Shown::Whole(report);
    };
    let mut json = serde_json::to_value(report).unwrap_or_default();
    if let Some(entry) = json.get_mut("error") {
        *entry = if file == report.file { problem } else { format!("{file}: {problem}") }.into();
    }
    Shown::Failed(json)
}
