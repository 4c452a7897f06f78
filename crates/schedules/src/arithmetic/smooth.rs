//! From a formula to rates: a kept piece, double-doubles, and numbers of any precision; and blocks for many
//! steps.

use core::mem;

use super::cache::{Cache, Kept};
use super::double_double::small_whole;
use super::estimate::Estimate;
use super::lanes::Vectors;
use super::number::Number;
use super::piece::{Fit, Piece, steps_from_middle};
use super::quick::Quick;
use super::real::Real;
use super::taylor::Taylor;

/// A schedule that is a formula, or one formula after the other.
pub(crate) trait Formula {
    /// What a stretch of steps is told apart by.
    type Part;

    /// The stretch that a step lies in.
    fn stretch(&self, step: u64) -> Stretch<Self::Part>;

    /// The number of steps after which all rates come again.
    fn cycle(&self) -> Option<u64> {
        None
    }

    /// The formula of a part at a step of it. Where it is below 0, the rate is 0.
    fn value<R: Real>(&self, part: &Self::Part, step: R) -> R;
}

/// A formula whose rates are asked for one step after the other.
pub(crate) trait CachedFormula: Formula {
    /// The place for the piece that was asked for last.
    fn cache(&self) -> &Cache;
}

/// Steps that one formula holds for.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Stretch<P> {
    pub(super) part: P,
    pub(super) last: u64,
    /// The step whose rate all of them have, if they have one rate.
    pub(super) holds: Option<u64>,
}

impl<P> Stretch<P> {
    /// A stretch in which the rate changes, up to a step that may come before its last.
    pub(crate) const fn until(last: u64, part: P) -> Self {
        Self { part, last, holds: None }
    }

    /// The same before a moment, if the step lies there. `None` is a moment after every step.
    pub(crate) fn before(end: Option<u64>, step: u64, part: P) -> Option<Self> {
        let last = end.map_or(Some(u64::MAX), |end| end.checked_sub(1));
        last.filter(|&last| step <= last).map(|last| Self::until(last, part))
    }

    /// The same with one rate.
    pub(crate) fn held(self) -> Self {
        Self { holds: Some(self.last), ..self }
    }

    /// A stretch of one rate.
    pub(crate) const fn hold(last: u64, part: P) -> Self {
        Self { part, last, holds: Some(last) }
    }

    /// A stretch that has the rate of another step.
    pub(crate) const fn hold_at(step: u64, last: u64, part: P) -> Self {
        Self { part, last, holds: Some(step) }
    }

    /// The rate of a step for ever.
    pub(crate) const fn hold_from(step: u64, part: P) -> Self {
        Self { part, last: u64::MAX, holds: Some(step) }
    }
}

/// Blocks of fewer steps than twice this are not worth a polynomial.
const LEAST_HALF: u64 = 8;

/// With more steps in a block the polynomial costs nothing already.
const GREATEST_HALF: u64 = 1 << 12;

/// Up to this many steps of a line have an exact polynomial, but for a few that are in doubt.
const GREATEST_HALF_OF_LINE: u64 = 1 << 24;

/// The number of blocks after which longer ones are tried again.
const PATIENCE: u64 = 7;

/// How many undecided steps a block may have, in halves of it.
const MOST_UNDECIDED: f64 = 4.0;

/// The nearest double of the formula at `step`.
#[inline]
pub(crate) fn rate<F: CachedFormula>(formula: &F, step: u64) -> f64 {
    match formula.cache().rate(step) {
        Some(rate) => rate,
        None => missed(formula, step),
    }
}

#[inline(never)]
fn missed<F: CachedFormula>(formula: &F, step: u64) -> f64 {
    let cache = formula.cache();
    let stretch = formula.stretch(step);
    let rate = || scalar(formula, &stretch.part, stretch.holds.unwrap_or(step));
    // A piece leaves some of its steps in doubt, and steps that jump about are worth none.
    if cache.covers(step) || !cache.is_wanted(step) {
        return rate();
    }
    if stretch.holds.is_none() {
        if let Some((fit, half)) = fit(formula, &stretch.part, step, stretch.last - step) {
            let last = step + (2 * half - 1).min(stretch.last - step);
            let half = small_whole(half);
            cache.keep(Kept { piece: fit.piece, first: step, last, half });
            return fit.piece.at(steps_from_middle(step, step, half)).unwrap_or_else(rate);
        }
        cache.pause(step);
    }
    // The same step may be asked for again, by a schedule of epochs.
    let (rate, last) = (rate(), if stretch.holds.is_some() { stretch.last } else { step });
    cache.keep(Kept { piece: Piece::constant(rate), first: step, last, half: 0.0 });
    rate
}

/// The rate by double-doubles, or by numbers of more and more bits.
pub(crate) fn scalar<F: Formula>(formula: &F, part: &F::Part, step: u64) -> f64 {
    let quick = formula.value(part, Quick::step(step)).nearest();
    quick.unwrap_or_else(|| by_estimate(formula, part, step))
}

#[inline(never)]
fn by_estimate<F: Formula>(formula: &F, part: &F::Part, step: u64) -> f64 {
    let estimate = formula.value(part, Estimate::step(step)).nearest();
    estimate.unwrap_or_else(|| by_numbers(formula, part, step))
}

#[cold]
#[inline(never)]
fn by_numbers<F: Formula>(formula: &F, part: &F::Part, step: u64) -> f64 {
    Number::nearest_of(|bits| formula.value(part, Number::step(step, bits)))
}

/// Fills `rates` with those of consecutive steps; after the last step of all its rate stays.
pub(crate) fn fill<F: CachedFormula>(formula: &F, first_step: u64, rates: &mut [f64]) {
    fill_by(Vectors::best(), formula, first_step, rates);
}

/// The same with an instruction set.
pub(super) fn fill_by<F: CachedFormula>(vectors: Vectors, formula: &F, first_step: u64, rates: &mut [f64]) {
    let is_before_last = first_step.checked_add(to_steps(rates.len())).is_some();
    let cycle = formula.cycle().filter(|_| is_before_last);
    let length = cycle.and_then(|cycle| usize::try_from(cycle).ok()).unwrap_or(rates.len()).min(rates.len());
    fill_stretches(vectors, formula, first_step, &mut rates[..length]);
    let mut filled = length;
    while filled < rates.len() {
        let more = filled.min(rates.len() - filled);
        rates.copy_within(..more, filled);
        filled += more;
    }
}

fn fill_stretches<F: CachedFormula>(vectors: Vectors, formula: &F, first_step: u64, rates: &mut [f64]) {
    let mut step = first_step;
    let mut rates = rates;
    while !rates.is_empty() {
        let stretch = formula.stretch(step);
        let length = usize::try_from((stretch.last - step).saturating_add(1)).unwrap_or(usize::MAX);
        let (now, rest) = rates.split_at_mut(length.min(rates.len()));
        match stretch.holds {
            Some(at) => now.fill(scalar(formula, &stretch.part, at)),
            None => fill_stretch(vectors, formula, &stretch.part, step, now),
        }
        if stretch.last == u64::MAX {
            if let Some(&rate) = now.last() {
                rest.fill(rate);
            }
            return;
        }
        rates = rest;
        step = stretch.last + 1;
    }
}

fn fill_stretch<F: CachedFormula>(
    vectors: Vectors,
    formula: &F,
    part: &F::Part,
    first_step: u64,
    rates: &mut [f64],
) {
    let mut step = first_step;
    let mut rates = rates;
    while !rates.is_empty() {
        let left = to_steps(rates.len());
        let fit = fit(formula, part, step, left - 1);
        // Without a polynomial, some steps before the next try.
        let length = fit.as_ref().map_or(4 * LEAST_HALF, |(_, half)| 2 * half).min(left);
        let (now, rest) = rates.split_at_mut(usize::try_from(length).unwrap_or(usize::MAX));
        let at = |index| step + to_steps(index);
        match fit {
            Some((Fit { piece, terms, .. }, half)) => {
                // What a piece does not decide is too near for a quick number, too.
                let mut undecided = |index| by_estimate(formula, part, at(index));
                vectors.fill(&piece, terms, -small_whole(half), now, &mut undecided);
            }
            None => {
                now.iter_mut().enumerate().for_each(|(index, rate)| *rate = scalar(formula, part, at(index)));
            }
        }
        rates = rest;
        step = step.saturating_add(length);
    }
}

/// A polynomial from `step` on that decides most steps, and half of the number of its steps; `more` steps
/// follow the first.
fn fit<F: CachedFormula>(formula: &F, part: &F::Part, step: u64, more: u64) -> Option<(Fit, u64)> {
    let cache = formula.cache();
    let wanted = (more / 2 + 1).checked_next_power_of_two().unwrap_or(GREATEST_HALF_OF_LINE);
    let (good, wait) = cache.good_half();
    let mut half = wanted.min(good);
    let mut of_line = wanted.min(GREATEST_HALF_OF_LINE);
    while half >= LEAST_HALF {
        let center = step.checked_add(2 * half)? - half;
        let width = small_whole(half);
        let taylor = formula.value(part, Taylor::steps(center, width));
        if taylor.is_line() && half < of_line {
            half = mem::take(&mut of_line);
            continue;
        }
        let Some(fit) = Fit::new(&taylor, width) else {
            half /= 4;
            continue;
        };
        let undecided = fit.undecided * width;
        if undecided <= MOST_UNDECIDED {
            if half < wanted.min(good) {
                // More were too many just now.
                cache.set_good_half(half, PATIENCE);
            } else if half == good && half < GREATEST_HALF && undecided < MOST_UNDECIDED / 8.0 {
                let half = if wait == 0 { 2 * half } else { half };
                cache.set_good_half(half, wait.saturating_sub(1));
            }
            return Some((fit, half));
        }
        half = if undecided < 64.0 * MOST_UNDECIDED { half / 2 } else { half / 4 };
    }
    if wanted >= LEAST_HALF {
        cache.set_good_half(LEAST_HALF, PATIENCE);
    }
    None
}

/// A number of steps in a slice.
fn to_steps(length: usize) -> u64 {
    u64::try_from(length).unwrap_or(u64::MAX)
}
