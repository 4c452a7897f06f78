//! `glidepath check`: can the files be read?

use std::io::{self, Write};
use std::path::PathBuf;

use serde::Serialize;

use crate::failure::Failure;
use crate::from::FromArgument;
use crate::horizon::HorizonArguments;
use crate::input::{self, Input};
use crate::output::{Format, write_json};

/// Checks that files hold a learning rate, and says what may surprise
#[derive(clap::Args)]
#[command(after_help = "Exit code 1 if any file is at fault.")]
pub(crate) struct Arguments {
    /// Files of any kind that is read; `-` is standard input
    #[arg(value_name = "FILE", required = true)]
    files: Vec<PathBuf>,
    /// How to print
    #[arg(long, value_enum, default_value_t = Format::Text)]
    format: Format,
    #[command(flatten)]
    from: FromArgument,
    #[command(flatten)]
    horizon: HorizonArguments,
}

/// What there is to say of a file, for programs.
#[derive(Serialize)]
struct Report {
    file: String,
    ok: bool,
    #[serde(skip_serializing_if = "Option::is_none")]
    class_name: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    source: Option<String>,
    notes: Vec<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    error: Option<String>,
}

pub(crate) fn run(arguments: &Arguments) -> Result<(), Failure> {
    let options = arguments.from.options(&arguments.horizon)?;
    input::refuse_repeated_input(&arguments.files)?;
    let mut reports = Vec::new();
    let mut negative = false;
    for file in &arguments.files {
        let result = Input::read(file, &options);
        negative |= result.is_err();
        match (result, arguments.format) {
            (result, Format::Json) => reports.push(report(input::name(file), result)),
            (Ok(input), Format::Text) => print(&input)?,
            (Err(failure), Format::Text) => failure.report(),
        }
    }
    if arguments.format == Format::Json {
        write_json(&reports)?;
    }
    if negative { Err(Failure::Negative) } else { Ok(()) }
}

fn print(input: &Input) -> Result<(), Failure> {
    let mut output = io::stdout().lock();
    writeln!(output, "{}: ok, {}", crate::failure::printable(&input.file), input.title())?;
    for note in &input.imported.notes {
        writeln!(output, "  note: {}", crate::failure::printable(&note.to_string()))?;
    }
    Ok(output.flush()?)
}

fn report(file: String, result: Result<Input, Failure>) -> Report {
    let (input, error) = match result {
        Ok(input) => (Some(input), None),
        Err(Failure::File { problem, .. }) => (None, Some(problem)),
        Err(_) => (None, None),
    };
    Report {
        file,
        ok: input.is_some(),
        class_name: input.as_ref().and_then(|input| input.class_name().map(str::to_owned)),
        source: input.as_ref().map(|input| input.imported.source.to_string()),
        notes: input.iter().flat_map(|input| &input.imported.notes).map(ToString::to_string).collect(),
        error,
    }
}
