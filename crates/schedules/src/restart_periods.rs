//! The periods between the restarts of a schedule.

use alloc::vec::Vec;

use crate::StepCount;
use crate::arithmetic::{DoubleDouble, Factor, Span, Stride, exp_m1, ln};
use crate::decimal::Decimal;

/// Periods of which each is `ratio` times as long as the one before.
///
/// Period i begins at `first * (1 + ratio + … + ratioⁱ⁻¹)`. The sums are compared with the step itself, where
/// logarithms would be rounded to the wrong side. They are those of the doubles that the file holds, with one
/// exception: where a sum is a whole step in the file's own decimal digits, the period begins at that step.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum RestartPeriods {
    Equal(Stride),
    Geometric(GeometricPeriods),
}

/// A place in a period.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Place {
    /// The number of the period, from 0.
    pub(crate) period: DoubleDouble,
    /// The share of the period that has gone by, from 0 to below 1. Accurate near 0.
    pub(crate) share_gone: DoubleDouble,
    /// The share of the period that is still to come, above 0 and up to 1. Accurate near 0.
    pub(crate) share_left: DoubleDouble,
}

impl RestartPeriods {
    pub(crate) fn new(first: StepCount, ratio: f64) -> Self {
        if ratio == 1.0 {
            Self::Equal(Stride::new(first))
        } else {
            Self::Geometric(GeometricPeriods::new(first, ratio))
        }
    }

    /// Where `step` lies; `None` if it lies behind infinitely many periods that became ever shorter, which a ratio from 1
    /// on does not have.
    pub(crate) fn place(&self, step: u64) -> Option<Place> {
        match self {
            Self::Equal(stride) => {
                let division = stride.divide(step);
                let span = stride.span();
                let share_gone = span.share(division.rest);
                // At a restart the product with the reciprocal need not be 1.
                let share_left = at_most_one(span.share(span.length() - division.rest));
                Some(Place { period: division.quotient, share_gone, share_left })
            }
            Self::Geometric(periods) => periods.place(step),
        }
    }
}

/// Periods that grow or shrink.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct GeometricPeriods {
    first: Span,
    ratio: f64,
    /// The ratio less 1, and its natural logarithm.
    growth: DoubleDouble,
    ln_ratio: DoubleDouble,
    /// The first steps of the first periods, to be searched.
    first_steps: Vec<u64>,
    /// The first periods.
    table: Vec<Period>,
}

#[derive(Clone, Copy, Debug, PartialEq)]
struct Period {
    start: DoubleDouble,
    end: DoubleDouble,
    reciprocal: Factor,
}

/// The table ends here. Ratios above 1.4 never get so far.
const LONGEST_TABLE: usize = 128;

/// 2^64, after the last step.
const END_OF_TIME: f64 = 18_446_744_073_709_551_616.0;

impl GeometricPeriods {
    fn new(first: StepCount, ratio: f64) -> Self {
        let span = Span::new(first);
        // A period beyond this is longer than all steps, or shorter than one.
        let ratio = ratio.clamp(1e-100, 1e100);
        let mut periods = Self {
            first: span,
            ratio,
            growth: DoubleDouble::sum(ratio, -1.0),
            ln_ratio: ln(ratio),
            first_steps: Vec::new(),
            table: Vec::new(),
        };
        let mut decimal = DecimalSums::new(first, ratio);
        let mut start = DoubleDouble::ZERO;
        let mut length = span.length();
        let mut first_step = Some(0);
        while let Some(step) = first_step {
            if periods.table.len() >= LONGEST_TABLE || !periods.precedes_limit(step) {
                break;
            }
            let end = start + length;
            periods.first_steps.push(step);
            periods.table.push(Period { start, end, reciprocal: Factor::new(DoubleDouble::ONE / length) });
            start = end;
            length = length.times_f64(ratio);
            // Periods so short that several lie within one step would only fill the table.
            if ratio < 1.0 && length.hi < 1e-3 {
                break;
            }
            let in_decimals = decimal.as_mut().and_then(DecimalSums::advance);
            first_step =
                first_step_from(start).map(|step| in_decimals.filter(|&begin| begin < step).unwrap_or(step));
        }
        periods
    }

    fn place(&self, step: u64) -> Option<Place> {
        let index = self.first_steps.partition_point(|&first_step| first_step <= step) - 1;
        let period = &self.table[index];
        let left = period.end.minus_u64(step);
        let is_last = index + 1 == self.table.len();
        if is_last && left.hi <= 0.0 {
            return self.place_behind_table(step);
        }
        let share_left = period.reciprocal.times(left);
        Some(Place {
            period: DoubleDouble::from_f64(period_number(index)),
            share_gone: at_least_zero(period.reciprocal.times(-period.start.minus_u64(step))),
            share_left: at_most_one(share_left),
        })
    }

    /// For periods that shrink: whether `step` comes before the point that they close in on.
    fn precedes_limit(&self, step: u64) -> bool {
        self.ratio > 1.0 || self.rest_of_series(step).hi > 0.0
    }

    /// `1 + step * (ratio - 1) / first`, which is `ratioⁿ` at the beginning of period n.
    fn rest_of_series(&self, step: u64) -> DoubleDouble {
        (DoubleDouble::from_u64(step) * self.growth * self.first.reciprocal()).plus_f64(1.0)
    }

    /// Finds the period by its closed form: logarithms tell it roughly, the sums exactly.
    fn place_behind_table(&self, step: u64) -> Option<Place> {
        let series = self.rest_of_series(step);
        if series.hi <= 0.0 {
            return None;
        }
        let guess = libm::log1p(series.plus_f64(-1.0).hi) / libm::log1p(self.growth.hi);
        let mut index = libm::floor(guess).max(0.0);
        let mut start = self.start(index);
        if start.minus_u64(step).hi > 0.0 && index > 0.0 {
            index -= 1.0;
            start = self.start(index);
        }
        let mut end = start + self.length(start);
        if end.minus_u64(step).hi <= 0.0 {
            index += 1.0;
            start = end;
            end = start + self.length(start);
        }
        if self.ratio > 1.0 && end.minus_u64(step).hi <= 0.0 {
            // Rounded at the end of a period: the next one begins.
            index += 1.0;
            start = end;
            end = start + self.length(start);
        }
        let share_left = end.minus_u64(step) / self.length(start);
        let share_gone = at_least_zero(-start.minus_u64(step) / self.length(start));
        let period = DoubleDouble::from_f64(index);
        (share_left.hi > 0.0).then(|| Place { period, share_gone, share_left: at_most_one(share_left) })
    }

    /// The beginning of period n: `first * (ratioⁿ - 1) / (ratio - 1)`.
    fn start(&self, index: f64) -> DoubleDouble {
        self.first.length() * (exp_m1(self.ln_ratio.times_f64(index)) / self.growth)
    }

    /// The length of the period that begins at `start`: `first + start * (ratio - 1)`.
    fn length(&self, start: DoubleDouble) -> DoubleDouble {
        self.first.length() + start * self.growth
    }
}

/// The same sums in the file's decimal digits.
struct DecimalSums {
    start: DoubleDouble,
    length: DoubleDouble,
    ratio: DoubleDouble,
}

impl DecimalSums {
    /// `None` where the doubles are the decimals, or the digits are too many.
    fn new(first: StepCount, ratio: f64) -> Option<Self> {
        let length = match first.whole() {
            Some(whole) => DoubleDouble::from_u64(whole),
            None => Decimal::of(first.to_f64())?.to_double_double(),
        };
        let ratio = Decimal::of(ratio)?.to_double_double();
        Some(Self { start: DoubleDouble::ZERO, length, ratio })
    }

    /// Goes to the next period; its beginning, if that is a whole step.
    fn advance(&mut self) -> Option<u64> {
        self.start = self.start + self.length;
        self.length = self.length * self.ratio;
        let step = first_step_from(self.start)?;
        let distance = DoubleDouble::from_u64(step) - self.start;
        (distance.hi.abs() <= self.start.hi * ROUNDING).then_some(step)
    }
}

/// What sums and products of `DoubleDouble`s may be off by, with room to spare.
const ROUNDING: f64 = 1e-26;

/// The first step that is not before `time`, if there is one.
#[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "the range is checked")]
fn first_step_from(time: DoubleDouble) -> Option<u64> {
    // A sum that should be whole may lie a rounding above.
    let time = time.plus_f64(-time.hi * ROUNDING);
    if time.hi >= END_OF_TIME {
        return None;
    }
    let below = libm::floor(time.hi);
    let rest = libm::ceil((time.hi - below) + time.lo);
    // Where the rest is not 0 or 1, `below` is above 2^53, and far from the ends of u64.
    let whole = below.max(0.0) as u64;
    if rest < 0.0 { whole.checked_sub((-rest) as u64) } else { whole.checked_add(rest as u64) }
}

#[expect(clippy::cast_precision_loss, reason = "the table is short")]
fn period_number(index: usize) -> f64 {
    index as f64
}

fn at_most_one(share: DoubleDouble) -> DoubleDouble {
    if share.hi >= 1.0 { DoubleDouble::ONE } else { share }
}

/// A restart in decimal digits may come a hair before that of the doubles.
fn at_least_zero(share: DoubleDouble) -> DoubleDouble {
    if share.hi <= 0.0 { DoubleDouble::ZERO } else { share }
}
