//! The notes of the readers of logs, and the error that they share.

use super::names::listed;
use super::request::LogSteps;
use crate::model::{InteropError, Note};

/// Rows without a number that could be a rate and a step.
pub(super) fn unusable_rows(count: usize, one: &str, many: &str) -> Option<Note> {
    let text = match count {
        0 => return None,
        1 => format!("1 row of the log {one} and is passed over"),
        _ => format!("{count} rows of the log {many} and are passed over"),
    };
    Some(Note::new("unusable-rows", text))
}

/// Rows that are damaged.
pub(super) fn broken_rows(count: usize) -> Option<Note> {
    let text = match count {
        0 => return None,
        1 => "1 row of the log cannot be read".to_owned(),
        _ => format!("{count} rows of the log cannot be read"),
    };
    Some(Note::new("broken-rows", text))
}

/// Records whose checksum is wrong, or that are no events.
pub(super) fn damaged_records(count: usize) -> Option<Note> {
    let text = match count {
        0 => return None,
        1 => "1 record of the event file is damaged and is passed over".to_owned(),
        _ => format!("{count} records of the event file are damaged and are passed over"),
    };
    Some(Note::new("damaged-records", text))
}

/// The log ends in the middle of a row.
pub(super) fn truncated(text: &str) -> Note {
    Note::new("truncated-log", text)
}

/// Other columns have learning rates, too, for example those of other parameter groups.
pub(super) fn other_rates(metric: &str, others: &[&str]) -> Option<Note> {
    let text = || format!("`{metric}` is read; other learning rates of the log: {}", listed(others));
    (!others.is_empty()).then(|| Note::new("other-logged-rates", text()))
}

/// What is none of the files that are read.
pub(super) fn not_a_log() -> InteropError {
    InteropError::new(
        "not a log: expected event files of TensorBoard, CSV, JSON lines or `trainer_state.json`",
    )
}

/// An axis that is not named by its unit.
pub(super) fn unit(axis: &str, steps: LogSteps) -> Note {
    Note::new("log-unit", format!("{axis} are taken as {}", steps.in_words()))
}

/// There is nothing to read: the notes may say why.
pub(super) fn nothing(what: &str, notes: &[Note]) -> InteropError {
    let notes: Vec<_> = notes.iter().map(ToString::to_string).collect();
    let because = if notes.is_empty() { String::new() } else { format!(": {}", notes.join("; ")) };
    InteropError::new(format!("{what}{because}"))
}
