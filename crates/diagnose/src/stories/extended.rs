//! The run has another end than the schedule.

use super::proof;
use crate::alternatives::OtherEnd;
use crate::finding::Story;
use crate::map::Map;
use crate::rates::Rates;
use crate::view::{Trial, View};

/// So many points are asked for the end that they fit.
const ASKED: usize = 24;

/// So many ends are tried on all points.
const MOST: u64 = 4_000;

/// The run may be so many times as long as the longer of log and schedule.
const LONGER: u64 = 64;

/// The same schedule with another end, since the first point that differs or from the beginning.
pub(super) fn find(trial: &Trial<'_>, view: &View<'_>, other_end: OtherEnd<'_>, end: u64) -> Option<Story> {
    let index = trial.first_that_differs(view, Map::Same)?;
    let longest = trial.step(trial.len() - 1).max(end).saturating_mul(LONGER);
    let (mut first, mut last) = (1, longest);
    let stride = (trial.len() - index).div_ceil(ASKED).max(1);
    for asked in (index..trial.len()).step_by(stride) {
        let (from, to) = ends(trial, asked, other_end, (first, last))?;
        (first, last) = (from.max(first), to.min(last));
        if first > last {
            return None;
        }
    }
    // With few digits many ends fit: then it is the one at which the log ends, if that is among them.
    let likely = [trial.step(trial.len() - 1), trial.step(trial.len() - 1).saturating_add(1)];
    let likely = likely.into_iter().filter(|end| (first..=last).contains(end));
    let found = likely.chain((first..=last).take(usize::try_from(MOST).unwrap_or(usize::MAX))).find(
        |&candidate| {
            other_end(candidate).is_some_and(|schedule| {
                let agrees = |index: usize| trial.agrees(index, schedule.learning_rate(trial.step(index)));
                candidate != end && (index..trial.len()).all(agrees)
            })
        },
    )?;
    let schedule = other_end(found)?;
    let rates = Rates::new(&*schedule, 0);
    let always = trial.first_that_differs(&View::of(&rates), Map::Same).is_none();
    let since = if always { 0 } else { trial.step(index) };
    let from = if always { 0 } else { index };
    proof::is_proven(trial, from..trial.len(), proof::steps_to(longest))
        .then_some(Story::Extended { since, end: found })
}

/// The first and the last end with which a point agrees: a later end means a higher rate, or, while the rate
/// rises, a lower one.
fn ends(
    trial: &Trial<'_>,
    index: usize,
    other_end: OtherEnd<'_>,
    (first, last): (u64, u64),
) -> Option<(u64, u64)> {
    let step = trial.step(index);
    // Too short an end may not be a schedule at all.
    let rate = |end: u64| other_end(end).map(|schedule| schedule.learning_rate(step));
    let first = first_that(first, last, |end| rate(end).is_some())?;
    let rises = rate(last)? >= rate(first)?;
    let logged = trial.log.points[index].rate;
    let is_below = |end: u64, by: f64| {
        rate(end).is_some_and(|rate| if rises { rate < logged - by } else { rate > logged + by })
    };
    let tolerance = 1.000_001 * trial.tolerance(index, logged);
    let from = first_that(first, last, |end| !is_below(end, tolerance))?;
    let beyond = |end: u64| {
        rate(end)
            .is_some_and(|rate| if rises { rate > logged + tolerance } else { rate < logged - tolerance })
    };
    let to = first_that(from, last, beyond).map_or(last, |end| end.saturating_sub(1));
    Some((from, to))
}

/// The first number in a range for which something holds that holds for all after it.
fn first_that(first: u64, last: u64, holds: impl Fn(u64) -> bool) -> Option<u64> {
    if first > last || !holds(last) {
        return None;
    }
    let (mut low, mut high) = (first, last);
    while low < high {
        let middle = low + (high - low) / 2;
        if holds(middle) { high = middle } else { low = middle + 1 }
    }
    Some(high)
}
