//! `glidepath convert`: the same schedule in another form.

mod arguments;
mod conversion;

use std::io::{self, Write};

pub(crate) use arguments::Arguments;
use conversion::convert;
use glidepath_interop::Converted;

use crate::failure::{Failure, printable};
use crate::output::write_file;

pub(crate) fn run(arguments: &Arguments) -> Result<(), Failure> {
    if let (Some(_), Some(keeper)) = (arguments.step, arguments.to.keeper_of_step()) {
        return Err(Failure::Usage(format!(
            "`--step` has no place in this form: the step belongs to {keeper}"
        )));
    }
    let input = arguments.input.read()?;
    let converted = convert(arguments, &input);
    let Converted { text, notes, .. } = converted.map_err(|problem| Failure::file(&input.file, problem))?;
    match &arguments.output {
        Some(path) if path.as_os_str() != "-" => write_file(path, text.as_bytes())?,
        _ => {
            let mut output = io::stdout().lock();
            output.write_all(text.as_bytes())?;
            output.flush()?;
        }
    }
    let imported =
        input.imported.notes.iter().filter(|note| !note.is_about_source()).map(ToString::to_string);
    let mut told: Vec<String> = Vec::new();
    for note in imported.chain(notes) {
        if !told.contains(&note) {
            eprintln!("note: {}", printable(&note));
            told.push(note);
        }
    }
    Ok(())
}
