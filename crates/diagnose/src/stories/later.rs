//! The log agrees up to a step, and from there on has the rates of other steps.

use crate::map::Map;
use crate::numbers::real;
use crate::view::{Trial, View};

/// The maximum number of corners that decide which shifts may fit.
const DECIDING: usize = 256;

/// The largest number of steps ahead that is tried.
const MOST_AHEAD: i64 = 1_000;

/// The maximum number of shifts that are tried on all points. In a log of cycles, many fit at the deciding
/// corners.
pub(super) const TRIED: usize = 64;

/// The points before a step agree, those from it on have the rates of other steps.
#[derive(Clone, Debug)]
pub(super) struct Later {
    /// The first point that differs.
    pub(super) index: usize,
    /// The numbers of steps that the rest may be ahead, the smallest first. They fit at the corners of the
    /// log, or if there are many, at some of them.
    pub(super) shifts: Vec<i64>,
    /// How many of them are known to fit at all corners, or 1.
    fitting: usize,
}

impl Later {
    /// One in how many shifts fits, among those up to this one in either direction.
    pub(super) fn choices(&self, shift: i64) -> f64 {
        2.0 * real(shift.unsigned_abs()) / real(self.fitting as u64)
    }

    /// Whether a shift explains all points from the first that differs on.
    pub(super) fn explains(&self, trial: &Trial<'_>, view: &View<'_>, shift: i64) -> bool {
        trial.all_from(self.index, |index| agrees(trial, view, index, shift))
    }
}

/// The shifts that may explain all points from the first that differs on. `most` is how far behind they may
/// be.
pub(super) fn find(trial: &Trial<'_>, view: &View<'_>, most: i64) -> Option<Later> {
    let index = trial.first_that_differs(view, Map::Same).filter(|&index| index > 0)?;
    let behind = i64::try_from(trial.step(index)).unwrap_or(i64::MAX).min(most);
    let corners = trial.corners_from(index);
    let stride = corners.len().div_ceil(DECIDING).max(1);
    // The last point is the farthest from those that agree.
    let last = trial.len() - 1;
    let deciding = || [index, last].into_iter().chain(corners.iter().copied().step_by(stride));
    let fits = |shift: &i64| deciding().all(|index| agrees(trial, view, index, *shift));
    let ahead = (1..=behind.max(MOST_AHEAD)).flat_map(|steps| {
        let ahead = (steps <= MOST_AHEAD).then_some(steps);
        ahead.into_iter().chain((steps <= behind).then_some(-steps))
    });
    let shifts: Vec<_> = ahead.filter(fits).collect();
    let fitting = if stride == 1 { shifts.len() } else { 1 };
    (!shifts.is_empty()).then_some(Later { index, shifts, fitting })
}

/// Whether a point has the rate of the shifted step.
fn agrees(trial: &Trial<'_>, view: &View<'_>, index: usize, shift: i64) -> bool {
    trial.agrees(index, view.rate(Map::Shift(shift).step(trial.step(index))))
}
