//! The notes of the readers of logs.

use crate::model::Note;

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

/// The other groups have columns of their own.
pub(super) fn other_groups(metric: &str, others: usize) -> Option<Note> {
    let text = match others {
        0 => return None,
        1 => format!("`{metric}` is read; 1 more column has the rates of another parameter group"),
        _ => format!("`{metric}` is read; {others} more columns have the rates of other parameter groups"),
    };
    Some(Note::new("logged-groups", text))
}

/// The only axis of an event file is taken as epochs.
pub(super) fn counts_epochs() -> Note {
    Note::new("log-counts-epochs", "the steps of the event file are taken as epochs")
}
