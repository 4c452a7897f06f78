//! Counting how often a length fits into a number of steps.

use num_bigint::{BigInt, BigUint};
use num_traits::ToPrimitive as _;

use super::fraction::Fraction;
use crate::StepCount;
use crate::parameters::decimal::Decimal;

/// A length, by which a step is divided into whole times and a rest.
///
/// The length is the double that the file holds. Where a multiple of it is a whole step in the file's own
/// decimal digits, it is that step: 3 is 30 times 0.1, though the double next to 0.1 lies above it.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Stride {
    length: StepCount,
    /// The length as `mantissa * 2^exponent`, if it is not whole.
    mantissa: u64,
    exponent: i32,
    /// The length in decimal digits as a fraction in lowest terms, if that is not the double: a number of
    /// steps and how often the length fits into them.
    decimal: Option<(u64, BigUint)>,
}

/// A whole number.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Count {
    Small(u64),
    /// One that is not a `u64`: how often a tiny length fits.
    Huge(BigUint),
}

impl Count {
    pub(crate) fn new(count: BigInt) -> Self {
        count.to_u64().map_or_else(|| Self::Huge(count.magnitude().clone()), Self::Small)
    }

    fn product(factor: u64, other: &BigUint) -> Self {
        let product = other.to_u64().and_then(|other| factor.checked_mul(other));
        product.map_or_else(|| Self::new(BigInt::from(other * factor)), Self::Small)
    }

    /// This number, or the even one before it.
    pub(crate) fn even(self) -> Self {
        match self {
            Self::Small(count) => Self::Small(count & !1),
            Self::Huge(mut count) => {
                count.set_bit(0, false);
                Self::Huge(count)
            }
        }
    }

    fn next(self) -> Self {
        match self {
            Self::Small(count) => {
                count.checked_add(1).map_or_else(|| Self::Huge(BigUint::from(count) + 1u32), Self::Small)
            }
            Self::Huge(count) => Self::Huge(count + 1u32),
        }
    }

    /// What is left of a step after a multiple of a length; negative before it.
    pub(super) fn rest_of(&self, step: u64, length: StepCount) -> Fraction {
        let times = match self {
            Self::Small(times) => Fraction::whole(*times),
            Self::Huge(times) => Fraction::whole(times.clone()),
        };
        &Fraction::whole(step) - &(&times * &length.to_fraction())
    }

    /// The same as a whole number and the power of two that it is multiplied with, if 128 bits are enough.
    #[inline]
    pub(super) fn small_rest_of(&self, step: u64, length: StepCount) -> Option<(i128, i32)> {
        let &Self::Small(times) = self else { return None };
        let difference =
            |step: u128, gone: u128| i128::try_from(step).ok()?.checked_sub(i128::try_from(gone).ok()?);
        if let Some(length) = length.whole() {
            let difference = difference(u128::from(step), u128::from(times) * u128::from(length))?;
            return Some((difference, 0));
        }
        let bits = length.to_f64().to_bits();
        let exponent = i32::try_from(bits >> 52).ok()?;
        let places = u32::try_from(1_075 - exponent).ok().filter(|_| exponent > 0)?;
        if places >= step.leading_zeros() + 63 {
            return None;
        }
        let mantissa = bits & ((1 << 52) - 1) | 1 << 52;
        let difference = difference(u128::from(step) << places, u128::from(times) * u128::from(mantissa))?;
        Some((difference, exponent - 1_075))
    }

    /// The count, limited to `u64::MAX`.
    pub(crate) fn to_u64(&self) -> u64 {
        match self {
            Self::Small(count) => *count,
            Self::Huge(_) => u64::MAX,
        }
    }
}

/// The step that a multiple of a length is at.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Boundary {
    /// The first step that is not before it.
    pub(crate) step: u64,
    /// Whether it is at this step.
    pub(crate) is_whole: bool,
}

impl Stride {
    pub(crate) fn new(length: StepCount) -> Self {
        if length.whole().is_some() {
            return Self { length, mantissa: 1, exponent: 0, decimal: None };
        }
        let double = Fraction::from_f64(length.to_f64());
        let places = i32::try_from(double.denominator.bits()).unwrap_or(i32::MAX) - 1;
        // What is neither whole nor has places is 2^64 or more: no step is so far away.
        let mantissa = double.numerator.to_u64().unwrap_or(u64::MAX);
        let decimal =
            Decimal::of(length.to_f64()).map(Decimal::to_fraction).filter(|decimal| *decimal != double);
        let decimal = decimal.and_then(|decimal| Some((decimal.numerator.to_u64()?, decimal.denominator)));
        Self { length, mantissa, exponent: -places, decimal }
    }

    pub(crate) fn length(&self) -> StepCount {
        self.length
    }

    /// How often the length fits into `step`; a multiple in decimal digits counts as one.
    pub(crate) fn times(&self, step: u64) -> Count {
        let times = self.times_of_double(step);
        match &self.decimal {
            Some((steps, times_each)) => times.max(Count::product(step / steps, times_each)),
            None => times,
        }
    }

    /// How many times the length must be taken to get to `step`; a multiple in decimal digits gets there
    /// exactly.
    pub(crate) fn times_to_reach(&self, step: u64) -> Count {
        let times = self.times_of_double(step);
        let times = if self.is_at(&times, step) { times } else { times.next() };
        let Some((steps, times_each)) = &self.decimal else { return times };
        let decimal = Count::product(step / steps, times_each);
        if step.checked_rem(*steps) != Some(0) {
            return times.max(decimal.next());
        }
        // Far from the beginning the double's own multiples may be whole steps ahead.
        step.checked_sub(1).map_or(Count::Small(0), |before| decimal.max(self.times_of_double(before).next()))
    }

    /// Whether this multiple of the double itself is at `step`.
    fn is_at(&self, times: &Count, step: u64) -> bool {
        match times {
            Count::Small(times) => {
                self.boundary_of_double(*times).is_some_and(|at| at.is_whole && at.step == step)
            }
            // A length that fits so often has places.
            Count::Huge(times) => {
                times * self.mantissa == BigUint::from(step) << self.exponent.unsigned_abs()
            }
        }
    }

    /// Where this multiple of the length lies, if it is no later than the last step of all.
    pub(crate) fn boundary(&self, times: u64) -> Option<Boundary> {
        let double = self.boundary_of_double(times);
        let decimal = self.decimal.as_ref().and_then(|(steps, each)| {
            let each = each.to_u64()?;
            let step = times.div_ceil(each).checked_mul(*steps)?;
            Some(Boundary { step, is_whole: times.checked_rem(each) == Some(0) })
        });
        // A later multiple in decimal digits may come before this one of the double, and far from the
        // beginning this one of the double whole steps before that in decimal digits.
        let is_first = |decimal: &Boundary| {
            double.is_none_or(|at| decimal.step < at.step || (decimal.is_whole && decimal.step == at.step))
        };
        decimal.filter(is_first).or(double)
    }

    fn boundary_of_double(&self, times: u64) -> Option<Boundary> {
        if let Some(length) = self.length.whole() {
            return times.checked_mul(length).map(|step| Boundary { step, is_whole: true });
        }
        if self.exponent >= 0 {
            // The length is 2^64 steps or more.
            return (times == 0).then_some(Boundary { step: 0, is_whole: true });
        }
        let product = u128::from(times) * u128::from(self.mantissa);
        let places = self.exponent.unsigned_abs();
        let whole = product.checked_shr(places).unwrap_or(0);
        let is_whole = product == whole.checked_shl(places).unwrap_or(0);
        let step = u64::try_from(whole + u128::from(!is_whole)).ok()?;
        Some(Boundary { step, is_whole })
    }

    /// The first step that the length fits into so often.
    pub(crate) fn first_step_of(&self, times: &Count) -> Option<u64> {
        let is_before = |step| self.times(step) < *times;
        let (mut low, mut high) = (0, u64::MAX);
        if is_before(high) {
            return None;
        }
        while low < high {
            let middle = low + (high - low) / 2;
            if is_before(middle) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        Some(low)
    }

    /// The last step of a stair that `step` is one of.
    pub(crate) fn last_of(&self, stair: &Count, step: u64) -> u64 {
        match stair {
            Count::Small(index) => match index.checked_add(1).and_then(|next| self.boundary(next)) {
                Some(next) => next.step.saturating_sub(1).max(step),
                None => u64::MAX,
            },
            Count::Huge(_) => step,
        }
    }

    /// How often the double itself fits.
    fn times_of_double(&self, step: u64) -> Count {
        if let Some(length) = self.length.whole() {
            return Count::Small(step / length);
        }
        if self.exponent >= 0 {
            return Count::Small(0);
        }
        let places = self.exponent.unsigned_abs();
        if places <= step.leading_zeros() + 63 {
            let times = (u128::from(step) << places) / u128::from(self.mantissa);
            if let Ok(times) = u64::try_from(times) {
                return Count::Small(times);
            }
        }
        Count::new((BigInt::from(step) << places) / self.mantissa)
    }
}
