//! How long the run is, on the command line.

use glidepath_interop::{ImportOptions, StepUnit};
use glidepath_serde::{Horizon, RunLengths, SerdeError};

use crate::failure::Failure;
use crate::steps::number;

const HEADING: &str = "The run, if the file does not specify its length or uses units";

/// Resolves step counts with a unit, such as `"10ep"`, and missing lengths, in every file of the command.
#[derive(clap::Args)]
pub(crate) struct HorizonArguments {
    /// Steps of the whole run, for "0.06dur" and for files that do not specify a length
    #[arg(long, value_name = "STEPS", allow_hyphen_values = true, value_parser = number, help_heading = HEADING)]
    pub(crate) total_steps: Option<u64>,
    /// Steps per epoch, for "10ep" and for runs given in epochs; may be a fraction
    #[arg(long, value_name = "STEPS", allow_hyphen_values = true, value_parser = real, help_heading = HEADING)]
    steps_per_epoch: Option<f64>,
    /// Tokens per step, for "2e9tok"
    #[arg(long, value_name = "TOKENS", allow_hyphen_values = true, value_parser = real, help_heading = HEADING)]
    tokens_per_step: Option<f64>,
    /// Samples per step, for "64e3sp"
    #[arg(long, value_name = "SAMPLES", allow_hyphen_values = true, value_parser = real, help_heading = HEADING)]
    samples_per_step: Option<f64>,
    /// What one step of a PyTorch scheduler is, if the file does not say; `epoch` needs
    /// `--steps-per-epoch`
    #[arg(long, value_name = "UNIT", value_enum, help_heading = HEADING)]
    per: Option<Per>,
}

/// What one step of a scheduler is.
#[derive(Clone, Copy, clap::ValueEnum)]
enum Per {
    /// An update of the optimizer
    Update,
    /// An epoch
    Epoch,
}

impl HorizonArguments {
    /// How to read files for this run.
    pub(crate) fn options(&self) -> Result<ImportOptions, Failure> {
        let options = ImportOptions::new().with_horizon(self.horizon()?);
        Ok(match self.step_unit() {
            Some(unit) => options.with_step_unit(unit),
            None => options,
        })
    }

    /// What one step of a scheduler is, if it was given.
    pub(crate) fn step_unit(&self) -> Option<StepUnit> {
        self.per.map(|per| match per {
            Per::Update => StepUnit::Update,
            Per::Epoch => StepUnit::Epoch,
        })
    }

    /// The horizon, if the lengths are valid.
    pub(crate) fn horizon(&self) -> Result<Horizon, Failure> {
        let lengths = RunLengths {
            total_steps: self.total_steps,
            steps_per_epoch: self.steps_per_epoch,
            tokens_per_step: self.tokens_per_step,
            samples_per_step: self.samples_per_step,
        };
        Horizon::of(lengths).map_err(|error| {
            Failure::Usage(match error {
                SerdeError::Horizon { fact, rule, got } => {
                    format!("`--{}` must be {rule}, got {got}", fact.replace('_', "-"))
                }
                other => other.to_string(),
            })
        })
    }
}

/// A number that need not be whole: `937.5`, `4_194_304` or `4e6`.
fn real(text: &str) -> Result<f64, String> {
    text.replace('_', "").parse().map_err(|_| format!("`{text}` is not a number"))
}
