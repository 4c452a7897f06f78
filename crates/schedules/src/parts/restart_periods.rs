//! The periods between the restarts of a schedule.

use alloc::vec::Vec;

use num_bigint::BigUint;
use num_traits::ToPrimitive as _;

use crate::StepCount;
use crate::arithmetic::{Count, Estimate, Fraction, Number, Real, Stride};
use crate::parameters::decimal::Decimal;
use crate::parts::moment::Moment;

/// Periods of which each is `ratio` times as long as the one before.
///
/// Period i begins at `first * (1 + ratio + … + ratioⁱ⁻¹)`. These sums are those of the doubles that the file
/// holds, with one exception: where a sum is a whole step in the file's own decimal digits, the period begins
/// at that step. So it is with the point that ever shorter periods close in on.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct RestartPeriods {
    first: Stride,
    ratio: f64,
    /// The first step that lies after infinitely many periods.
    closing: Option<u64>,
    /// The first steps of the periods, where all of them are whole.
    whole_starts: Vec<u64>,
    /// The length of the first period and the ratio in decimal digits, if they are not the doubles.
    decimals: Option<(Decimal, Decimal)>,
}

/// The period that a step lies in.
#[derive(Clone, Debug)]
pub(crate) struct Period {
    /// The number of the period, from 0.
    pub(crate) index: Count,
    /// Its last step, or one shortly before it.
    pub(crate) last: u64,
}

/// Sums of more periods than this are not whole steps in decimal digits: the denominator of each ratio but
/// the first divides a length of at most 64 bits.
const MOST_DECIMAL_PERIODS: u64 = 65;

impl RestartPeriods {
    pub(crate) fn new(first: StepCount, ratio: f64) -> Self {
        let whole_starts = whole_starts(first, ratio);
        let mut periods =
            Self { first: Stride::new(first), ratio, closing: None, whole_starts, decimals: None };
        if ratio != 1.0 && periods.whole_starts.is_empty() {
            periods.decimals = periods.own_decimals();
        }
        if ratio < 1.0 {
            periods.closing = periods.first_closed_step();
        }
        periods
    }

    /// The number of steps of each period, if all have as many.
    pub(crate) fn each(&self) -> Option<u64> {
        self.first.length().whole().filter(|_| self.ratio == 1.0)
    }

    /// The decimals, if one of them is not its double.
    fn own_decimals(&self) -> Option<(Decimal, Decimal)> {
        let length = self.first.length();
        if length.whole().is_some() && libm::trunc(self.ratio) == self.ratio {
            return None;
        }
        // A whole number of steps is its own decimal, beyond 2^53 too.
        let decimals = (Decimal::of(length.to_f64())?, Decimal::of(self.ratio)?);
        let [same_length, same_ratio] = [(decimals.0, length.to_f64()), (decimals.1, self.ratio)]
            .map(|(decimal, double)| decimal.to_fraction() == Fraction::from_f64(double));
        (!((same_length || length.whole().is_some()) && same_ratio)).then_some(decimals)
    }

    /// The length of the first period in decimal digits.
    fn decimal_length(&self, decimal: Decimal) -> Fraction {
        self.first.length().whole().map_or_else(|| decimal.to_fraction(), Fraction::whole)
    }

    fn first_closed_step(&self) -> Option<u64> {
        let one = Fraction::whole(1);
        let sum = |first: &Fraction, ratio: &Fraction| first / &(&one - ratio);
        let length = self.first.length();
        let closing = sum(&length.to_fraction(), &Fraction::from_f64(self.ratio)).first_step_from_here();
        let decimal = self.decimals.and_then(|(length, ratio)| {
            let closing = sum(&self.decimal_length(length), &ratio.to_fraction());
            closing.is_whole().then(|| closing.first_step_from_here())?
        });
        match (closing, decimal) {
            (Some(closing), Some(decimal)) => Some(closing.min(decimal)),
            (closing, decimal) => closing.or(decimal),
        }
    }

    /// The period of a step; `None` where infinitely many, ever shorter, have gone by.
    pub(crate) fn period(&self, step: u64) -> Option<Period> {
        if self.ratio == 1.0 {
            let index = self.first.times(step);
            let last = self.first.last_of(&index, step);
            return Some(Period { index, last });
        }
        if self.closing.is_some_and(|closing| step >= closing) {
            return None;
        }
        if !self.whole_starts.is_empty() {
            let next = self.whole_starts.partition_point(|&start| start <= step);
            let last = self.whole_starts.get(next).map_or(u64::MAX, |&start| start - 1);
            let index = u64::try_from(next - 1).unwrap_or(u64::MAX);
            return Some(Period { index: Count::Small(index), last });
        }
        let index = self.rough_index(step).unwrap_or_else(|| self.exact_index(step));
        let next = self.start(Estimate::step(0).whole(index.saturating_add(1)));
        Some(Period { index: Count::Small(index), last: next.step_before().max(step) })
    }

    /// The index where the closed form decides it: `log_ratio (1 + step * (ratio - 1) / first)`, rounded
    /// down.
    fn rough_index(&self, step: u64) -> Option<u64> {
        let index = self.real_index(Estimate::step(step));
        let whole = index.whole_part()?;
        // In decimal digits a restart may come so much earlier, in periods.
        let earlier = if self.decimals.is_some() && whole < MOST_DECIMAL_PERIODS {
            let count = Estimate::step(0).whole(whole.saturating_add(1));
            let start = self.start(count);
            start.error_of_decimals(whole) / self.length(count).roughly()
        } else {
            0.0
        };
        index.is_between(whole, earlier).then_some(whole)
    }

    /// The index by exact sums, one of which is at the step or very near.
    fn exact_index(&self, step: u64) -> u64 {
        let roughly = self.real_index(Estimate::step(step)).whole_part();
        let near = || Number::near_whole_of(|bits| self.real_index(Number::step(step, bits))).unwrap_or(0);
        let mut index = roughly.unwrap_or_else(near);
        while index > 0 && !self.begins_by(index, step) {
            index -= 1;
        }
        while self.begins_by(index.saturating_add(1), step) {
            index += 1;
        }
        index
    }

    /// Whether a period begins at a step or before.
    fn begins_by(&self, index: u64, step: u64) -> bool {
        let distance = self.start(Estimate::step(index)) - Estimate::step(step);
        let decimals = match self.decimals {
            Some(_) if index <= MOST_DECIMAL_PERIODS => {
                self.start(Estimate::step(index)).error_of_decimals(index)
            }
            _ => 0.0,
        };
        if let Some(is_after) = distance.is_positive(decimals) {
            return !is_after;
        }
        if let Some(start) = self.decimal_start(index) {
            return start.first_step_from_here().is_some_and(|start| start <= step);
        }
        !Number::is_positive_of(|bits| {
            let step = Number::step(step, bits);
            self.start(step.whole(index)) - step
        })
    }

    /// The beginning of a period in decimal digits, if it is a whole step there.
    fn decimal_start(&self, index: u64) -> Option<Fraction> {
        let (length, ratio) = self.decimals.filter(|_| index <= MOST_DECIMAL_PERIODS)?;
        let (length, ratio) = (self.decimal_length(length), ratio.to_fraction());
        // length * (1 + ratio + … ratio ^ (index - 1)): nothing but the length divides by the last
        // denominator.
        let last = ratio.denominator.to_u64()?.checked_pow(u32::try_from(index.checked_sub(1)?).ok()?)?;
        if length.numerator.magnitude() % last != BigUint::ZERO {
            return None;
        }
        let one = Fraction::whole(1);
        let power = ratio.power(&Fraction::whole(index), u64::MAX)?;
        let sum = &(&power - &one) / &(&ratio - &one);
        Some(&length * &sum).filter(Fraction::is_whole)
    }

    /// The index as a real number, which is whole at a restart.
    fn real_index<R: Real>(&self, step: R) -> R {
        let growth = step.number(self.ratio) - step.number(1.0);
        let first = step.steps(self.first.length());
        (step * growth / first).log_beside_one(self.ratio)
    }

    /// The beginning of a period.
    fn start<R: Real>(&self, index: R) -> R {
        let first = index.steps(self.first.length());
        if self.ratio == 1.0 {
            return index * first;
        }
        let growth = index.number(self.ratio) - index.number(1.0);
        index.power_of_less_one(self.ratio) * first / growth
    }

    /// The length of a period.
    fn length<R: Real>(&self, index: R) -> R {
        let first = index.steps(self.first.length());
        if self.ratio == 1.0 {
            return first;
        }
        index.number(self.ratio).power(index) * first
    }

    /// Where a step lies in a period.
    pub(crate) fn moment<R: Real>(&self, period: &Count, step: R) -> Moment<R> {
        let one = step.number(1.0);
        if let Some([start, next]) = self.whole_bounds(period) {
            let (start, end) = (step.whole(start), step.whole(next));
            return Moment::between(step, start, end);
        }
        let length = self.first.length();
        if self.ratio == 1.0 {
            let each = step.steps(length);
            let gone = step.clone().after(period, length);
            if length.whole().is_some() {
                return Moment::new(gone.clone(), each.clone() - gone, each);
            }
            // In decimal digits a restart may come a hair before that of the double.
            let gone = (gone / each).at_least_zero();
            return Moment::of_shares(gone.clone(), (one - gone).at_least_zero());
        }
        let index = step.count(period);
        let gone = (step - self.start(index.clone())) / self.length(index);
        if self.decimals.is_none() {
            return Moment::of_shares(gone.clone(), one - gone);
        }
        // In decimal digits a restart may come a hair before that of the doubles.
        let gone = gone.at_least_zero();
        Moment::of_shares(gone.clone(), (one - gone).at_least_zero())
    }

    /// The first steps of a period and of the next one, if they are known to be whole.
    fn whole_bounds(&self, period: &Count) -> Option<[u64; 2]> {
        let index = usize::try_from(period.to_u64()).ok()?;
        let bounds = self.whole_starts.get(index..index.checked_add(2)?)?;
        Some([bounds[0], bounds[1]])
    }
}

/// The first steps of periods of whole lengths that grow by a whole ratio.
#[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "the range is checked")]
fn whole_starts(first: StepCount, ratio: f64) -> Vec<u64> {
    let is_whole = (2.0..1e15).contains(&ratio) && libm::trunc(ratio) == ratio;
    let (Some(mut length), true) = (first.whole(), is_whole) else { return Vec::new() };
    let ratio = ratio as u64;
    let mut starts = Vec::new();
    let mut start = Some(0_u64);
    while let Some(step) = start {
        starts.push(step);
        start = step.checked_add(length);
        // A length that no step reaches is never added.
        length = length.saturating_mul(ratio);
    }
    starts
}
