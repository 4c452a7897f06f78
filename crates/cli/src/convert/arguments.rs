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

/// Writes the learning rate of a file as another program reads it
///
/// What the other program does not have, or would compute otherwise, is refused with the reason. What is
/// decided on the way is told on standard error.
#[derive(clap::Args)]
#[command(after_help = EXAMPLES)]
pub(crate) struct Arguments {
    #[command(flatten)]
    pub(super) input: FileArgument,
    /// For which program
    #[arg(long, value_name = "FORMAT", value_parser = target_parser())]
    pub(super) to: Target,
    /// The file to write; without it, standard output
    #[arg(short, long, value_name = "OUT")]
    pub(super) output: Option<PathBuf>,
    /// How many steps were made when the run goes on. Without it PyTorch goes on where the file was saved,
    /// and for glidepath, in JSON, YAML or TOML, only the schedule is written
    #[arg(long, value_name = "STEP", allow_hyphen_values = true, value_parser = number)]
    pub(super) step: Option<u64>,
    /// Where there is no exact form, write so many constant pieces at most, and tell the largest difference
    #[arg(long, value_name = "PIECES", allow_hyphen_values = true)]
    pub(super) approximate: Option<NonZeroUsize>,
    /// The steps to approximate, as `0..1000`; without it, a range that the rates suggest
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
