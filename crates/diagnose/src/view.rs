//! The rates that a log should have if a story is true, and whether it has them.

use std::rc::Rc;

use crate::log::Log;
use crate::map::Map;
use crate::rates::Rates;

/// Twice the relative rounding error of 32-bit floats: the rate is rounded, and so may be its inputs.
const FLOAT32: f64 = 1.0 / 8_388_608.0;

/// The precision with which a framework computed its rates.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Arithmetic {
    /// 64 bits, straight from the formula.
    Exact,
    /// 64 bits, each rate from the one before.
    Recursive,
    /// 32 bits.
    Single,
}

impl Arithmetic {
    /// The maximum error of a rate, as a share of the peak.
    const fn share(self) -> f64 {
        match self {
            Self::Exact => 1e-12,
            Self::Recursive => 1e-9,
            Self::Single => 5e-7,
        }
    }
}

/// The number of points that are tried first. A story that fits them is tried on all points.
const DECIDING: usize = 1 << 11;

/// A log, prepared for the comparison with schedules.
pub(crate) struct Trial<'l> {
    pub(crate) log: &'l Log,
    /// Indices of the points that are tried first.
    order: Vec<usize>,
    /// Indices of the points between which the log is flat.
    corners: Rc<[usize]>,
    peak: f64,
    /// The maximum error of the arithmetic, in addition to the tolerance of each point.
    slack: f64,
}

impl<'l> Trial<'l> {
    /// The corners of the log are tried first, then the points at which it differs from the schedule.
    pub(crate) fn new(log: &'l Log, rates: &Rates<'_>) -> Self {
        let peak = log.points.iter().map(|point| point.rate).fold(0.0, f64::max);
        let slack = Arithmetic::Exact.share() * peak;
        let mut trial = Self { log, order: Vec::new(), corners: corners(log), peak, slack };
        let differs = |&index: &usize| !trial.agrees(index, rates.at(log.points[index].step));
        let differing: Vec<_> = (0..log.points.len()).filter(differs).collect();
        let mut order = scattered(&trial.corners, DECIDING / 2);
        order.extend(scattered(&differing, DECIDING / 2));
        trial.order = order;
        trial
    }

    /// The same trial for rates that were computed with this precision.
    pub(crate) fn with(&self, arithmetic: Arithmetic) -> Self {
        let (order, corners) = (self.order.clone(), Rc::clone(&self.corners));
        Self { order, corners, slack: arithmetic.share() * self.peak, ..*self }
    }

    pub(crate) fn len(&self) -> usize {
        self.log.points.len()
    }

    /// The highest rate of the log.
    pub(crate) const fn peak(&self) -> f64 {
        self.peak
    }

    pub(crate) fn step(&self, index: usize) -> u64 {
        self.log.points[index].step
    }

    /// The first point at this step or after it.
    pub(crate) fn first_from(&self, step: u64) -> usize {
        self.log.points.partition_point(|point| point.step < step)
    }

    /// The maximum difference of a point from the scheduled `rate`.
    pub(crate) fn tolerance(&self, index: usize, rate: f64) -> f64 {
        self.log.tolerances[index] + FLOAT32 * rate.abs() + self.slack
    }

    pub(crate) fn agrees(&self, index: usize, rate: f64) -> bool {
        // Rounding in the tolerance itself must not decide.
        (self.log.points[index].rate - rate).abs() <= 1.000_001 * self.tolerance(index, rate)
    }

    /// Whether all points have the rates of the view at the mapped steps.
    pub(crate) fn fits(&self, view: &View<'_>, map: Map) -> bool {
        let agrees = |index: usize| self.agrees(index, view.rate(map.step(self.step(index))));
        self.order.iter().all(|&index| agrees(index)) && (0..self.len()).all(agrees)
    }

    /// The points from this one on between which the log is flat.
    pub(crate) fn corners_from(&self, index: usize) -> &[usize] {
        &self.corners[self.corners.partition_point(|&corner| corner < index)..]
    }

    /// Whether all points from this one on agree; the corners of the log, which decide most, are asked first.
    pub(crate) fn all_from(&self, index: usize, agrees: impl Fn(usize) -> bool) -> bool {
        self.corners_from(index).iter().all(|&corner| agrees(corner)) && (index..self.len()).all(agrees)
    }

    /// The number of points that have these rates, among every `stride`th point.
    pub(crate) fn count(&self, view: &View<'_>, map: Map, stride: usize) -> usize {
        let agrees = |&index: &usize| self.agrees(index, view.rate(map.step(self.step(index))));
        (0..self.len()).step_by(stride).filter(agrees).count()
    }

    /// The first point that has another rate.
    pub(crate) fn first_that_differs(&self, view: &View<'_>, map: Map) -> Option<usize> {
        (0..self.len()).find(|&index| !self.agrees(index, view.rate(map.step(self.step(index)))))
    }

    /// The range of factors that turn the rates at the mapped steps into those of the log, if one factor fits
    /// all points.
    pub(crate) fn factors(&self, view: &View<'_>, map: Map) -> Option<(f64, f64)> {
        let narrowed = self
            .order
            .iter()
            .try_fold((0.0, f64::INFINITY), |range, &index| self.narrow(range, view, map, index));
        let range =
            (0..self.len()).try_fold(narrowed?, |range, index| self.narrow(range, view, map, index))?;
        (range.1 < f64::INFINITY).then_some(range)
    }

    /// The part of a range of factors that fits this point as well.
    pub(crate) fn narrow(
        &self,
        range: (f64, f64),
        view: &View<'_>,
        map: Map,
        index: usize,
    ) -> Option<(f64, f64)> {
        let (rate, logged) = (view.rate(map.step(self.step(index))), self.log.points[index].rate);
        let tolerance = self.tolerance(index, logged);
        if rate == 0.0 {
            return (logged <= tolerance).then_some(range);
        }
        let narrowed = (range.0.max((logged - tolerance) / rate), range.1.min((logged + tolerance) / rate));
        (narrowed.0 <= narrowed.1).then_some(narrowed)
    }
}

/// The indices of the first and the last point, and of those whose rate is not that of both neighbours.
fn corners(log: &Log) -> Rc<[usize]> {
    let rate = |index: usize| log.points.get(index).map(|point| point.rate);
    let turns =
        |&index: &usize| index == 0 || rate(index - 1) != rate(index) || rate(index + 1) != rate(index);
    (0..log.points.len()).filter(turns).collect()
}

/// At most `most` of the indices, evenly spaced, in a scattered order.
fn scattered(indices: &[usize], most: usize) -> Vec<usize> {
    let stride = indices.len().div_ceil(most).max(1);
    let chosen: Vec<_> = indices.iter().copied().step_by(stride).collect();
    let mut order: Vec<_> = (0..chosen.len()).collect();
    order.sort_by_key(|&position| (position as u64).wrapping_mul(0x9e37_79b9_7f4a_7c15));
    order.into_iter().map(|position| chosen[position]).collect()
}

/// A schedule whose steps are mapped and whose rates are scaled.
#[derive(Clone, Copy)]
pub(crate) struct View<'r> {
    rates: &'r Rates<'r>,
    map: Map,
    factor: f64,
}

impl<'r> View<'r> {
    pub(crate) const fn of(rates: &'r Rates<'r>) -> Self {
        Self { rates, map: Map::Same, factor: 1.0 }
    }

    pub(crate) const fn through(rates: &'r Rates<'r>, map: Map) -> Self {
        Self { rates, map, factor: 1.0 }
    }

    pub(crate) const fn scaled(self, factor: f64) -> Self {
        Self { factor, ..self }
    }

    pub(crate) fn rate(&self, step: u64) -> f64 {
        self.factor * self.rates.at(self.map.step(step))
    }
}
