//! The half cosine that falls from 1 to 0.

use super::DoubleDouble;
use super::elementary::{HALF_PI, sin};

/// Number of table entries in a right angle.
const INTERVALS: usize = 64;

/// sin(i/64 · π/2).
static SINES: [DoubleDouble; INTERVALS + 1] = {
    let mut table = [DoubleDouble::ZERO; INTERVALS + 1];
    let mut index = 0;
    let mut fraction = 0.0;
    while index <= INTERVALS {
        table[index] = sin(HALF_PI.times_f64(fraction));
        fraction += 1.0 / 64.0;
        index += 1;
    }
    table
};

/// `(1 + cos(π (1 - left))) / 2 = sin²(π/2 · left)`, where `left`, between 0 and 1, is the share of the decay
/// that is still to come.
///
/// The square keeps its accuracy where the decay ends and `1 + cos` would cancel. Good to 2⁻⁶².
#[inline(always)]
#[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "between 0 and 64.5")]
pub(crate) fn half_cosine(left: DoubleDouble) -> DoubleDouble {
    let nearest = (left.hi * 64.0 + 0.5) as u32;
    let index = (nearest as usize).min(INTERVALS);
    let rest = DoubleDouble::sum_ordered(left.hi - f64::from(nearest) / 64.0, left.lo);
    let (table_sin, table_cos) = (SINES[index], SINES[INTERVALS - index]);

    let angle = rest * HALF_PI;
    let square = angle.hi * angle.hi;
    let sin_tail = angle.hi * square * (-1.0 / 6.0 + square * (1.0 / 120.0 - square * (1.0 / 5_040.0)));
    let cos_minus_one = square * (-0.5 + square * (1.0 / 24.0 - square * (1.0 / 720.0)));

    let product = DoubleDouble::product(table_cos.hi, angle.hi);
    let sum = DoubleDouble::sum(table_sin.hi, product.hi);
    let tail = table_cos.hi * (angle.lo + sin_tail) + table_cos.lo * angle.hi;
    let tail = tail + table_sin.hi * cos_minus_one + (product.lo + table_sin.lo);
    DoubleDouble::sum_ordered(sum.hi, sum.lo + tail).squared()
}
