//! The arguments of `glidepath convert`.

use std::num::NonZeroUsize;
use std::path::PathBuf;

use clap::builder::{PossibleValue, PossibleValuesParser, TypedValueParser};
use glidepath_interop::Target;

use crate::input::FileArgument;
use crate::steps::{Span, number, parse_range};

const EXAMPLES: &str = "\
Examples:
  glidepath convert model.keras --to keras3
  glidepath convert checkpoint.pt --to transformers
  glidepath convert model.keras --to torch-python -o schedule.py
  glidepath convert checkpoint.pt --to keras3 --approximate 100";

/// Writes the learning rate of a file in the format of another program
///
/// If the other program has no equivalent, or would compute other rates, the command fails with the reason.
/// Notes on the conversion go to standard error.
#[derive(clap::Args)]
#[command(after_help = EXAMPLES)]
pub(crate) struct Arguments {
    #[command(flatten)]
    pub(super) input: FileArgument,
    /// The format to write
    #[arg(long, value_name = "FORMAT", value_parser = target_parser())]
    pub(super) to: Target,
    /// The file to write; without it, standard output
    #[arg(short, long, value_name = "OUT")]
    pub(super) output: Option<PathBuf>,
    /// The number of steps already made. Default: for PyTorch, the step at which the file was saved; for
    /// glidepath in JSON, YAML or TOML, only the schedule is written
    #[arg(long, value_name = "STEP", allow_hyphen_values = true, value_parser = number)]
    pub(super) step: Option<u64>,
    /// If there is no exact form, write at most this many constant pieces, and report the maximum error
    #[arg(long, value_name = "PIECES", allow_hyphen_values = true)]
    pub(super) approximate: Option<NonZeroUsize>,
    /// The steps to approximate, such as `0..1000`. Default: a range chosen from the rates
    #[arg(long, value_name = "0..B", allow_hyphen_values = true, value_parser = parse_from_zero, requires = "approximate")]
    pub(super) steps: Option<Span>,
}

/// Reads the name of a target; the help lists all of them.
fn target_parser() -> impl TypedValueParser<Value = Target> {
    let values = Target::ALL
        .iter()
        .map(|target| PossibleValue::new(target.name()).help(target.description()).aliases(target.aliases()));
    PossibleValuesParser::new(values).try_map(|name| name.parse::<Target>())
}

/// A range of steps from the first on.
fn parse_from_zero(text: &str) -> Result<Span, String> {
    let span = parse_range(text)?;
    if span.first == 0 { Ok(span) } else { Err(format!("`{text}` must begin at 0")) }
}
