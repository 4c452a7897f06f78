//! Powers of a number between 0 and 1.

use super::elementary::{LOG2_E, ln_near_one};
use super::exponential::{Power2, one_minus_power_of_two};
use super::{DoubleDouble, scale};

/// An exponent that is not negative, prepared.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) enum Power {
    /// 0, a half, or what takes a logarithm.
    Real(f64),
    Half,
    /// Small enough that repeated multiplication is quick and cannot underflow.
    Whole(u8),
}

impl Power {
    pub(crate) fn new(exponent: f64) -> Self {
        match exponent {
            0.5 => Self::Half,
            1.0 => Self::Whole(1),
            2.0 => Self::Whole(2),
            3.0 => Self::Whole(3),
            4.0 => Self::Whole(4),
            _ => Self::Real(exponent),
        }
    }

    /// `base` to this power, for a base above 0 and up to 1.
    #[inline(always)]
    pub(crate) fn of(self, base: DoubleDouble) -> Power2 {
        let mantissa = match self {
            Self::Real(exponent) => return Power2::of(log2(base).times_f64(exponent)),
            Self::Half => square_root(base),
            Self::Whole(exponent) => (1..exponent).fold(base, |power, _| power * base),
        };
        Power2 { mantissa, exponent: 0 }
    }

    /// `1 - (1 - gap)` to this power, for a gap from 0 to below 1, accurate for small gaps too.
    pub(crate) fn complement(self, gap: DoubleDouble) -> DoubleDouble {
        let base = DoubleDouble::ONE - gap;
        match self {
            Self::Real(exponent) => {
                let log2 = log2_of_complement(gap).times_f64(exponent);
                if log2.hi > -1.0 {
                    return one_minus_power_of_two(log2);
                }
                let Power2 { mantissa, exponent } = Power2::of(log2);
                let power = if exponent < -200 { 0.0 } else { scale::power_of_two(exponent) };
                DoubleDouble::ONE - mantissa.times_power_of_two(power)
            }
            Self::Half => gap / square_root(base).plus_f64(1.0),
            // 1 - bⁿ = (1 - b)(1 + b + … + bⁿ⁻¹)
            Self::Whole(exponent) => {
                (1..exponent).fold(DoubleDouble::ONE, |sum, _| (sum * base).plus_f64(1.0)) * gap
            }
        }
    }
}

fn square_root(x: DoubleDouble) -> DoubleDouble {
    let root = libm::sqrt(x.hi);
    let rest = x - DoubleDouble::product(root, root);
    DoubleDouble::sum_ordered(root, rest.hi / (2.0 * root))
}

/// The table entries stand for 96/128, 97/128, …, 192/128.
const FIRST_ENTRY: u32 = 96;
const ENTRIES: usize = 97;

/// `1/c` and `ln c` for the numbers `c` of the table.
static TABLE: [(DoubleDouble, DoubleDouble); ENTRIES] = {
    let mut table = [(DoubleDouble::ONE, DoubleDouble::ZERO); ENTRIES];
    let mut index = 0;
    let mut c = 0.75;
    while index < ENTRIES {
        let exact = DoubleDouble::from_f64(c);
        table[index] = (DoubleDouble::ONE.over(exact), ln_near_one(exact));
        c += 1.0 / 128.0;
        index += 1;
    }
    table
};

/// `log₂ x` for a positive `x`, good to 2⁻⁶⁷ of the result.
#[inline(always)]
#[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "between 96 and 192")]
fn log2(x: DoubleDouble) -> DoubleDouble {
    let biased = i32::try_from(x.hi.to_bits() >> 52).unwrap_or(0);
    // Into 0.75..1.5: numbers near 1, whose logarithm is small, must not be halved.
    let above = i32::from(x.hi.to_bits() & (1 << 51) != 0);
    let exponent = biased - 1_023 + above;
    let mantissa = x.times_power_of_two(scale::power_of_two(-exponent));

    let nearest = (mantissa.hi * 128.0 + 0.5) as u32;
    let (reciprocal, ln) = TABLE[(nearest - FIRST_ENTRY) as usize];
    let offset = DoubleDouble::sum_ordered(mantissa.hi - f64::from(nearest) / 128.0, mantissa.lo);
    let ln = ln_1p(offset * reciprocal) + ln;
    (ln * LOG2_E).plus_f64(f64::from(exponent))
}

/// `log₂ (1 - gap)` for a gap below 1.
fn log2_of_complement(gap: DoubleDouble) -> DoubleDouble {
    if gap.hi < 1.0 / 256.0 { ln_1p(-gap) * LOG2_E } else { log2(DoubleDouble::ONE - gap) }
}

/// `ln (1 + z)` for `|z|` up to 1/190.
#[inline(always)]
fn ln_1p(z: DoubleDouble) -> DoubleDouble {
    let square = z.squared();
    let x = z.hi;
    let tail = -1.0 / 6.0 + x * (1.0 / 7.0 + x * (-1.0 / 8.0 + x * (1.0 / 9.0)));
    let tail = 1.0 / 3.0 + x * (-1.0 / 4.0 + x * (1.0 / 5.0 + x * tail));
    (z - square.times_power_of_two(0.5)).plus_f64(x * square.hi * tail)
}
