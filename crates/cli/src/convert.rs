//! `glidepath convert`: the same schedule in another form.

mod conversion;
mod target;

use std::io::{self, Write};
use std::num::NonZeroUsize;
use std::path::PathBuf;

use conversion::{Conversion, Converted};
use target::Target;

use crate::failure::{Failure, printable};
use crate::input::FileArgument;
use crate::output::write_file;
use crate::steps::{Span, number, parse_range};

const EXAMPLES: &str = "\
Examples:
  glidepath convert model.keras --to keras3
  glidepath convert checkpoint.pt --to transformers
  glidepath convert model.keras --to torch-python -o schedule.py
  glidepath convert checkpoint.pt --to keras3 --approximate 100";

/// Writes the learning rate of a file as another program reads it
///
/// What the other program does not have, or would compute otherwise, is refused with the reason. What is decided on the
/// way is told on standard error.
#[derive(clap::Args)]
#[command(after_help = EXAMPLES)]
pub(crate) struct Arguments {
    #[command(flatten)]
    input: FileArgument,
    /// For which program
    #[arg(long, value_name = "FORMAT", value_enum)]
    to: Target,
    /// The file to write; without it, standard output
    #[arg(short, long, value_name = "OUT")]
    output: Option<PathBuf>,
    /// How many steps were made when the run goes on. Without it PyTorch goes on where the file was saved, and for
    /// glidepath, in JSON, YAML or TOML, only the schedule is written
    #[arg(long, value_name = "STEP", allow_hyphen_values = true, value_parser = number)]
    step: Option<u64>,
    /// Where there is no exact form, write so many constant pieces at most, and tell the largest difference
    #[arg(long, value_name = "PIECES", allow_hyphen_values = true)]
    approximate: Option<NonZeroUsize>,
    /// The steps to approximate, as `0..1000`; without it, a range that the parameters suggest
    #[arg(long, value_name = "0..B", allow_hyphen_values = true, value_parser = parse_from_zero, requires = "approximate")]
    steps: Option<Span>,
}

pub(crate) fn run(arguments: &Arguments) -> Result<(), Failure> {
    if let (Some(_), Some(keeper)) = (arguments.step, arguments.to.keeper_of_step()) {
        return Err(Failure::Usage(format!(
            "`--step` has no place in this form: the step belongs to {keeper}"
        )));
    }
    let input = arguments.input.read()?;
    let converted = Conversion::new(arguments, &input).converted();
    let Converted { text, notes } = converted.map_err(|problem| Failure::file(&input.file, problem))?;
    match &arguments.output {
        Some(path) if path.as_os_str() != "-" => write_file(path, text.as_bytes())?,
        _ => {
            let mut output = io::stdout().lock();
            output.write_all(text.as_bytes())?;
            output.flush()?;
        }
    }
    let imported = input.imported.notes.iter().filter(|note| !note.is_about_keras()).map(ToString::to_string);
    let mut told: Vec<String> = Vec::new();
    for note in imported.chain(notes) {
        if !told.contains(&note) {
            eprintln!("note: {}", printable(&note));
            told.push(note);
        }
    }
    Ok(())
}

/// A range of steps from the first on.
fn parse_from_zero(text: &str) -> Result<Span, String> {
    let span = parse_range(text)?;
    if span.first == 0 { Ok(span) } else { Err(format!("`{text}` must begin at 0")) }
}
