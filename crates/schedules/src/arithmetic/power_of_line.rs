//! Powers of numbers that have no bounds.

use super::exponential::Power2;
use super::power::log2;
use super::{DoubleDouble, Factor, square_root};

/// `height * (offset + (x * slope) ^ inner) ^ outer`.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct PowerOfLine {
    height: DoubleDouble,
    slope: Factor,
    offset: DoubleDouble,
    inner: f64,
    outer: f64,
}

/// Between this and its reciprocal the numbers themselves are computed with, outside with their logarithms.
const LARGE: f64 = 1e50;

impl PowerOfLine {
    pub(crate) fn new(height: f64, slope: DoubleDouble, offset: f64, inner: f64, outer: f64) -> Self {
        Self {
            height: DoubleDouble::from_f64(height),
            slope: Factor::new(slope),
            offset: DoubleDouble::from_f64(offset),
            inner,
            outer,
        }
    }

    /// The value at `x`, which is not 0 where that would be a pole.
    pub(crate) fn at(&self, x: u64) -> Power2 {
        let base = match self.sum(self.slope.times(DoubleDouble::from_u64(x))) {
            Sum::Number(number) => number,
            Sum::Log2(log2) => return self.of_log2(log2),
        };
        match self.outer {
            -1.0 => Power2::from(self.height / base),
            -0.5 => Power2::from(self.height / square_root(base)),
            1.0 => Power2::from(self.height * base),
            _ if base.hi == 0.0 && self.outer == 0.0 => Power2::from(self.height),
            _ if base.hi == 0.0 => Power2::from(DoubleDouble::ZERO),
            _ => self.of_log2(log2(base)),
        }
    }

    fn of_log2(&self, log2_of_base: DoubleDouble) -> Power2 {
        Power2::of(log2_of_base.times_f64(self.outer)).times(self.height)
    }

    /// `offset + time ^ inner`.
    fn sum(&self, time: DoubleDouble) -> Sum {
        if time.hi == 0.0 {
            return Sum::Number(self.offset);
        }
        let is_moderate = (1.0 / LARGE..=LARGE).contains(&time.hi);
        let power = match self.inner {
            1.0 if is_moderate => time,
            2.0 if is_moderate => time.squared(),
            inner => {
                let log2_of_power = log2(time).times_f64(inner);
                // The offset is 0 or from 1e-100 to 1e100, some 2^±332: what is greater by more than the digits of a pair
                // of doubles swallows it, and what is smaller matters only where nothing is added.
                if log2_of_power.hi > 450.0 || (log2_of_power.hi < -332.0 && self.offset.hi == 0.0) {
                    return Sum::Log2(log2_of_power);
                }
                Power2::of(log2_of_power).into()
            }
        };
        Sum::Number(power.plus_positive(self.offset))
    }
}

/// A positive number, or its logarithm where it is very large or small.
enum Sum {
    Number(DoubleDouble),
    Log2(DoubleDouble),
}
