//! A conversion with the options of the program, and its messages.

use glidepath_interop::{Advice, Conversion, ConversionError, Converted, Target};

use super::arguments::Arguments;
use crate::input::Input;

/// The form that was asked for, and what to tell about it.
pub(super) fn convert(arguments: &Arguments, input: &Input) -> Result<Converted, String> {
    let mut conversion = Conversion::new(&input.imported, arguments.to)
        .with_group(arguments.input.group)
        .with_step(arguments.step)
        .with_total_steps(arguments.input.total_steps())
        .with_likely_length(input.own_length());
    if let Some(pieces) = arguments.approximate {
        let range = arguments.steps.unwrap_or_else(|| input.suggested_range());
        conversion = conversion.with_pieces(pieces, range.last);
    }
    let mut converted = conversion.convert().map_err(|error| message(&error))?;
    if let Some(step) = converted.unwritten_step {
        converted.notes.push(note_on_step(arguments.to, step));
    }
    Ok(converted)
}

/// The error, with the option that would help.
fn message(error: &ConversionError) -> String {
    let advice = match error.advice {
        Some(Advice::RunLength(length)) => {
            format!("; `--total-steps`, as {length}, leaves out what is after the end of the run")
        }
        Some(Advice::Pieces) => "; `--approximate 100` writes constant pieces instead".to_owned(),
        _ => String::new(),
    };
    format!("{error}{advice}")
}

/// What to tell about the step at which the file was saved, if it is not written.
fn note_on_step(target: Target, step: u64) -> String {
    let place = match target.keeper_of_step() {
        Some(keeper) => format!("it belongs to {keeper}"),
        None => format!("`--step {step}` writes it"),
    };
    format!("the file was saved at step {step}, which this form does not tell: {place}")
}
