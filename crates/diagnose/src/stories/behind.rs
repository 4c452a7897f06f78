//! The log is behind since a step, or falls behind at several steps.

use super::fit::Fit;
use super::later::{Later, TRIED};
use crate::finding::Story;
use crate::map::Map;
use crate::numbers::real;
use crate::view::{Trial, View};

/// The maximum number of updates that are skipped at one place.
const MOST_AT_ONCE: u64 = 128;

/// The maximum number of places where updates are skipped.
const MOST_PLACES: usize = 1_000;

/// A constant number of steps behind, since a step.
pub(super) fn since(trial: &Trial<'_>, view: &View<'_>, later: &Later) -> Option<Fit> {
    let steps = later.shifts.iter().copied().take(TRIED).find(|&shift| later.explains(trial, view, shift))?;
    let since = trial.step(later.index);
    let story = Story::Behind { since, steps, changes: vec![(since, steps)] };
    Some(Fit::one_of(later.choices(steps), story).since_one_of(later.index as u64))
}

/// More steps behind at each of several places where updates were skipped.
pub(super) fn at_several(trial: &Trial<'_>, view: &View<'_>) -> Option<Fit> {
    // The first point of each, and how many steps the log is behind from there on.
    let mut changes: Vec<(usize, u64)> = Vec::new();
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
        if changes.len() == MOST_PLACES {
            return None;
        }
        changes.push((index, least));
        possible = (least + 1..=least + MOST_AT_ONCE).filter(|&behind| agrees(index, behind)).collect();
        if possible.is_empty() {
            return None;
        }
    }
    let behind = *possible.first()?;
    changes.last_mut()?.1 = behind;
    // With enough changes, any curve that falls more slowly fits, but their places cost more than it tells.
    let costs = changes.iter().scan((0, 0), |before, &(index, behind)| {
        let (points, steps) = (index - before.0, behind - before.1);
        *before = (index, behind);
        Some((2.0 * real(points.max(1) as u64) * real(steps)).log2())
    });
    let cost = costs.sum();
    let changes: Vec<_> =
        changes.iter().map(|&(index, behind)| (trial.step(index), -behind.cast_signed())).collect();
    Some(Fit { cost, story: Story::Behind { since: changes[0].0, steps: -behind.cast_signed(), changes } })
}
