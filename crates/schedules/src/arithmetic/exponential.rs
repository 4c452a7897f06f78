//! Powers of two with real exponents, and exponential curves made of them.

use super::elementary::{LN_2, log2, small_exp_m1};
use super::scale::power_of_two;
use super::{DoubleDouble, Factor};

/// Number of table entries between one power of two and the next.
const INTERVALS: usize = 128;

/// 2^(i/128).
static TABLE: [DoubleDouble; INTERVALS] = {
    let mut table = [DoubleDouble::ONE; INTERVALS];
    let mut index = 0;
    let mut fraction = 0.0;
    while index < INTERVALS {
        table[index] = small_exp_m1(LN_2.times_f64(fraction)).plus_f64(1.0);
        fraction += 1.0 / 128.0;
        index += 1;
    }
    table
};

/// Beyond this exponent every double saturates or vanishes, whatever it is multiplied with.
const GREATEST_EXPONENT: f64 = 2_200.0;

/// `mantissa * 2^exponent`, good to 2⁻⁶⁰.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Power2 {
    pub(crate) mantissa: DoubleDouble,
    pub(crate) exponent: i32,
}

impl From<DoubleDouble> for Power2 {
    fn from(mantissa: DoubleDouble) -> Self {
        Self { mantissa, exponent: 0 }
    }
}

impl From<Power2> for DoubleDouble {
    /// What is below 2⁻⁶⁰⁰ becomes 0.
    fn from(power: Power2) -> Self {
        if power.exponent < -600 {
            return Self::ZERO;
        }
        power.mantissa.times_power_of_two(power_of_two(power.exponent.min(600)))
    }
}

impl Power2 {
    /// The sum of two numbers that are not negative.
    pub(crate) fn plus_positive(self, other: Self) -> Self {
        let (greater, smaller) = if self.exponent >= other.exponent { (self, other) } else { (other, self) };
        let difference = greater.exponent - smaller.exponent;
        if difference > 600 {
            // Mantissas lie near 1, unless they are 0.
            return if greater.mantissa.hi == 0.0 { smaller } else { greater };
        }
        let smaller = smaller.mantissa.times_power_of_two(power_of_two(-difference));
        Self { mantissa: greater.mantissa.plus_positive(smaller), exponent: greater.exponent }
    }

    #[inline(always)]
    pub(crate) fn times(self, factor: DoubleDouble) -> Self {
        Self { mantissa: self.mantissa * factor, exponent: self.exponent }
    }

    #[inline(always)]
    pub(super) fn scaled(self, factor: &Factor) -> Self {
        Self { mantissa: factor.times(self.mantissa), exponent: self.exponent }
    }

    /// `2^exponent` for any exponent; beyond ±2200 that of ±2200.
    #[inline(always)]
    #[expect(clippy::cast_possible_truncation, reason = "the exponent is limited")]
    pub(crate) fn of(exponent: DoubleDouble) -> Self {
        if !(-GREATEST_EXPONENT..=GREATEST_EXPONENT).contains(&exponent.hi) {
            let limited = if exponent.hi > 0.0 { GREATEST_EXPONENT } else { -GREATEST_EXPONENT };
            return Self { mantissa: DoubleDouble::ONE, exponent: limited as i32 };
        }
        let half = if exponent.hi < 0.0 { -0.5 } else { 0.5 };
        let nearest = (exponent.hi * 128.0 + half) as i32;
        let rest = (exponent.hi - f64::from(nearest) / 128.0) + exponent.lo;
        let entry = TABLE[(nearest & 127).unsigned_abs() as usize];
        let grown = entry.hi * small_power_minus_one(rest) + entry.lo;
        Self { mantissa: DoubleDouble::sum_ordered(entry.hi, grown), exponent: nearest >> 7 }
    }
}

/// `2^x - 1` for `|x|` up to 1/256, in plain doubles.
#[inline(always)]
fn small_power_minus_one(x: f64) -> f64 {
    let t = x * LN_2.hi;
    t + exp_tail(t)
}

/// `eᵗ - 1 - t` for small `t`, in plain doubles.
#[inline(always)]
fn exp_tail(t: f64) -> f64 {
    t * t * (0.5 + t * (1.0 / 6.0 + t * (1.0 / 24.0 + t * (1.0 / 120.0 + t * (1.0 / 720.0)))))
}

/// `1 - 2^x` for `x` up to 0, without cancellation.
#[expect(clippy::cast_possible_truncation, reason = "between -128 and 0")]
pub(super) fn one_minus_power_of_two(x: DoubleDouble) -> DoubleDouble {
    if x.hi < -1.0 {
        return DoubleDouble::ONE - Power2::of(x).into();
    }
    let nearest = (x.hi * 128.0 - 0.5) as i32;
    let entry = TABLE[(nearest & 127).unsigned_abs() as usize];
    let entry = entry.times_power_of_two(if nearest < 0 { 0.5 } else { 1.0 });
    let t = x.plus_f64(f64::from(-nearest) / 128.0) * LN_2;
    DoubleDouble::ONE - entry - entry * t.plus_f64(exp_tail(t.hi))
}

/// `base^(x / span)` for whole numbers `x`.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) enum Exponential {
    /// The base is 0: 1 at the start, then 0.
    Zero,
    /// log₂ of the growth per unit.
    Log2(Factor),
}

/// More growth per step than this saturates at step 1, whatever it is multiplied with.
const GREATEST_SLOPE: f64 = 1e6;

impl Exponential {
    /// The curve `base^(x / span)`, where `base` is finite and not negative, and `1 / span` is given.
    pub(crate) fn new(base: f64, span_reciprocal: DoubleDouble) -> Self {
        if base == 0.0 {
            return Self::Zero;
        }
        let log2 = log2(base);
        if (log2.hi * span_reciprocal.hi).abs() > GREATEST_SLOPE {
            let limited = if log2.hi > 0.0 { GREATEST_SLOPE } else { -GREATEST_SLOPE };
            return Self::Log2(Factor::new(DoubleDouble::from_f64(limited)));
        }
        Self::Log2(Factor::new(log2 * span_reciprocal))
    }

    /// 1 less the value at `x`, for a base up to 1, without cancellation.
    pub(crate) fn missing_at(self, x: DoubleDouble) -> DoubleDouble {
        match self {
            Self::Zero if x.hi > 0.0 => DoubleDouble::ONE,
            Self::Zero => DoubleDouble::ZERO,
            Self::Log2(slope) => one_minus_power_of_two(slope.times_whole(x)),
        }
    }

    /// The value at `x`, which is whole and not negative; `None` for zero.
    #[inline(always)]
    pub(crate) fn at(self, x: DoubleDouble) -> Option<Power2> {
        match self {
            Self::Zero if x.hi > 0.0 => None,
            Self::Zero => Some(Power2 { mantissa: DoubleDouble::ONE, exponent: 0 }),
            Self::Log2(slope) => Some(Power2::of(slope.times_whole(x))),
        }
    }
}
