//! All stories, in the order of their simplicity.

use super::later::{self, Later};
use super::{behind, extended, factor, restarted, shifted, speed};
use crate::alternatives::Alternatives;
use crate::finding::Story;
use crate::map::Map;
use crate::rates::Rates;
use crate::view::{Trial, View};

/// So many times as fast or as slowly are tried alone.
const MOST_TIMES: u64 = 100_000;

/// And in combination.
const TIMES: [u64; 13] = [2, 3, 4, 5, 6, 7, 8, 10, 12, 16, 24, 32, 64];

/// Shifts up to here are tried alone.
const MOST_STEPS: i64 = 200_000;

/// And in combination; also how far behind a run may be in combination with another story.
const MOST_STEPS_BESIDE: i64 = 100_000;

/// How far behind a run may be by itself.
const MOST_BEHIND: i64 = 1 << 22;

/// The first single story that explains all points.
pub(crate) fn single(trial: &Trial<'_>, rates: &Rates<'_>, others: &Others<'_>) -> Option<Vec<Story>> {
    let view = View::of(rates);
    let last = trial.step(trial.len() - 1);
    let times = 2..=last.clamp(2, MOST_TIMES);
    let most = i64::try_from(last).unwrap_or(i64::MAX).clamp(2, MOST_STEPS);
    let plain = || shifted::by_one(trial, &view).or_else(|| speed::find(trial, &view, times.clone()));
    let story = plain()
        .or_else(|| scaled(trial, &view, Map::Same))
        .or_else(|| shifted::by_more(trial, &view, most))
        .or_else(|| since(trial, &view, MOST_BEHIND))
        .or_else(|| group(trial, others, Map::Same))
        .or_else(|| others.extended(trial, &view));
    story.map(|story| vec![story])
}

/// The first combination of two stories that explains all points.
pub(crate) fn pair(trial: &Trial<'_>, rates: &Rates<'_>, others: &Others<'_>) -> Option<Vec<Story>> {
    let last = trial.step(trial.len() - 1);
    for map in maps(last) {
        let (view, first) = (View::through(rates, map), story(map));
        let second = shifted::by_one(trial, &view)
            .or_else(|| scaled(trial, &view, Map::Same))
            .or_else(|| speed::find(trial, &view, TIMES.into_iter().filter(|&times| times <= last)))
            .or_else(|| since(trial, &view, MOST_STEPS_BESIDE))
            .or_else(|| group(trial, others, map));
        if let Some(second) = second {
            return Some(first.into_iter().chain([second]).collect());
        }
    }
    scaled_and_later(trial, rates).or_else(|| groups_and_more(trial, others))
}

/// A shift and a speed, in this order: what the second story of a pair builds on.
fn maps(last: u64) -> impl Iterator<Item = Map> {
    let speeds = TIMES.into_iter().filter(move |&times| times <= last).flat_map(speed::both);
    [Map::Shift(1), Map::Shift(-1)].into_iter().chain(speeds)
}

fn story(map: Map) -> Option<Story> {
    match map {
        Map::Shift(steps) => Some(Story::Shifted { steps }),
        map => speed::of(map),
    }
}

fn scaled(trial: &Trial<'_>, view: &View<'_>, map: Map) -> Option<Story> {
    let factors = trial.factors(view, map).filter(|&factors| !factor::is_one(factors) && factors.1 > 0.0)?;
    Some(Story::Scaled { factor: factor::plainest(factors) })
}

/// What changed at a step.
fn since(trial: &Trial<'_>, view: &View<'_>, most: i64) -> Option<Story> {
    let later: Option<Later> = later::find(trial, view, most);
    let one = later.and_then(|later| restarted::find(trial, view, &later).or_else(|| behind::since(trial, &later)));
    one.or_else(|| behind::at_several(trial, view))
}

/// A factor, and a change at a step: the points before it tell the factor.
fn scaled_and_later(trial: &Trial<'_>, rates: &Rates<'_>) -> Option<Vec<Story>> {
    let view = View::of(rates);
    let mut range = (0.0, f64::INFINITY);
    for index in 0..trial.len() {
        match trial.narrow(range, &view, Map::Same, index) {
            Some(narrowed) => range = narrowed,
            None => break,
        }
    }
    if range.1 == f64::INFINITY || range.0 <= 0.0 || factor::is_one(range) {
        return None;
    }
    let factor = factor::plainest(range);
    let second = since(trial, &view.scaled(factor), MOST_STEPS_BESIDE)?;
    Some(vec![Story::Scaled { factor }, second])
}

/// Another group.
fn group(trial: &Trial<'_>, others: &Others<'_>, map: Map) -> Option<Story> {
    let fits = |(_, rates): &&(usize, Rates<'_>)| trial.fits(&View::through(rates, map), Map::Same);
    others.groups.iter().find(fits).map(|&(group, _)| Story::OtherGroup { group })
}

/// Another group and a further story.
fn groups_and_more(trial: &Trial<'_>, others: &Others<'_>) -> Option<Vec<Story>> {
    others.groups.iter().find_map(|(group, rates)| {
        let view = View::of(rates);
        let second = scaled(trial, &view, Map::Same).or_else(|| since(trial, &view, MOST_STEPS_BESIDE))?;
        Some(vec![Story::OtherGroup { group: *group }, second])
    })
}

/// What the log may follow instead of the schedule.
pub(crate) struct Others<'a> {
    pub(crate) groups: Vec<(usize, Rates<'a>)>,
    alternatives: &'a Alternatives<'a>,
}

impl<'a> Others<'a> {
    pub(crate) fn new(alternatives: &'a Alternatives<'a>, last: u64) -> Self {
        let groups = alternatives.groups.iter().map(|&(group, schedule)| (group, Rates::new(schedule, last)));
        Self { groups: groups.collect(), alternatives }
    }

    fn extended(&self, trial: &Trial<'_>, view: &View<'_>) -> Option<Story> {
        let (end, other_ends) = (self.alternatives.end, &self.alternatives.other_ends);
        other_ends.iter().find_map(|other_end| extended::find(trial, view, *other_end, end))
    }
}
