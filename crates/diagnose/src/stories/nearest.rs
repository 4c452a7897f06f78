//! The story that explains the most points, if none explains all.

use super::{factor, speed};
use crate::finding::Story;
use crate::map::Map;
use crate::rates::Rates;
use crate::view::{Trial, View};

/// The number of points that decide which story explains the most.
const DECIDING: usize = 1 << 14;

const TIMES: [u64; 8] = [2, 3, 4, 6, 8, 16, 32, 64];

/// A story and the number of points that it does not explain.
pub(crate) struct Nearest {
    pub(crate) story: Story,
    pub(crate) left: usize,
}

/// The story that explains the most points, if these are at least half and more than agree with the schedule.
pub(crate) fn nearest(trial: &Trial<'_>, rates: &Rates<'_>, agreeing: usize) -> Option<Nearest> {
    let view = View::of(rates);
    let shifts = [1, -1].map(|steps| (Map::Shift(steps), Some(Story::Shifted { steps })));
    let speeds =
        TIMES.into_iter().flat_map(speed::both).map(|map| (map, speed::of(map).map(|fit| fit.story)));
    let mapped = shifts.into_iter().chain(speeds);
    let mapped = mapped.filter_map(|(map, story)| Some((story?, view, map)));
    let scaled = middle_factor(trial, &view)
        .map(|factor| (Story::Scaled { factor, since: 0 }, view.scaled(factor), Map::Same));
    let stride = trial.len().div_ceil(DECIDING);
    // Of equally good stories, the first.
    let best = mapped.chain(scaled).fold(None, |best: Option<(usize, _)>, (story, view, map)| {
        let count = trial.count(&view, map, stride);
        if best.as_ref().is_none_or(|best| count > best.0) { Some((count, (story, view, map))) } else { best }
    });
    let (_, (story, view, map)) = best?;
    let count = trial.count(&view, map, 1);
    (2 * count >= trial.len() && count > agreeing).then(|| Nearest { story, left: trial.len() - count })
}

/// The median of the factors of all points.
fn middle_factor(trial: &Trial<'_>, view: &View<'_>) -> Option<f64> {
    let all = (0.0, f64::INFINITY);
    let ranges = (0..trial.len()).filter_map(|index| trial.narrow(all, view, Map::Same, index));
    let mut ranges: Vec<_> = ranges.filter(|range| range.1 < f64::INFINITY && range.0 > 0.0).collect();
    ranges.sort_by(|left, right| left.0.total_cmp(&right.0));
    let range = *ranges.get(ranges.len() / 2)?;
    (!factor::is_one(range)).then(|| factor::plainest(range).0)
}
