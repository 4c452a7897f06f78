//! The program `glidepath`: what a learning-rate schedule in a file does.
//!
//! `src/main.rs` and the Python package run it by [`run`]. What else is public is for that package.

mod check;
mod class;
mod comparison;
mod convert;
mod diff;
mod eval;
mod explain;
mod failure;
mod from;
mod horizon;
mod input;
mod list;
mod log;
mod logged;
mod output;
mod parameters;
mod plot;
mod rest;
mod schema;
mod show;
mod steps;
mod wrap;

use std::ffi::OsString;

use clap::error::{ContextKind, ContextValue, ErrorKind};
use clap::{Parser, Subcommand};

pub use comparison::{Comparison, Difference, Proof, Side, Tolerance, compare};
pub use logged::Logged;
pub use rest::rests_from;

/// Learning-rate schedules in files: shows, evaluates, draws, checks and converts them.
///
/// A FILE is a model of Keras, a checkpoint of PyTorch or of the Hugging Face Trainer, the JSON of a
/// schedule, of an optimizer, of training arguments or of a scheduler of another framework, or a plain
/// number; `-` is standard input. It is recognized by its content, not by its name.
#[derive(Parser)]
#[command(name = "glidepath", version, max_term_width = 100, after_help = EXIT_CODES)]
struct Arguments {
    #[command(subcommand)]
    command: Command,
}

const EXIT_CODES: &str = "Exit codes: 0 all is well, 1 the input is at fault, 2 wrong usage.";

#[derive(Subcommand)]
enum Command {
    Show(show::Arguments),
    Eval(eval::Arguments),
    Plot(plot::Arguments),
    Check(check::Arguments),
    Explain(explain::Arguments),
    Convert(convert::Arguments),
    Diff(diff::Arguments),
    List(list::Arguments),
    Schema(schema::Arguments),
}

/// Says where FILE belongs, if an option that takes several files has swallowed it.
fn explain_order(error: &mut clap::Error, arguments: &[OsString]) {
    let taking =
        ["--log", "--with-log"].into_iter().find(|&option| arguments.iter().any(|text| text == option));
    if let (ErrorKind::MissingRequiredArgument, Some(option)) = (error.kind(), taking) {
        let tip = format!("`{option}` takes all files that follow it; write FILE before `{option}`");
        error.insert(ContextKind::Suggested, ContextValue::StyledStrs(vec![tip.into()]));
    }
}

/// Runs the program with its arguments, of which the first is its own name, and gives its exit code.
pub fn run(arguments: impl IntoIterator<Item = OsString>) -> u8 {
    let arguments: Vec<_> = arguments.into_iter().collect();
    let command = match Arguments::try_parse_from(&arguments) {
        Ok(arguments) => arguments.command,
        Err(mut error) => {
            explain_order(&mut error, &arguments);
            // Without a place to print to, the exit code is all that can be said.
            let _ = error.print();
            return if error.use_stderr() { failure::WRONG_USAGE } else { 0 };
        }
    };
    let result = match command {
        Command::Show(arguments) => show::run(&arguments),
        Command::Eval(arguments) => eval::run(&arguments),
        Command::Plot(arguments) => plot::run(&arguments),
        Command::Check(arguments) => check::run(&arguments),
        Command::Explain(arguments) => explain::run(&arguments),
        Command::Convert(arguments) => convert::run(&arguments),
        Command::Diff(arguments) => diff::run(&arguments),
        Command::List(arguments) => list::run(&arguments),
        Command::Schema(arguments) => schema::run(&arguments),
    };
    match result {
        Ok(()) => 0,
        Err(failure) => {
            failure.report();
            failure.exit_code()
        }
    }
}
