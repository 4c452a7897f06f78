//! The rates of the log are those of the schedule, multiplied by a factor.

use super::factor;
use super::fit::Fit;
use crate::finding::Story;
use crate::map::Map;
use crate::view::{Trial, View};

/// All factors.
const ALL: (f64, f64) = (0.0, f64::INFINITY);

/// A factor for all points.
pub(crate) fn always(trial: &Trial<'_>, view: &View<'_>, map: Map) -> Option<Fit> {
    Some(of(trial.factors(view, map)?, 0)?.1)
}

/// A factor since the first point that differs. A resume that takes the checkpoint's rate as the initial rate
/// causes this.
pub(super) fn since(trial: &Trial<'_>, view: &View<'_>) -> Option<Fit> {
    let index = trial.first_that_differs(view, Map::Same).filter(|&index| index > 0)?;
    let factors =
        (index..trial.len()).try_fold(ALL, |range, index| trial.narrow(range, view, Map::Same, index))?;
    let (_, fit) = of(factors, trial.step(index))?;
    Some(fit.since_one_of(index as u64))
}

/// A factor for as many of the first points as possible.
pub(super) fn at_first(trial: &Trial<'_>, view: &View<'_>) -> Option<(f64, Fit)> {
    let mut factors = ALL;
    for index in 0..trial.len() {
        match trial.narrow(factors, view, Map::Same, index) {
            Some(narrowed) => factors = narrowed,
            None => break,
        }
    }
    of(factors, 0)
}

fn of(factors: (f64, f64), since: u64) -> Option<(f64, Fit)> {
    if !factor::is_told(factors) || factor::is_one(factors) {
        return None;
    }
    let (factor, choices) = factor::plainest(factors);
    Some((factor, Fit::one_of(choices, Story::Scaled { factor, since })))
}
