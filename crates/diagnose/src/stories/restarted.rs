//! The schedule started again from step 0.

use super::fit::Fit;
use super::later::{Later, TRIED};
use crate::finding::Story;
use crate::view::{Trial, View};

/// The shift that makes a restart: the step where it happened has the rate of step 0.
pub(super) fn find(trial: &Trial<'_>, view: &View<'_>, later: &Later) -> Option<Fit> {
    let back = later.shifts.iter().rev().filter(|shift| **shift < 0).map(|shift| shift.unsigned_abs());
    let back = back.filter(|&since| since <= trial.step(later.index) && since > trial.step(0));
    // Points between the restart and the first that differs must have the rates of both.
    let back = back.filter(|&since| {
        let agrees = |index| trial.agrees(index, view.rate(trial.step(index) - since));
        (trial.first_from(since)..later.index).all(agrees)
    });
    let since = back.take(TRIED).find(|&since| later.explains(trial, view, -since.cast_signed()))?;
    Some(Fit::one_of(later.choices(since.cast_signed()), Story::Restarted { since }))
}
