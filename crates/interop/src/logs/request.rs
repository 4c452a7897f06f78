//! What is asked of a log, and what it answers.

use crate::model::Note;

/// What the step axis of a log counts.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub enum LogSteps {
    /// Updates of the optimizer.
    #[default]
    Updates,
    /// Samples.
    Samples,
    /// Tokens.
    Tokens,
    /// Epochs, which may be fractions.
    Epochs,
}

impl LogSteps {
    pub(super) const fn in_words(self) -> &'static str {
        match self {
            Self::Updates => "steps",
            Self::Samples => "samples",
            Self::Tokens => "tokens",
            Self::Epochs => "epochs",
        }
    }
}

/// What to read of a log.
#[derive(Clone, Debug, Default)]
#[non_exhaustive]
pub struct LogRequest {
    /// The tag, column or key of the rate. Default: found by its name.
    pub metric: Option<String>,
    /// What the steps count, by which their column is found.
    pub steps: LogSteps,
    /// Which parameter group is meant, where a log has a column for each.
    pub group: usize,
}

/// One row of a log.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct LogRow<'a> {
    /// Where on the step axis: finite and not negative.
    pub step: f64,
    /// The logged rate.
    pub rate: LoggedRate<'a>,
}

/// A rate as it was logged.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum LoggedRate<'a> {
    /// A number of 32 or 64 bits.
    Number(f64),
    /// Printed digits, with a point where there is a fraction.
    Text(&'a str),
}

/// What is known of a log beside its rows.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub struct LogFile {
    /// The kind of file, in words.
    pub kind: &'static str,
    /// The tag, column or key that was read.
    pub metric: String,
    /// How many rows were given.
    pub rows: usize,
    /// Whether a step of the log is the number of updates that are done, so that its rate is that of the
    /// update before, as the Hugging Face Trainer logs.
    pub counts_done: bool,
    /// What a reader of the log should know.
    pub notes: Vec<Note>,
}
