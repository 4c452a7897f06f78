//! All stories, the simplest first.

use super::later::{self, Later};
use super::{behind, extended, factor, proof, restarted, shifted, speed};
use crate::alternatives::Alternatives;
use crate::finding::Story;
use crate::map::Map;
use crate::numbers::real;
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

/// The number of combinations of a shift by one and a speed, in either order.
const SHIFTED_AND_FAST: f64 = 104.0;

/// The number of factors that 32-bit floats can tell apart.
const FACTORS: f64 = 4_194_304.0;

/// How far behind a run may be if that is all.
const MOST_BEHIND: i64 = 1 << 22;

/// The first single story that explains all points.
pub(crate) fn single(trial: &Trial<'_>, rates: &Rates<'_>, others: &Others<'_>) -> Option<Vec<Story>> {
    let view = View::of(rates);
    let last = trial.step(trial.len() - 1);
    let times = 2..=MOST_TIMES;
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

/// The first combination of two stories that explains all points. The simplest first story is tried first.
pub(crate) fn pair(trial: &Trial<'_>, rates: &Rates<'_>, others: &Others<'_>) -> Option<Vec<Story>> {
    let shifts = [Map::Shift(1), Map::Shift(-1)];
    let speeds: Vec<_> = TIMES.into_iter().flat_map(speed::both).collect();
    let after_one_of = |maps: &[Map]| {
        let trial = trial.after_one_of(real(maps.len() as u64));
        maps.iter().find_map(|&map| after(&trial, rates, others, map))
    };
    shifted_and_fast(trial, rates)
        .or_else(|| after_one_of(&shifts))
        .or_else(|| after_one_of(&speeds))
        .or_else(|| scaled_and_later(trial, rates))
        .or_else(|| groups_and_more(trial, others))
}

/// A shift and a speed, in either order.
fn shifted_and_fast(trial: &Trial<'_>, rates: &Rates<'_>) -> Option<Vec<Story>> {
    let shifted = |steps| {
        let view = View::through(rates, Map::Shift(steps));
        Some(vec![Story::Shifted { steps }, speed::find(trial, &view, TIMES.into_iter())?])
    };
    let fast = |map| {
        let view = View::through(rates, map);
        Some(vec![speed::of(map)?, shifted::by_one(trial, &view)?])
    };
    [1, -1]
        .into_iter()
        .find_map(shifted)
        .or_else(|| TIMES.into_iter().flat_map(speed::both).find_map(fast))
        .filter(|_| proof::is_proven(trial, trial.first_unexplained..trial.len(), SHIFTED_AND_FAST))
}

/// A shift or a speed, and one more story.
fn after(trial: &Trial<'_>, rates: &Rates<'_>, others: &Others<'_>, map: Map) -> Option<Vec<Story>> {
    let view = View::through(rates, map);
    let second = scaled(trial, &view, Map::Same)
        .filter(|_| proof::is_proven(trial, trial.first_unexplained..trial.len(), FACTORS))
        .or_else(|| once(trial, &view, MOST_STEPS_BESIDE))
        .or_else(|| group(trial, others, map))?;
    let first = match map {
        Map::Shift(steps) => Some(Story::Shifted { steps }),
        map => speed::of(map),
    };
    Some(first.into_iter().chain([second]).collect())
}

/// A factor since the first step.
pub(crate) fn scaled(trial: &Trial<'_>, view: &View<'_>, map: Map) -> Option<Story> {
    let factors =
        trial.factors(view, map).filter(|&factors| factor::is_told(factors) && !factor::is_one(factors))?;
    Some(Story::Scaled { factor: factor::plainest(factors), since: 0 })
}

/// A change at one step or at several.
fn since(trial: &Trial<'_>, view: &View<'_>, most: i64) -> Option<Story> {
    once(trial, view, most).or_else(|| behind::at_several(trial, view))
}

/// A change at one step.
fn once(trial: &Trial<'_>, view: &View<'_>, most: i64) -> Option<Story> {
    let later: Option<Later> = later::find(trial, view, most);
    let one =
        later.and_then(|later| restarted::find(trial, view, &later).or_else(|| behind::since(trial, &later)));
    one.or_else(|| scaled_since(trial, view))
}

/// A factor since the first point that differs. A resume that takes the checkpoint's rate as the initial rate
/// causes this.
fn scaled_since(trial: &Trial<'_>, view: &View<'_>) -> Option<Story> {
    let index = trial.first_that_differs(view, Map::Same).filter(|&index| index > 0)?;
    let all = (0.0, f64::INFINITY);
    let factors =
        (index..trial.len()).try_fold(all, |range, index| trial.narrow(range, view, Map::Same, index))?;
    let is_scaled = factor::is_told(factors) && !factor::is_one(factors);
    let since = trial.step(index);
    (is_scaled && proof::is_proven(trial, index..trial.len(), FACTORS))
        .then(|| Story::Scaled { factor: factor::plainest(factors), since })
}

/// A factor, and a change at a step. The points before that step determine the factor.
fn scaled_and_later(trial: &Trial<'_>, rates: &Rates<'_>) -> Option<Vec<Story>> {
    let view = View::of(rates);
    let mut range = (0.0, f64::INFINITY);
    for index in 0..trial.len() {
        match trial.narrow(range, &view, Map::Same, index) {
            Some(narrowed) => range = narrowed,
            None => break,
        }
    }
    if !factor::is_told(range) || factor::is_one(range) {
        return None;
    }
    let factor = factor::plainest(range);
    let second = since(&trial.after_one_of(FACTORS), &view.scaled(factor), MOST_BEHIND)?;
    Some(vec![Story::Scaled { factor, since: 0 }, second])
}

/// Another group.
fn group(trial: &Trial<'_>, others: &Others<'_>, map: Map) -> Option<Story> {
    let fits = |(_, rates): &&(usize, Rates<'_>)| trial.fits(&View::through(rates, map), Map::Same);
    others.groups.iter().find(fits).map(|&(group, _)| Story::OtherGroup { group })
}

/// Another group and a further story.
fn groups_and_more(trial: &Trial<'_>, others: &Others<'_>) -> Option<Vec<Story>> {
    let trial = &trial.after_one_of(real(others.groups.len() as u64));
    others.groups.iter().find_map(|(group, rates)| {
        let view = View::of(rates);
        let second = scaled(trial, &view, Map::Same).or_else(|| since(trial, &view, MOST_STEPS_BESIDE))?;
        Some(vec![Story::OtherGroup { group: *group }, second])
    })
}

/// The alternatives, with their rates at hand.
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
