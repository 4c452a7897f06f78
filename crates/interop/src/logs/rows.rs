//! The rows of a log that are usable.

use super::request::{LogRow, LoggedRate};
use crate::model::Note;

/// Takes the rows that are usable, and counts the others.
pub(super) struct Rows<'t> {
    take: &'t mut dyn FnMut(LogRow<'_>),
    count: usize,
    not_finite: usize,
    negative: usize,
}

impl<'t> Rows<'t> {
    pub(super) fn new(take: &'t mut dyn FnMut(LogRow<'_>)) -> Self {
        Self { take, count: 0, not_finite: 0, negative: 0 }
    }

    /// How many were taken.
    pub(super) fn count(&self) -> usize {
        self.count
    }

    pub(super) fn add(&mut self, row: LogRow<'_>) {
        let rate = match row.rate {
            LoggedRate::Number(rate) => rate,
            LoggedRate::Text(text) => text.parse().unwrap_or(f64::NAN),
        };
        if !rate.is_finite() || !row.step.is_finite() {
            self.not_finite += 1;
        } else if row.step < 0.0 || rate < 0.0 {
            self.negative += 1;
        } else {
            self.count += 1;
            (self.take)(row);
        }
    }

    pub(super) fn notes(&self) -> impl Iterator<Item = Note> {
        let of = |count: usize, what: &str| match count {
            0 => None,
            1 => Some(Note::new("unusable-rows", format!("1 row of the log {what} and is passed over"))),
            _ => Some(Note::new(
                "unusable-rows",
                format!("{count} rows of the log {what} and are passed over"),
            )),
        };
        let plural = |count, one: &'static str, many: &'static str| if count == 1 { one } else { many };
        let not_finite = plural(self.not_finite, "has no finite number", "have no finite number");
        let negative = plural(self.negative, "has a number below 0", "have a number below 0");
        of(self.not_finite, not_finite).into_iter().chain(of(self.negative, negative))
    }
}

/// Rows that cannot be read are passed over.
pub(super) fn broken_rows(broken: usize) -> Note {
    Note::new("broken-rows", format!("{broken} rows of the log cannot be read"))
}
