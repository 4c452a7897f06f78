//! Why the program stops early.

use std::fmt::Display;
use std::io;

use glidepath_interop::{InteropError, Remedy};
use glidepath_serde::SerdeError;

/// The exit code where the command line is at fault.
pub(crate) const WRONG_USAGE: u8 = 2;

/// Why the program stops early, or ends with another exit code than 0.
#[derive(Debug)]
pub(crate) enum Failure {
    /// A file that was read or written is at fault.
    File {
        /// Its name.
        file: String,
        /// What is wrong with it.
        problem: String,
        /// What it was taken for, and why; empty if that is not said.
        taken_for: String,
    },
    /// The command line is at fault.
    Usage(String),
    /// Standard output cannot be written.
    Output(io::Error),
    /// The result is negative, and it is written already.
    Negative,
}

impl Failure {
    pub(crate) fn file(file: &str, problem: impl Display) -> Self {
        Self::File { file: file.to_owned(), problem: problem.to_string(), taken_for: String::new() }
    }

    /// A file that could not be read: with what it was taken for, and the option that would help.
    pub(crate) fn import(file: &str, error: &InteropError) -> Self {
        let help = match error.remedy() {
            Some(Remedy::Format) => {
                "; pass `--from FORMAT` to choose a format; `glidepath list --formats` lists them"
            }
            Some(Remedy::RunLength) => "; pass `--total-steps` or `--steps-per-epoch`",
            Some(Remedy::TotalSteps) => "; pass `--total-steps`",
            Some(Remedy::StepsPerEpoch) => "; pass `--steps-per-epoch`",
            Some(Remedy::TokensPerStep) => "; pass `--tokens-per-step`",
            Some(Remedy::SamplesPerStep) => "; pass `--samples-per-step`",
            Some(Remedy::Metric) => "; pass `--metric` to choose one",
            Some(Remedy::LogSteps) => "; pass `--log-steps epochs` to count by `epoch`",
            Some(Remedy::LogSamples) => {
                "; pass `--log-steps samples` and `--samples-per-step` to count by samples"
            }
            Some(Remedy::LogTokens) => {
                "; pass `--log-steps tokens` and `--tokens-per-step` to count by tokens"
            }
            _ => "",
        };
        let problem = unknown_class(error).unwrap_or_else(|| format!("{error}{help}"));
        Self::File { file: file.to_owned(), problem, taken_for: error.taken_for().to_owned() }
    }

    /// Says on standard error what is wrong, if there is anything to say.
    pub(crate) fn report(&self) {
        match self {
            Self::File { file, problem, taken_for } => {
                eprintln!("glidepath: {}: {}", printable(file), printable(problem));
                if !taken_for.is_empty() {
                    eprintln!("  read as {}", printable(taken_for));
                }
            }
            Self::Usage(problem) => eprintln!("glidepath: {problem}"),
            // The reader has seen enough, as in `glidepath … | head`.
            Self::Output(error) if error.kind() == io::ErrorKind::BrokenPipe => {}
            Self::Output(error) => eprintln!("glidepath: standard output: {error}"),
            Self::Negative => {}
        }
    }

    pub(crate) fn exit_code(&self) -> u8 {
        match self {
            Self::Output(error) if error.kind() == io::ErrorKind::BrokenPipe => 0,
            Self::Usage(_) => WRONG_USAGE,
            _ => 1,
        }
    }
}

impl From<io::Error> for Failure {
    fn from(error: io::Error) -> Self {
        Self::Output(error)
    }
}

impl From<serde_json::Error> for Failure {
    fn from(error: serde_json::Error) -> Self {
        Self::Output(error.into())
    }
}

/// The message for a class that the program does not have, which its users cannot register.
fn unknown_class(error: &InteropError) -> Option<String> {
    let SerdeError::UnknownClass { path, class_name, near } = error.schedule_error()? else { return None };
    if !near.is_empty() {
        return None;
    }
    let own = if class_name.contains('>') {
        "; a class of your own is read by a program of yours that registers it (docs/custom.md); \
         `glidepath list` lists the classes of this program"
    } else {
        "; `glidepath list` lists the classes of this program"
    };
    let at = if path.is_empty() { String::new() } else { format!("{path}: ") };
    Some(format!("{at}unknown class `{class_name}`{own}"))
}

/// Text from a file without the characters that could steer a terminal.
pub(crate) fn printable(text: &str) -> String {
    text.chars().fold(String::with_capacity(text.len()), |mut printable, letter| {
        if letter.is_control() {
            printable.extend(letter.escape_debug());
        } else {
            printable.push(letter);
        }
        printable
    })
}
