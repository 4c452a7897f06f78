//! The log of a run, on the command line.

use std::fs;
use std::io::{self, Read};
use std::path::{Path, PathBuf};

use clap::ValueEnum;
use glidepath_report::{LogSteps, ReportOptions};

use crate::failure::Failure;
use crate::input;

const HEADING: &str = "The log";

/// How a log is read.
#[derive(clap::Args)]
pub(crate) struct LogArguments {
    /// The tag, column or key of the rate. Default: found by name
    #[arg(long, value_name = "NAME", help_heading = HEADING)]
    metric: Option<String>,
    /// What the steps of the log count
    #[arg(long, value_enum, value_name = "UNIT", default_value_t = Unit::Updates, help_heading = HEADING)]
    log_steps: Unit,
}

/// What the steps of a log count.
#[derive(Clone, Copy, ValueEnum)]
enum Unit {
    /// Updates of the optimizer
    Updates,
    /// Samples; with `--samples-per-step`
    Samples,
    /// Tokens; with `--tokens-per-step`
    Tokens,
    /// Epochs; with `--steps-per-epoch`
    Epochs,
}

impl LogArguments {
    /// The options with these logs.
    pub(crate) fn apply(
        &self,
        mut options: ReportOptions,
        logs: &[PathBuf],
    ) -> Result<ReportOptions, Failure> {
        options = options.with_log_steps(match self.log_steps {
            Unit::Updates => LogSteps::Updates,
            Unit::Samples => LogSteps::Samples,
            Unit::Tokens => LogSteps::Tokens,
            Unit::Epochs => LogSteps::Epochs,
        });
        if let Some(missing) = options.missing_length() {
            let unit = self.log_steps.to_possible_value();
            let unit = unit.as_ref().map_or("", |unit| unit.get_name());
            let option = missing.replace('_', "-");
            return Err(Failure::Usage(format!("`--log-steps {unit}` needs `--{option}`")));
        }
        if let Some(metric) = &self.metric {
            options = options.with_metric(metric);
        }
        for log in logs {
            let name = input::name(log);
            let bytes = read(log).map_err(|error| Failure::file(&name, error))?;
            options = options.with_log(name, bytes);
        }
        Ok(options)
    }
}

fn read(log: &Path) -> io::Result<Vec<u8>> {
    if input::is_standard_input(log) {
        let mut bytes = Vec::new();
        io::stdin().lock().read_to_end(&mut bytes)?;
        return Ok(bytes);
    }
    fs::read(log)
}
