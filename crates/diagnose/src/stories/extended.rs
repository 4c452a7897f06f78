//! The run has another end than the schedule.

use std::cmp::{Ordering, Reverse};

use glidepath_core::LearningRateSchedule;

use super::fit::Fit;
use crate::alternatives::OtherEnd;
use crate::finding::Story;
use crate::map::Map;
use crate::numbers::real;
use crate::view::{Trial, View};

/// The number of points that are tried first.
const ASKED: usize = 24;

/// The number of ends that are tried first, in geometric progression from the shortest to the longest.
const LOOKS: u32 = 400;

/// The maximum number of ends that are tried on all points.
const MOST: usize = 4_000;

/// The other end may be this many times as long as the longer of log and schedule, or as short.
const TIMES: u64 = 64;

/// An end that is tried first, and the schedule that has it.
type Look = (u64, Box<dyn LearningRateSchedule>);

/// The same schedule with another end, since the first point that differs or from the beginning.
pub(super) fn find(trial: &Trial<'_>, view: &View<'_>, other_end: OtherEnd<'_>, end: u64) -> Option<Fit> {
    let index = trial.first_that_differs(view, Map::Same)?;
    let log_end = trial.step(trial.len() - 1);
    let looks = looks(log_end.max(end), other_end);
    let stride = (trial.len() - index).div_ceil(ASKED).max(1);
    let asked = (index..trial.len()).step_by(stride);
    let ranges: Vec<_> = asked.map(|asked| fitting(trial, asked, other_end, &looks)).collect();
    // With few digits many ends fit. The end of the log is the most likely one.
    let likely = [log_end, log_end.saturating_add(1)];
    let candidates = likely
        .into_iter()
        .chain(most_common(&ranges).into_iter().flat_map(|(first, last)| first..=last).take(MOST));
    let found = candidates.into_iter().find(|&candidate| {
        candidate != end
            && other_end(candidate).is_some_and(|schedule| {
                trial.all_from(index, |index| trial.agrees(index, schedule.learning_rate(trial.step(index))))
            })
    })?;
    let schedule = other_end(found)?;
    let always = (0..index).all(|index| trial.agrees(index, schedule.learning_rate(trial.step(index))));
    let choices = if likely.contains(&found) { 2.0 } else { real(log_end.max(end).max(found)) };
    let fit = |since| Fit::one_of(choices, Story::Extended { since, end: found });
    Some(if always { fit(0) } else { fit(trial.step(index)).since_one_of(index as u64) })
}

/// The ends that are tried first, as far as they make a schedule.
fn looks(longer: u64, other_end: OtherEnd<'_>) -> Vec<Look> {
    let (shortest, longest) = (real((longer / TIMES).max(1)), real(longer) * real(TIMES));
    let between = |look: u32| shortest * (longest / shortest).powf(f64::from(look) / f64::from(LOOKS));
    let mut ends: Vec<_> = (0..=LOOKS).map(|look| rounded(between(look))).collect();
    ends.dedup();
    ends.into_iter().filter_map(|end| Some((end, other_end(end)?))).collect()
}

/// The ranges of ends that fit a point.
fn fitting(trial: &Trial<'_>, index: usize, other_end: OtherEnd<'_>, looks: &[Look]) -> Vec<(u64, u64)> {
    let (step, logged) = (trial.step(index), trial.log.points[index].rate);
    let side_of =
        |rate: f64| if trial.agrees(index, rate) { Ordering::Equal } else { rate.total_cmp(&logged) };
    let side =
        |end: u64| side_of(other_end(end).map_or(f64::INFINITY, |schedule| schedule.learning_rate(step)));
    let sides: Vec<_> = looks.iter().map(|(_, schedule)| side_of(schedule.learning_rate(step))).collect();
    let mut ranges = Vec::new();
    for (pair, ends) in sides.windows(2).zip(looks.windows(2)) {
        let (before, after) = (pair[0], pair[1]);
        if before == after && before != Ordering::Equal {
            continue;
        }
        // Between two looks the rate is taken to be monotone.
        let (shorter, longer) = (ends[0].0, ends[1].0);
        let first = first_that(shorter, longer, |end| before == Ordering::Equal || side(end) != before);
        let last = first_that(first, longer, |end| after != Ordering::Equal && side(end) == after);
        let last = if after == Ordering::Equal { longer } else { last.saturating_sub(1) };
        if first <= last {
            ranges.push((first, last));
        }
    }
    ranges
}

/// The ends that fit at least half of the points, those first that fit the most. Where the rate of a point
/// turns between two looks, an end that fits may be missing in its ranges.
fn most_common(ranges: &[Vec<(u64, u64)>]) -> Vec<(u64, u64)> {
    let mut changes: Vec<(u64, isize)> = ranges
        .iter()
        .flatten()
        .flat_map(|&(first, last)| [(first, 1), (last.saturating_add(1), -1)])
        .collect();
    changes.sort_unstable();
    let least = ranges.len().div_ceil(2);
    let mut fitting = 0_usize;
    let mut parts = Vec::new();
    for pair in changes.windows(2) {
        fitting = fitting.saturating_add_signed(pair[0].1);
        if fitting >= least && pair[0].0 < pair[1].0 {
            parts.push((fitting, (pair[0].0, pair[1].0 - 1)));
        }
    }
    parts.sort_by_key(|&(fitting, _)| Reverse(fitting));
    parts.into_iter().map(|(_, part)| part).collect()
}

/// The first number in a range for which a monotone condition holds, or the last number if it holds for none.
fn first_that(first: u64, last: u64, holds: impl Fn(u64) -> bool) -> u64 {
    let (mut low, mut high) = (first, last);
    while low < high {
        let middle = low + (high - low) / 2;
        if holds(middle) { high = middle } else { low = middle + 1 }
    }
    high
}

#[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "greater than 0; saturates")]
fn rounded(end: f64) -> u64 {
    end.round() as u64
}
