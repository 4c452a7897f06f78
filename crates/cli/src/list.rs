//! `glidepath list`: which classes there are.

use std::io::{self, Write};

use serde::Serialize;

use crate::Format;
use crate::failure::Failure;
use crate::output::write_json;

/// Lists the classes of schedules that this program knows
#[derive(clap::Args)]
pub(crate) struct Arguments {
    /// How to print
    #[arg(long, value_enum, default_value_t = Format::Text)]
    format: Format,
}

/// A class, for programs.
#[derive(Serialize)]
struct Class {
    class_name: &'static str,
}

pub(crate) fn run(arguments: &Arguments) -> Result<(), Failure> {
    let names = glidepath_serde::class_names();
    if arguments.format == Format::Json {
        return write_json(&names.into_iter().map(|class_name| Class { class_name }).collect::<Vec<_>>());
    }
    let mut output = io::stdout().lock();
    names.iter().try_for_each(|name| writeln!(output, "{name}"))?;
    Ok(output.flush()?)
}
