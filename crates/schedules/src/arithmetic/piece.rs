//! The rates of a block of steps by a polynomial whose constant and linear terms are exact.

use super::double_double::{DoubleDouble, small_whole};
use super::elementary::power_of_two;
use super::taylor::{DEGREE, Taylor};

/// The coefficients of which doubles are left.
const CURVED: usize = DEGREE - 1;

/// The rates around a step, for j from `-half` to `half`.
///
/// `constant`, `slope` and `bend` are multiples of 4u, with u as the last place of the greatest rate, so that
/// `constant + (slope + bend * j) * j` is exact, with or without fused multiply-adds. What is left is so
/// small a share of the rate that rounding it is harmless. The exact value lies between the sums with `above`
/// and with `below`: if both round to one double, that is the rate.
#[derive(Clone, Copy, Debug)]
pub(super) struct Piece {
    pub(super) constant: f64,
    pub(super) slope: f64,
    pub(super) bend: f64,
    pub(super) slope_rest: f64,
    pub(super) above: f64,
    pub(super) below: f64,
    /// What is left of the bend, and all further ones.
    pub(super) curved: [f64; CURVED],
}

/// A piece, and how good it is.
pub(super) struct Fit {
    pub(super) piece: Piece,
    /// How many of its terms are needed.
    pub(super) terms: usize,
    /// The share of steps that it does not decide.
    pub(super) undecided: f64,
}

/// The number of doubles that make up a piece.
pub(super) const CELLS: usize = CURVED + 6;

impl Piece {
    /// The same rate at each step.
    pub(super) const fn constant(rate: f64) -> Self {
        Self {
            constant: rate,
            slope: 0.0,
            bend: 0.0,
            slope_rest: 0.0,
            above: 0.0,
            below: 0.0,
            curved: [0.0; CURVED],
        }
    }

    pub(super) fn to_cells(self) -> [f64; CELLS] {
        let mut cells = [0.0; CELLS];
        let Self { constant, slope, bend, slope_rest, above, below, curved } = self;
        cells[..6].copy_from_slice(&[constant, slope, bend, slope_rest, above, below]);
        cells[6..].copy_from_slice(&curved);
        cells
    }

    /// The nearest double at the step `j` after the middle, if it is beyond doubt.
    #[inline(always)]
    pub(super) fn at(&self, j: f64) -> Option<f64> {
        let cells = self.to_cells();
        Self::rate_of(|index| cells[index], j)
    }

    /// The same for a piece of which cells are read.
    #[inline(always)]
    pub(super) fn rate_of(cell: impl Fn(usize) -> f64, j: f64) -> Option<f64> {
        let mut exact = cell(0) + cell(1) * j;
        let mut rest = cell(3);
        let first = cell(6);
        // Lines are common.
        if first != 0.0 {
            // Estrin's order: short chains.
            let square = j * j;
            let fourth = square * square;
            let low = (first + cell(7) * j) + square * (cell(8) + cell(9) * j);
            let high = (cell(10) + cell(11) * j) + square * (cell(12) + cell(13) * j);
            rest += j * (low + fourth * high);
            exact += cell(2) * square;
        }
        let rest = rest * j;
        let above = exact + (rest + cell(4));
        let below = exact + (rest + cell(5));
        (above == below).then_some(above)
    }
}

impl Fit {
    /// The piece of a formula over `center - half` to `center + half`; `None` where no double is normal.
    #[inline]
    pub(super) fn new(taylor: &Taylor, half: f64) -> Option<Self> {
        // Rounding to multiples of u must not lead into the next binade.
        let steps = if taylor.is_line() { half } else { half * (half + 1.0) };
        let greatest = taylor.greatest() * (1.0 + steps * power_of_two(-50));
        if !(greatest > power_of_two(-900) && greatest < 1e300 && taylor.error.is_finite()) {
            return None;
        }
        if taylor.as_constant().is_some_and(|constant| constant.error == 0.0 && constant.value.lo == 0.0) {
            return Some(Self { piece: Piece::constant(taylor.c0.hi), terms: 0, undecided: 0.0 });
        }
        let binade = f64::from_bits(greatest.to_bits() & (0x7ff << 52));
        let place = 6.0 * binade; // 1.5 * 2^52 times 4u: even negative numbers of the greatest size do not get finer
        let round = |x: f64| (x + place) - place;
        let per_step = 1.0 / half;
        let slope = taylor.c1.scaled(per_step);
        let bend = taylor.c2.scaled(per_step * per_step);
        let (constant_upper, slope_upper) = (round(taylor.c0.hi), round(slope.hi));
        let rest_of = |whole: DoubleDouble, upper: f64| (whole.hi - upper) + whole.lo;
        let constant_rest = rest_of(taylor.c0, constant_upper);
        let slope_rest = rest_of(slope, slope_upper);

        // A term passes through at most 2n + 4 roundings on its way into the sum.
        let unit = power_of_two(-53);
        let last_place = binade * power_of_two(-52);
        let mut error = taylor.error + unit * (6.0 * (slope_rest * half).abs() + 4.0 * constant_rest.abs());
        let mut terms = CURVED;
        while terms > 0 && taylor.c[terms + 1].abs() < last_place * power_of_two(-14) {
            error += taylor.c[terms + 1].abs();
            terms -= 1;
        }
        let mut curved = [0.0; CURVED];
        let mut bend_upper = 0.0;
        if terms > 0 {
            bend_upper = round(bend.hi);
            curved[0] = rest_of(bend, bend_upper);
            error += unit * 8.0 * (curved[0] * half * half).abs();
            if curved[0] == 0.0 {
                // It tells a line from other pieces. This is far below the error.
                curved[0] = f64::MIN_POSITIVE;
            }
        }
        let mut scale = per_step * per_step;
        let mut roundings = 10.0;
        for (term, c) in curved[1..].iter_mut().zip(&taylor.c[3..]).take(terms.saturating_sub(1)) {
            scale *= per_step;
            *term = c * scale;
            error += unit * roundings * c.abs();
            roundings += 2.0;
        }
        let error = error * 1.001;
        let piece = Piece {
            constant: constant_upper,
            slope: slope_upper,
            bend: bend_upper,
            slope_rest,
            above: constant_rest + error,
            below: constant_rest - error,
            curved,
        };
        // A rounding boundary in twice the error, among the last places of the middle.
        let undecided = 2.0 * error / (taylor.c0.hi.abs() * power_of_two(-53));
        Some(Self { piece, terms, undecided })
    }
}

/// Where a step lies in a piece of `2 * half` steps from `first` on, as counted from its middle.
#[inline(always)]
pub(super) fn steps_from_middle(step: u64, first: u64, half: f64) -> f64 {
    small_whole(step - first) - half
}
