//! The log is behind since a step, or falls behind at several steps.

use super::later::Later;
use super::proof;
use crate::finding::Story;
use crate::map::Map;
use crate::numbers::real;
use crate::view::{Trial, View};

/// The maximum number of updates that are skipped at one place.
const MOST_AT_ONCE: u64 = 128;

/// The maximum number of places where updates are skipped, plus one for every hundred points.
const MOST_PLACES: usize = 16;

/// A constant number of steps behind, since a step.
pub(super) fn since(trial: &Trial<'_>, later: &Later) -> Option<Story> {
    let steps = *later.shifts.first()?;
    let since = trial.step(later.index);
    Some(Story::Behind { since, steps, changes: vec![(since, steps)] })
}

/// More steps behind at each of several places where updates were skipped.
pub(super) fn at_several(trial: &Trial<'_>, view: &View<'_>) -> Option<Story> {
    // With enough changes, any curve that falls more slowly would fit.
    let most = (trial.len() / 2).min(MOST_PLACES + trial.len() / 100);
    let mut changes: Vec<(u64, u64)> = Vec::new();
    let mut first = None;
    let mut possible = vec![0_u64];
    // Never behind step 0, or a constant log would be behind more and more.
    let agrees = |index: usize, behind: u64| {
        behind <= trial.step(index)
            && trial.agrees(index, view.rate(Map::Shift(-behind.cast_signed()).step(trial.step(index))))
    };
    for index in 0..trial.len() {
        if possible.iter().all(|&behind| agrees(index, behind)) {
            continue;
        }
        let least = *possible.first()?;
        possible.retain(|&behind| agrees(index, behind));
        if !possible.is_empty() {
            continue;
        }
        if let Some(change) = changes.last_mut() {
            change.1 = least;
        }
        first.get_or_insert(index);
        if changes.len() == most {
            return None;
        }
        changes.push((trial.step(index), least));
        possible = (least + 1..=least + MOST_AT_ONCE).filter(|&behind| agrees(index, behind)).collect();
        if possible.is_empty() {
            return None;
        }
    }
    let behind = *possible.first()?;
    changes.last_mut()?.1 = behind;
    let choices = changes.len() as u64 * u64::from(MOST_AT_ONCE.ilog2() + trial.len().ilog2());
    proof::is_proven(trial, first?..trial.len(), real(choices).exp2()).then(|| {
        let changes: Vec<_> = changes.iter().map(|&(step, behind)| (step, -behind.cast_signed())).collect();
        Story::Behind { since: changes[0].0, steps: -behind.cast_signed(), changes }
    })
}
