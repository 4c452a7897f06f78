//! The schedule started again from step 0.

use super::fit::Fit;
use super::later::Later;
use crate::finding::Story;
use crate::map::Map;
use crate::view::{Trial, View};

/// The shift that makes a restart: the step where it happened has the rate of step 0.
pub(super) fn find(trial: &Trial<'_>, view: &View<'_>, later: &Later) -> Option<Fit> {
    let since = later.shifts.iter().rev().filter(|shift| **shift < 0).map(|shift| shift.unsigned_abs());
    // Points between the restart and the first that differs must have the rates of both.
    let mut since = since.filter(|&since| since <= trial.step(later.index) && since > trial.step(0));
    let since = since.find(|&since| {
        let between = (0..later.index).rev().take_while(|&index| trial.step(index) >= since);
        between.into_iter().all(|index| {
            let step = Map::Shift(-since.cast_signed()).step(trial.step(index));
            trial.agrees(index, view.rate(step))
        })
    })?;
    Some(Fit::one_of(later.choices(since.cast_signed()), Story::Restarted { since }))
}
