//! The numbers that a formula is written with.

use core::ops::{Add, Div, Mul, Sub};

use num_bigint::BigUint;

use super::base::Base;
use super::stride::Count;
use crate::StepCount;

/// A kind of number that stands for a real number.
///
/// A class states its formula once, for any kind. [`Taylor`](super::Taylor) evaluates it for a block of
/// steps, [`Quick`](super::quick::Quick) and [`Estimate`](super::Estimate) for one step in double-doubles
/// with a bound of the error, and [`Number`](super::Number) exactly, or to any precision.
pub(crate) trait Real:
    Clone + Add<Output = Self> + Sub<Output = Self> + Mul<Output = Self> + Div<Output = Self>
{
    /// A constant.
    fn number(&self, value: f64) -> Self;

    /// A whole constant.
    fn whole(&self, value: u64) -> Self;

    /// A whole constant that is not a `u64`.
    fn huge(&self, value: &BigUint) -> Self;

    /// A count.
    #[inline(always)]
    fn count(&self, count: &Count) -> Self {
        match count {
            Count::Small(count) => self.whole(*count),
            Count::Huge(count) => self.huge(count),
        }
    }

    /// This step minus a multiple of a length, without the roundings of the two.
    fn after(self, times: &Count, length: StepCount) -> Self;

    /// A number of steps.
    #[inline(always)]
    fn steps(&self, count: StepCount) -> Self {
        count.whole().map_or_else(|| self.number(count.to_f64()), |whole| self.whole(whole))
    }

    /// Whether it is greater, as far as that is easy to tell.
    fn is_above(&self, other: &Self) -> bool;

    /// This number, or 0 if it is below.
    fn at_least_zero(self) -> Self;

    /// The greatest whole number that is not above this one, which is not negative.
    fn floor(self) -> Self;

    /// `eˣ`.
    fn exp(self) -> Self;

    /// A constant to this power.
    fn power_of(self, base: &Base) -> Self {
        self.number(base.value).power(self)
    }

    /// This number, which is not negative, to a power.
    fn power(self, exponent: Self) -> Self;

    /// `1 - (1 - self) ^ exponent` for a share, whose complement is `rest`; accurate where both are small.
    fn complement_of_power(self, rest: Self, exponent: f64) -> Self;

    /// `base ^ self - 1`, accurate where it is small.
    fn power_of_less_one(self, base: f64) -> Self;

    /// `log_base (1 + self)`, accurate where it is small.
    fn log_beside_one(self, base: f64) -> Self;

    /// `(1 - cos πx) / 2`.
    fn half_cosine(self) -> Self;
}
