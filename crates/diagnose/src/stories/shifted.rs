//! The log is a constant number of steps ahead of the schedule, or behind it.

use super::fit::Fit;
use crate::finding::Story;
use crate::map::Map;
use crate::view::{Trial, View};

/// By one step: the log counts an update before the schedule does, or after it.
pub(super) fn by_one(trial: &Trial<'_>, view: &View<'_>) -> Option<Fit> {
    by(trial, view, 1)
}

/// By more, up to `most` steps.
pub(super) fn by_more(trial: &Trial<'_>, view: &View<'_>, most: i64) -> Option<Fit> {
    (2..=most).find_map(|steps| by(trial, view, steps))
}

fn by(trial: &Trial<'_>, view: &View<'_>, steps: i64) -> Option<Fit> {
    [steps, -steps].into_iter().find(|&steps| trial.fits(view, Map::Shift(steps))).map(of)
}

pub(super) fn of(steps: i64) -> Fit {
    Fit::numbered(steps.unsigned_abs(), Story::Shifted { steps })
}
