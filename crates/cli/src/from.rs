//! The format of a file, on the command line.

use clap::builder::PossibleValuesParser;
use glidepath_interop::{FormatInfo, ImportOptions, formats};
use glidepath_report::ReportOptions;

use crate::failure::Failure;
use crate::horizon::HorizonArguments;

/// Forces a format, in every file of the command.
#[derive(clap::Args)]
pub(crate) struct FromArgument {
    /// Read as this format, instead of recognizing it; `glidepath list --formats` lists all
    #[arg(long, value_name = "FORMAT", value_parser = names(), hide_possible_values = true)]
    from: Option<String>,
}

impl FromArgument {
    /// How to read the files of the command.
    pub(crate) fn options(&self, horizon: &HorizonArguments) -> Result<ImportOptions, Failure> {
        options(self.from.as_deref(), horizon)
    }

    /// How to report on the files of the command.
    pub(crate) fn report_options(&self, horizon: &HorizonArguments) -> Result<ReportOptions, Failure> {
        let mut options = ReportOptions::new().with_horizon(horizon.horizon()?);
        if let Some(unit) = horizon.step_unit() {
            options = options.with_step_unit(unit);
        }
        Ok(match &self.from {
            Some(name) => options.with_format(name),
            None => options,
        })
    }
}

/// The names of the formats that are read.
pub(crate) fn names() -> PossibleValuesParser {
    PossibleValuesParser::new(formats().into_iter().filter(|format| format.is_read()).map(FormatInfo::name))
}

/// How to read a file of that format, or of the one that its marks tell.
pub(crate) fn options(format: Option<&str>, horizon: &HorizonArguments) -> Result<ImportOptions, Failure> {
    let options = horizon.options()?;
    Ok(match format {
        Some(name) => options.with_format(name),
        None => options,
    })
}
