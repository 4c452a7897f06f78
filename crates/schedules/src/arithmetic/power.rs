//! Powers of a number between 0 and 1.

use super::double_double::split;
use super::elementary::{LOG2_E, ln_near_one};
use super::exponential::{Power2, one_minus_power_of_two};
use super::{DoubleDouble, scale};

/// An exponent that is not negative, prepared.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) enum Power {
    /// 0, or what takes a logarithm.
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
            // Greater ones change nothing but to overflow.
            _ => Self::Real(exponent.min(1e200)),
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

    /// `share` to this power, for a share from 0 to 1; with power 0 that is 1.
    #[inline(always)]
    pub(crate) fn of_share(self, share: DoubleDouble) -> Power2 {
        if share.hi >= f64::MIN_POSITIVE {
            return self.of(share);
        }
        // A share of a share of time; the logarithm ends with the normal doubles.
        if share.hi > 0.0 {
            return self.of(DoubleDouble::from_f64(f64::MIN_POSITIVE));
        }
        Power2::from(if self == Self::Real(0.0) { DoubleDouble::ONE } else { DoubleDouble::ZERO })
    }

    /// `1 - (1 - gap)` to this power, for a gap from 0 to below 1, accurate for small gaps too.
    pub(crate) fn complement(self, gap: DoubleDouble) -> DoubleDouble {
        self.complement_beside(gap, DoubleDouble::ONE - gap)
    }

    /// The same where `1 - gap` is known better than the subtraction gives it.
    pub(crate) fn complement_beside(self, gap: DoubleDouble, base: DoubleDouble) -> DoubleDouble {
        if base.hi < f64::MIN_POSITIVE {
            return DoubleDouble::ONE; // A gap of 1 but for rounding.
        }
        match self {
            Self::Real(exponent) => one_minus_power_of_two(log2_beside_one(base, -gap).times_f64(exponent)),
            Self::Half => gap / square_root(base).plus_f64(1.0),
            // 1 - bⁿ = (1 - b)(1 + b + … + bⁿ⁻¹)
            Self::Whole(exponent) => {
                (1..exponent).fold(DoubleDouble::ONE, |sum, _| (sum * base).plus_f64(1.0)) * gap
            }
        }
    }
}

/// `√x` for a positive `x`.
pub(crate) fn square_root(x: DoubleDouble) -> DoubleDouble {
    let root = libm::sqrt(x.hi);
    let rest = x - DoubleDouble::product(root, root);
    DoubleDouble::sum_ordered(root, rest.hi / (2.0 * root))
}

/// The table entries stand for 96/128, 97/128, …, 192/128.
const FIRST_ENTRY: u32 = 96;
const ENTRIES: usize = 97;

/// A number near `1/c` that has at most 10 bits, and the logarithm of its reciprocal.
#[derive(Clone, Copy)]
struct Entry {
    reciprocal: f64,
    log2: DoubleDouble,
}

static TABLE: [Entry; ENTRIES] = {
    let mut table = [Entry { reciprocal: 1.0, log2: DoubleDouble::ZERO }; ENTRIES];
    let mut index = 0;
    let mut c = 0.75;
    while index < ENTRIES {
        // Adding and subtracting 3 · 2^42 rounds to a multiple of 2^-9.
        let reciprocal = (1.0 / c + 13_194_139_533_312.0) - 13_194_139_533_312.0;
        let exact = DoubleDouble::ONE.over(DoubleDouble::from_f64(reciprocal));
        table[index] = Entry { reciprocal, log2: ln_near_one(exact).times(LOG2_E) };
        c += 1.0 / 128.0;
        index += 1;
    }
    table
};

/// `log₂ x` for a positive `x`, good to 2⁻⁶⁸, and to 2⁻⁶² of the result.
#[inline(always)]
#[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "between 96 and 192")]
pub(super) fn log2(x: DoubleDouble) -> DoubleDouble {
    let biased = i32::try_from(x.hi.to_bits() >> 52).unwrap_or(0);
    // Into 0.75..1.5: numbers near 1, whose logarithm is small, must not be halved.
    let above = i32::from(x.hi.to_bits() & (1 << 51) != 0);
    let exponent = biased - 1_023 + above;
    let mantissa = x.times_power_of_two(scale::power_of_two(-exponent));

    let nearest = (mantissa.hi * 128.0 + 0.5) as u32;
    let entry = &TABLE[(nearest - FIRST_ENTRY) as usize];
    // Products of 26 and 10 bits are exact, and so is the difference from 1.
    let (upper, lower) = split(mantissa.hi);
    let z = upper * entry.reciprocal - 1.0;
    let z_rest = (lower + mantissa.lo) * entry.reciprocal;
    let z = DoubleDouble::sum(z, z_rest);
    let fraction = ln_1p_short(z) * LOG2_E;
    let whole = DoubleDouble::sum(f64::from(exponent), entry.log2.hi);
    let sum = DoubleDouble::sum(whole.hi, fraction.hi);
    DoubleDouble::sum_ordered(sum.hi, sum.lo + (whole.lo + (entry.log2.lo + fraction.lo)))
}

/// `ln (1 + z)` for `|z|` up to 1/128, good to 2⁻⁶⁹.
#[inline(always)]
fn ln_1p_short(z: DoubleDouble) -> DoubleDouble {
    let x = z.hi;
    let square = x * x;
    let tail = ln_1p_tail(x);
    DoubleDouble::sum_ordered(x, z.lo - 0.5 * square - x * z.lo + x * square * tail)
}

/// `1/3 - z/4 + z²/5 - …`
#[inline(always)]
fn ln_1p_tail(z: f64) -> f64 {
    let tail = -1.0 / 6.0 + z * (1.0 / 7.0 + z * (-1.0 / 8.0 + z * (1.0 / 9.0)));
    1.0 / 3.0 + z * (-1.0 / 4.0 + z * (1.0 / 5.0 + z * tail))
}

/// `log₂ x` for a positive `x`, given `x - 1` too, which is accurate where `x` is near 1.
pub(super) fn log2_beside_one(x: DoubleDouble, excess: DoubleDouble) -> DoubleDouble {
    if excess.hi.abs() < 1.0 / 256.0 { ln_1p(excess) * LOG2_E } else { log2(x) }
}

/// `ln (1 + z)` for `|z|` up to 1/128, good to 2⁻⁶⁷ of the result.
fn ln_1p(z: DoubleDouble) -> DoubleDouble {
    let square = z.squared();
    (z - square.times_power_of_two(0.5)).plus_f64(z.hi * square.hi * ln_1p_tail(z.hi))
}
