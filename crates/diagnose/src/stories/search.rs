//! All stories, the simplest first.

use std::iter;

use super::fit::Fit;
use super::others::Others;
use super::{behind, later, restarted, scaled, shifted, speed};
use crate::map::Map;
use crate::rates::Rates;
use crate::view::{Trial, View};

/// The largest speed-up or slow-down that is tried alone.
const MOST_TIMES: u64 = 100_000;

/// Those tried in combinations.
const TIMES: [u64; 13] = [2, 3, 4, 5, 6, 7, 8, 10, 12, 16, 24, 32, 64];

/// The largest shift that is tried alone.
const MOST_STEPS: i64 = 200_000;

/// How far behind a run may be in combination with another story.
const MOST_STEPS_BESIDE: i64 = 400_000;

/// How far behind a run may be if that is all.
const MOST_BEHIND: i64 = 1 << 22;

/// The single stories that fit all points.
pub(crate) fn singles<'a>(
    trial: &'a Trial<'a>,
    rates: &'a Rates<'a>,
    others: &'a Others<'a>,
) -> impl Iterator<Item = Vec<Fit>> + 'a {
    let view = View::of(rates);
    let last = trial.step(trial.len() - 1);
    let most = i64::try_from(last).unwrap_or(i64::MAX).clamp(2, MOST_STEPS);
    lazily(move || shifted::by_one(trial, &view))
        .chain(lazily(move || speed::stopped(trial, &view)))
        .chain(lazily(move || speed::find(trial, &view, 2..=MOST_TIMES)))
        .chain(lazily(move || speed::in_units(trial, &view, MOST_TIMES)))
        .chain(lazily(move || scaled::always(trial, &view, Map::Same)))
        .chain(lazily(move || shifted::by_more(trial, &view, most)))
        .chain(since(trial, view, MOST_BEHIND))
        .chain(lazily(move || others.that_fits(trial, Map::Same)))
        .chain(others.extended(trial, view))
        .map(|fit| vec![fit])
}

/// The combinations of two stories that fit all points. The simplest first story comes first.
pub(crate) fn pairs<'a>(
    trial: &'a Trial<'a>,
    rates: &'a Rates<'a>,
    others: &'a Others<'a>,
) -> impl Iterator<Item = Vec<Fit>> + 'a {
    let shifts = [Map::Shift(1), Map::Shift(-1)];
    let speeds = || TIMES.into_iter().flat_map(speed::both);
    let fast = move |map| {
        let view = View::through(rates, map);
        lazily(move || speed::find(trial, &view, TIMES.into_iter())).map(move |second| (map, second))
    };
    let shifted = move |map| {
        let view = View::through(rates, map);
        lazily(move || shifted::by_one(trial, &view)).map(move |second| (map, second))
    };
    let more = move |map| {
        let view = View::through(rates, map);
        lazily(move || scaled::always(trial, &view, Map::Same))
            .chain(once(trial, view, MOST_STEPS_BESIDE))
            .chain(lazily(move || others.that_fits(trial, map)))
            .map(move |second| (map, second))
    };
    let mapped = shifts.into_iter().flat_map(fast).chain(speeds().flat_map(shifted));
    let mapped = mapped.chain(shifts.into_iter().chain(speeds()).flat_map(more));
    mapped
        .filter_map(|(map, second)| Some(vec![of_map(map)?, second]))
        .chain(scaled_and_later(trial, rates))
        .chain(groups_and_more(trial, others))
}

fn of_map(map: Map) -> Option<Fit> {
    match map {
        Map::Shift(steps) => Some(shifted::of(steps)),
        map => speed::of(map),
    }
}

/// A change at one step or at several.
fn since<'a>(trial: &'a Trial<'a>, view: View<'a>, most: i64) -> impl Iterator<Item = Fit> + 'a {
    once(trial, view, most).chain(lazily(move || behind::at_several(trial, &view)))
}

/// A change at one step.
fn once<'a>(trial: &'a Trial<'a>, view: View<'a>, most: i64) -> impl Iterator<Item = Fit> + 'a {
    lazily(move || later::find(trial, &view, most))
        .flat_map(move |later| {
            [restarted::find(trial, &view, &later), behind::since(trial, &view, &later)].into_iter().flatten()
        })
        .chain(lazily(move || scaled::since(trial, &view)))
}

/// A factor, and a change at a step. The points before that step determine the factor.
fn scaled_and_later<'a>(trial: &'a Trial<'a>, rates: &'a Rates<'a>) -> impl Iterator<Item = Vec<Fit>> + 'a {
    let view = View::of(rates);
    lazily(move || scaled::at_first(trial, &view)).flat_map(move |(factor, first)| {
        since(trial, view.scaled(factor), MOST_BEHIND).map(move |second| vec![first.clone(), second])
    })
}

/// Another group and a further story.
fn groups_and_more<'a>(trial: &'a Trial<'a>, others: &'a Others<'a>) -> impl Iterator<Item = Vec<Fit>> + 'a {
    others.groups().flat_map(move |(first, rates)| {
        let view = View::of(rates);
        lazily(move || scaled::always(trial, &view, Map::Same))
            .chain(since(trial, view, MOST_STEPS_BESIDE))
            .map(move |second| vec![first.clone(), second])
    })
}

/// What is found, once it is asked for.
fn lazily<T>(find: impl FnOnce() -> Option<T>) -> impl Iterator<Item = T> {
    iter::once_with(find).flatten()
}
