//! `glidepath convert`: the same schedule in another form.

use std::io::{self, Write};
use std::path::PathBuf;

use clap::ValueEnum;
use glidepath_interop::{to_keras2, to_keras3};

use crate::failure::Failure;
use crate::input::FileArgument;
use crate::output::write_file;

const EXAMPLES: &str = "\
Examples:
  glidepath convert model.keras --to keras3
  glidepath convert schedule.json --to keras2 -o old.json";

/// Writes the learning rate of a file as JSON that another program reads
///
/// What the other program does not have, or would compute otherwise, is refused with the reason.
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
}

/// What to convert to.
#[derive(Clone, Copy, ValueEnum)]
enum Target {
    /// TensorFlow 2 and Keras 2: `class_name` and `config`
    Keras2,
    /// Keras 3: with `module` and `registered_name`, and with a name, so that it can be called
    Keras3,
    /// glidepath: `class_name` and `config`, every parameter written out
    Glidepath,
}

pub(crate) fn run(arguments: &Arguments) -> Result<(), Failure> {
    let input = arguments.input.read()?;
    let converted = match arguments.to {
        Target::Keras2 => to_keras2(input.learning_rate()),
        Target::Keras3 => to_keras3(input.learning_rate()),
        Target::Glidepath => Ok(input.json.clone()),
    };
    let json = converted.map_err(|error| Failure::file(&input.file, error))?;
    let text = format!("{json:#}\n");
    match &arguments.output {
        Some(path) if path.as_os_str() != "-" => write_file(path, text.as_bytes()),
        _ => {
            let mut output = io::stdout().lock();
            output.write_all(text.as_bytes())?;
            Ok(output.flush()?)
        }
    }
}
