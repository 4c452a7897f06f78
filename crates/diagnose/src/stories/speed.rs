//! The log goes through the schedule faster or more slowly.

use crate::finding::Story;
use crate::map::Map;
use crate::numbers::real;
use crate::view::{Trial, View};

/// The story of this map, if it is about speed.
pub(super) fn of(map: Map) -> Option<Story> {
    match map {
        Map::Times(times) => Some(Story::Faster { factor: real(times) }),
        Map::Part(parts) => Some(Story::Slower { factor: real(parts) }),
        Map::Same | Map::Shift(_) => None,
    }
}

/// The first of these factors that fits. Slower than one step in the whole log makes no difference.
pub(super) fn find(trial: &Trial<'_>, view: &View<'_>, times: impl Iterator<Item = u64>) -> Option<Story> {
    let slowest = trial.step(trial.len() - 1).saturating_add(1);
    let maps = times.flat_map(both).filter(|map| !matches!(map, Map::Part(parts) if *parts > slowest));
    maps.into_iter().find(|&map| trial.fits(view, map)).and_then(of)
}

/// This many times as fast, and as slow.
pub(super) fn both(times: u64) -> [Map; 2] {
    [Map::Times(times), Map::Part(times)]
}
