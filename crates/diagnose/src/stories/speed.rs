//! The log goes through the schedule faster or more slowly.

use super::fit::Fit;
use crate::finding::Story;
use crate::map::Map;
use crate::numbers::real;
use crate::view::{Trial, View};

/// The maximum number of updates from one row to the next in a log of tokens.
const MOST_BETWEEN: u64 = 1_000;

/// The story of this map, if it is about speed.
pub(super) fn of(map: Map) -> Option<Fit> {
    match map {
        Map::Times(times) => Some(Fit::numbered(place(times), Story::Faster { factor: real(times) })),
        Map::Part(parts) => Some(Fit::numbered(place(parts), Story::Slower { factor: real(parts) })),
        Map::Same | Map::Shift(_) => None,
    }
}

/// The place of a factor among the factors. Powers of two come early: processes, samples and micro-batches
/// are counted by them.
fn place(times: u64) -> u64 {
    if times.is_power_of_two() { times.min(2 * u64::from(times.ilog2())) } else { times }
}

/// The log has the rate of step 0 throughout: slower than one step in the whole log.
///
/// This says what the log shows, and no more. So it costs nothing, but one point alone shows no standstill.
pub(super) fn stopped(trial: &Trial<'_>, view: &View<'_>) -> Option<Fit> {
    let slowest = slowest(trial);
    let stands = trial.len() > 1 && trial.fits(view, Map::Part(slowest));
    stands.then(|| Fit::certain(Story::Slower { factor: real(slowest) }))
}

/// The simplest of these factors that fits.
pub(super) fn find(trial: &Trial<'_>, view: &View<'_>, times: impl Iterator<Item = u64>) -> Option<Fit> {
    let slowest = slowest(trial);
    let mut times: Vec<_> = times.collect();
    times.sort_by_key(|times| place(*times));
    let maps =
        times.into_iter().flat_map(both).filter(|map| !matches!(map, Map::Part(parts) if *parts >= slowest));
    maps.into_iter().find(|&map| trial.fits(view, map)).and_then(of)
}

/// A slow-down by more than `most`, of which all steps are multiples: steps that count tokens, for example.
pub(super) fn in_units(trial: &Trial<'_>, view: &View<'_>, most: u64) -> Option<Fit> {
    let common = (0..trial.len()).fold(0, |common, index| common_divisor(common, trial.step(index)));
    let units = (1..=MOST_BETWEEN).filter(|updates| common % updates == 0).map(|updates| common / updates);
    let mut units = units.filter(|unit| (most + 1..slowest(trial)).contains(unit));
    units.find(|&unit| trial.fits(view, Map::Part(unit))).map(Map::Part).and_then(of)
}

fn common_divisor(left: u64, right: u64) -> u64 {
    if right == 0 { left } else { common_divisor(right, left % right) }
}

/// This many times as fast, and as slow.
pub(super) fn both(times: u64) -> [Map; 2] {
    [Map::Times(times), Map::Part(times)]
}

/// The number of steps in the log.
fn slowest(trial: &Trial<'_>) -> u64 {
    trial.step(trial.len() - 1).saturating_add(1)
}
