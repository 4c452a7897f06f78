//! The half cosine that falls from 1 to 0.

use core::f64::consts::PI;

use super::DoubleDouble;
use super::elementary::{HALF_PI, sin};

/// Number of table intervals between no time left and all of it.
const INTERVALS: usize = 128;

/// The curve and its slope in the middle of a table interval.
#[derive(Clone, Copy)]
struct Entry {
    /// `(1 - cos θ) / 2`.
    value: DoubleDouble,
    /// `sin θ`.
    sin: f64,
}

/// For the angles θ = i/128 · π.
static TABLE: [Entry; INTERVALS + 1] = {
    let mut table = [Entry { value: DoubleDouble::ZERO, sin: 0.0 }; INTERVALS + 1];
    let mut index = 0;
    let mut share = 0.0;
    while index <= INTERVALS {
        let half_sin = sin(HALF_PI.times_f64(share));
        let half_cos = sin(HALF_PI.times_f64(1.0 - share));
        table[index] = Entry { value: half_sin.squared(), sin: 2.0 * half_sin.times(half_cos).hi };
        share += 1.0 / 128.0;
        index += 1;
    }
    table
};

/// Below this share the table, with its absolute accuracy, would no longer do.
const SMALL_SHARE: f64 = 0.125;

/// `(1 + cos(π (1 - left))) / 2 = sin²(π/2 · left)`, where `left`, between 0 and 1, is the share of the decay
/// that is still to come.
///
/// The square keeps its accuracy where the decay ends and `1 + cos` would cancel. Good to 2⁻⁵⁷ at least, to
/// 2⁻⁵⁹ near the end.
#[inline(always)]
pub(crate) fn half_cosine(left: DoubleDouble) -> DoubleDouble {
    if left.hi < SMALL_SHARE { small_half_cosine(left) } else { half_cosine_by_table(left) }
}

/// From the nearest table entry by the addition theorem: with θ + δ,
/// `(1 - cos(θ + δ)) / 2 = (1 - cos θ) / 2 + sin θ · sin δ / 2 + cos θ · (1 - cos δ) / 2`.
#[inline(always)]
#[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "between 16 and 128.5")]
fn half_cosine_by_table(left: DoubleDouble) -> DoubleDouble {
    let nearest = (left.hi * 128.0 + 0.5) as u32;
    let entry = &TABLE[(nearest as usize).min(INTERVALS)];
    let delta = ((left.hi - f64::from(nearest) / 128.0) + left.lo) * PI;
    let square = delta * delta;
    let half_sin = delta * (0.5 + square * (-1.0 / 12.0 + square * (1.0 / 240.0)));
    let half_versine = square * (0.25 + square * (-1.0 / 48.0 + square * (1.0 / 1_440.0)));
    let cos = 1.0 - 2.0 * entry.value.hi;
    let rest = entry.sin * half_sin + (cos * half_versine + entry.value.lo);
    DoubleDouble::sum_ordered(entry.value.hi, rest)
}

/// By the series `sin² t = t² - t⁴/3 + 2t⁶/45 - …`.
#[inline(always)]
fn small_half_cosine(left: DoubleDouble) -> DoubleDouble {
    const SQUARE_OF_HALF_PI: DoubleDouble = HALF_PI.squared();
    let square = left.squared() * SQUARE_OF_HALF_PI;
    let x = square.hi;
    let tail = 2.0 / 14_175.0 + x * (-2.0 / 467_775.0 + x * (4.0 / 42_567_525.0));
    let tail = -1.0 / 3.0 + x * (2.0 / 45.0 + x * (-1.0 / 315.0 + x * tail));
    DoubleDouble::sum_ordered(x, square.lo + x * x * tail)
}
