//! Sums, products and quotients.

use core::ops::{Add, Div, Mul, Sub};

use super::{DEGREE, ROUNDING, Taylor, small};
use crate::arithmetic::elementary::power_of_two;
use crate::arithmetic::estimate::{Estimate, OPERATION_ERROR};

impl Taylor {
    /// Times a constant.
    pub(super) fn scaled(mut self, factor: Estimate) -> Self {
        let Estimate { value, error, .. } = factor.flat();
        let (size, greatest) = (value.hi.abs(), self.greatest());
        if greatest * size < power_of_two(-800) {
            return Self::unknown();
        }
        let mut curved = 0.0;
        for c in self.c.iter_mut().take(self.degree + 1).skip(3) {
            curved += c.abs();
            *c *= value.hi;
        }
        // The upper half of the factor, and the product.
        let rounded = OPERATION_ERROR * greatest + 2.0 * ROUNDING * curved;
        let error = (self.error * (size + error) + greatest * error + rounded * size) * 1.001;
        Self::new([self.c0, self.c1, self.c2].map(|c| c * value), self.c, self.degree, error)
    }
}

impl Add for Taylor {
    type Output = Self;

    fn add(self, other: Self) -> Self {
        if other.is_constant(0.0) {
            return self;
        }
        if self.is_constant(0.0) {
            return other;
        }
        let c0 = self.c0 + other.c0;
        let c1 = self.c1 + other.c1;
        let c2 = self.c2 + other.c2;
        let mut c = [0.0; DEGREE + 1];
        let degree = self.degree.max(other.degree);
        let mut rounded = 0.0;
        for (n, sum) in c.iter_mut().enumerate().take(degree + 1).skip(3) {
            *sum = self.c[n] + other.c[n];
            rounded += sum.abs();
        }
        let error = self.error
            + other.error
            + OPERATION_ERROR * (c0.hi.abs() + c1.hi.abs() + c2.hi.abs())
            + ROUNDING * 1.001 * rounded;
        Self::new([c0, c1, c2], c, degree, error)
    }
}

impl Sub for Taylor {
    type Output = Self;

    fn sub(self, other: Self) -> Self {
        Add::add(self, other.negated())
    }
}

impl Mul for Taylor {
    type Output = Self;

    fn mul(self, other: Self) -> Self {
        if other.is_constant(1.0) || self.is_constant(0.0) {
            return self;
        }
        if self.is_constant(1.0) || other.is_constant(0.0) {
            return other;
        }
        if let Some(factor) = other.as_constant() {
            return self.scaled(factor);
        }
        if let Some(factor) = self.as_constant() {
            return other.scaled(factor);
        }
        let c0 = self.c0 * other.c0;
        let products = [self.c0 * other.c1, self.c1 * other.c0];
        let c1 = products[0] + products[1];
        let squares = [self.c0 * other.c2, self.c1 * other.c1, self.c2 * other.c0];
        let c2 = squares[0] + squares[1] + squares[2];
        let degree = (self.degree + other.degree).min(DEGREE);
        let mut c = [0.0; DEGREE + 1];
        let mut rounded = 0.0;
        let mut left_out = 0.0;
        for n in 3..=self.degree + other.degree {
            let mut sum = 0.0;
            let mut magnitude = 0.0;
            for k in n.saturating_sub(other.degree)..=n.min(self.degree) {
                let product = self.c[k] * other.c[n - k];
                sum += product;
                magnitude += product.abs();
            }
            match c.get_mut(n) {
                Some(coefficient) => {
                    *coefficient = sum;
                    rounded += (small(n) + 4.0) * magnitude;
                }
                None => left_out += magnitude,
            }
        }
        let (mine, others) = (self.greatest(), other.greatest());
        let mut error = mine * other.error + others * self.error + self.error * other.error;
        let magnitudes: f64 = products.iter().chain(&squares).map(|product| product.hi.abs()).sum();
        error += 4.0 * OPERATION_ERROR * (c0.hi.abs() + magnitudes);
        error += 1.001 * (ROUNDING * rounded + left_out);
        if mine * others < power_of_two(-800) {
            return Self::unknown();
        }
        Self::new([c0, c1, c2], c, degree, error)
    }
}

impl Div for Taylor {
    type Output = Self;

    fn div(self, other: Self) -> Self {
        match other.as_constant() {
            Some(divisor) => self * Self::constant(Estimate::exact(1.0) / divisor),
            None => self * other.recip(),
        }
    }
}
