//! Sums, products and quotients.

use core::ops::{Add, Div, Mul, Sub};

use super::{Estimate, GREATEST, GREATEST_FLAT, LEAST, OPERATION_ERROR};
use crate::arithmetic::elementary::power_of_two;

impl Estimate {
    /// A sum of numbers of which one has a shift.
    #[cold]
    #[inline(never)]
    fn plus_shifted(self, other: Self) -> Self {
        if self.is_zero() {
            return other;
        }
        if other.is_zero() {
            return self;
        }
        let (mine, others) = (self.normal(), other.normal());
        if !(mine.error < 4.0 && others.error < 4.0) {
            return Self::UNKNOWN;
        }
        let (great, small) = if mine.shift < others.shift { (others, mine) } else { (mine, others) };
        let by = great.shift - small.shift;
        if by > GREATEST_FLAT {
            // Next to nothing, of either sign.
            return Self { error: great.error + power_of_two(2 - GREATEST_FLAT), ..great }.unshifted();
        }
        let power = power_of_two(-by);
        let small = Self { value: small.value.scaled(power), error: small.error * power, shift: great.shift };
        great.plus_aligned(small).unshifted()
    }

    #[inline(always)]
    fn plus_aligned(self, other: Self) -> Self {
        let value = self.value + other.value;
        let error = self.error + other.error + OPERATION_ERROR * value.hi.abs();
        Self { value, error, ..self }
    }

    #[inline(always)]
    fn product(self, other: Self) -> Self {
        let value = self.value * other.value;
        let error = self.value.hi.abs() * other.error
            + other.value.hi.abs() * self.error
            + self.error * other.error
            + OPERATION_ERROR * value.hi.abs();
        Self { value, error, shift: self.shift.saturating_add(other.shift) }
    }

    #[cold]
    #[inline(never)]
    fn product_of_others(self, other: Self) -> Self {
        if self.is_zero() || other.is_zero() {
            return Self::exact(0.0);
        }
        self.normal().product(other.normal()).unshifted()
    }

    #[inline(always)]
    fn quotient(self, other: Self) -> Self {
        let value = self.value / other.value;
        // The smallest that the divisor can be.
        let least = other.value.hi.abs() * 0.999_999 - other.error;
        let error = (self.error + value.hi.abs() * other.error) / least + OPERATION_ERROR * value.hi.abs();
        if least > 0.0 {
            Self { value, error, shift: self.shift.saturating_sub(other.shift) }
        } else {
            Self::UNKNOWN
        }
    }

    #[cold]
    #[inline(never)]
    fn quotient_of_others(self, other: Self) -> Self {
        if self.is_zero() {
            // What a formula divides by is not 0.
            return self;
        }
        self.normal().quotient(other.normal()).unshifted()
    }
}

/// Whether products and quotients of this size keep all of their bits.
#[inline(always)]
fn is_in_range(size: f64) -> bool {
    size > LEAST && size < GREATEST
}

impl Add for Estimate {
    type Output = Self;

    #[inline(always)]
    fn add(self, other: Self) -> Self {
        if (self.shift | other.shift) == 0 { self.plus_aligned(other) } else { self.plus_shifted(other) }
    }
}

impl Sub for Estimate {
    type Output = Self;

    #[inline(always)]
    fn sub(self, other: Self) -> Self {
        Add::add(self, other.negated())
    }
}

impl Mul for Estimate {
    type Output = Self;

    #[inline(always)]
    fn mul(self, other: Self) -> Self {
        let product = self.product(other);
        let is_flat = (self.shift | other.shift) == 0;
        if is_flat && is_in_range(product.value.hi.abs()) { product } else { self.product_of_others(other) }
    }
}

impl Div for Estimate {
    type Output = Self;

    #[inline(always)]
    fn div(self, other: Self) -> Self {
        let (mine, others) = (self.value.hi.abs(), other.value.hi.abs());
        if (self.shift | other.shift) == 0 && is_in_range(mine) && is_in_range(others) {
            let quotient = self.quotient(other);
            if is_in_range(quotient.value.hi.abs()) {
                return quotient;
            }
        }
        self.quotient_of_others(other)
    }
}
