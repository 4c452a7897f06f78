//! The rows of a log, on their way out.

use super::notes;
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

    /// How many were usable.
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
        let not_finite =
            notes::unusable_rows(self.not_finite, "has no finite number", "have no finite number");
        let negative = notes::unusable_rows(self.negative, "has a number below 0", "have a number below 0");
        not_finite.into_iter().chain(negative)
    }
}
