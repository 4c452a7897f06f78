//! What a log should say if a story holds, and whether it does.

use crate::log::Log;
use crate::map::Map;
use crate::rates::Rates;

/// What the rounding to 32 bits changes, twice over: once by rounding, and once by what was rounded before.
const FLOAT32: f64 = 1.0 / 8_388_608.0;

/// How exact the arithmetic was that a framework computed its rates with.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Arithmetic {
    /// 64 bits, straight from the formula.
    Exact,
    /// 64 bits, from the rate before, again and again.
    Recursive,
    /// 32 bits.
    Single,
}

impl Arithmetic {
    /// What a rate may be off by, as a share of the peak.
    const fn share(self) -> f64 {
        match self {
            Self::Exact => 1e-12,
            Self::Recursive => 1e-9,
            Self::Single => 5e-7,
        }
    }
}

/// So many points decide at first; what they let pass is tried on all.
const DECIDING: usize = 1 << 11;

/// A log with what is needed to hold it against schedules.
pub(crate) struct Trial<'l> {
    pub(crate) log: &'l Log,
    /// Indices of points, those first that say the most.
    order: Vec<usize>,
    peak: f64,
    /// What each rate may be off by, beside its own tolerance.
    slack: f64,
    /// The first point that differs from the schedule.
    pub(crate) first_unexplained: usize,
    /// Among how many possibilities the first story of a combination was chosen; 1 for a single story.
    pub(crate) combined: f64,
}

impl<'l> Trial<'l> {
    /// The points at which the log differs from a schedule decide first.
    pub(crate) fn new(log: &'l Log, rates: &Rates<'_>) -> Self {
        let peak = log.points.iter().map(|point| point.rate).fold(0.0, f64::max);
        let slack = Arithmetic::Exact.share() * peak;
        let mut trial = Self { log, order: Vec::new(), peak, slack, first_unexplained: 0, combined: 1.0 };
        let differs = |&index: &usize| !trial.agrees(index, rates.at(log.points[index].step));
        let differing: Vec<_> = (0..log.points.len()).filter(differs).collect();
        trial.first_unexplained = differing.first().copied().unwrap_or(log.points.len());
        let mut order = scattered(&differing, DECIDING / 2);
        order.extend(scattered(&(0..log.points.len()).collect::<Vec<_>>(), DECIDING / 2));
        trial.order = order;
        trial
    }

    /// The same for rates that were computed so.
    pub(crate) fn with(&self, arithmetic: Arithmetic) -> Self {
        Self { order: self.order.clone(), slack: arithmetic.share() * self.peak, ..*self }
    }

    /// The same for a second story, after a first that was chosen among so many possibilities.
    pub(crate) fn after_one_of(&self, possibilities: f64) -> Self {
        Self { order: self.order.clone(), combined: possibilities, ..*self }
    }

    pub(crate) fn len(&self) -> usize {
        self.log.points.len()
    }

    pub(crate) fn step(&self, index: usize) -> u64 {
        self.log.points[index].step
    }

    /// What a point may be off by if the schedule says `rate`.
    pub(crate) fn tolerance(&self, index: usize, rate: f64) -> f64 {
        self.log.tolerances[index] + FLOAT32 * rate.abs() + self.slack
    }

    pub(crate) fn agrees(&self, index: usize, rate: f64) -> bool {
        // The last bits of a tolerance are not to decide.
        (self.log.points[index].rate - rate).abs() <= 1.000_001 * self.tolerance(index, rate)
    }

    /// Whether all points have the rates of a view at the steps of a map.
    pub(crate) fn fits(&self, view: &View<'_>, map: Map) -> bool {
        let agrees = |index: usize| self.agrees(index, view.rate(map.step(self.step(index))));
        self.order.iter().all(|&index| agrees(index)) && (0..self.len()).all(agrees)
    }

    /// How many points have these rates.
    pub(crate) fn count(&self, view: &View<'_>, map: Map) -> usize {
        (0..self.len()).filter(|&index| self.agrees(index, view.rate(map.step(self.step(index))))).count()
    }

    /// The first point that has another rate.
    pub(crate) fn first_that_differs(&self, view: &View<'_>, map: Map) -> Option<usize> {
        (0..self.len()).find(|&index| !self.agrees(index, view.rate(map.step(self.step(index)))))
    }

    /// The factors by which the rates at the steps of a map become those of the log, if all points have one
    /// in common.
    pub(crate) fn factors(&self, view: &View<'_>, map: Map) -> Option<(f64, f64)> {
        let narrowed = self
            .order
            .iter()
            .try_fold((0.0, f64::INFINITY), |range, &index| self.narrow(range, view, map, index));
        let range =
            (0..self.len()).try_fold(narrowed?, |range, index| self.narrow(range, view, map, index))?;
        (range.1 < f64::INFINITY).then_some(range)
    }

    /// The factors in a range with which one point more agrees.
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

/// At most so many, evenly taken and then in a scattered order.
fn scattered(indices: &[usize], most: usize) -> Vec<usize> {
    let stride = indices.len().div_ceil(most).max(1);
    let chosen: Vec<_> = indices.iter().copied().step_by(stride).collect();
    let mut order: Vec<_> = (0..chosen.len()).collect();
    order.sort_by_key(|&position| (position as u64).wrapping_mul(0x9e37_79b9_7f4a_7c15));
    order.into_iter().map(|position| chosen[position]).collect()
}

/// A schedule as a log would see it: through a map, and scaled.
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
