//! The log agrees up to a step, and from there on has the rates of other steps.

use crate::map::Map;
use crate::numbers::real;
use crate::view::{Trial, View};

/// The number of later points that are tried first.
const DECIDING: usize = 256;

/// The largest number of steps ahead that is tried.
const MOST_AHEAD: i64 = 1_000;

/// The points before a step agree, those from it on have the rates of other steps.
#[derive(Clone, Debug)]
pub(super) struct Later {
    /// The first point that differs.
    pub(super) index: usize,
    /// The numbers of steps that the rest may be ahead, the smallest first.
    pub(super) shifts: Vec<i64>,
}

impl Later {
    /// One in how many shifts fits, among those up to this one in either direction.
    pub(super) fn choices(&self, shift: i64) -> f64 {
        2.0 * real(shift.unsigned_abs()) / real(self.shifts.len() as u64)
    }
}

/// The shifts that explain all points from the first that differs on. `most` is how far behind they may be.
pub(super) fn find(trial: &Trial<'_>, view: &View<'_>, most: i64) -> Option<Later> {
    let index = trial.first_that_differs(view, Map::Same).filter(|&index| index > 0)?;
    let step = trial.step(index);
    let behind = i64::try_from(step).unwrap_or(i64::MAX).min(most);
    let stride = (trial.len() - index).div_ceil(DECIDING).max(1);
    let agrees =
        |index: usize, shift| trial.agrees(index, view.rate(Map::Shift(shift).step(trial.step(index))));
    // The last point is the farthest from those that agree.
    let last = trial.len() - 1;
    let fits = |shift: &i64| {
        agrees(index, *shift)
            && agrees(last, *shift)
            && (index..=last).step_by(stride).all(|index| agrees(index, *shift))
            && (index..=last).all(|index| agrees(index, *shift))
    };
    let ahead = (1..=behind.max(MOST_AHEAD)).flat_map(|steps| {
        let ahead = (steps <= MOST_AHEAD).then_some(steps);
        ahead.into_iter().chain((steps <= behind).then_some(-steps))
    });
    let shifts: Vec<_> = ahead.filter(fits).collect();
    (!shifts.is_empty()).then_some(Later { index, shifts })
}
