//! A formula over a block of steps: a polynomial with a bound of its distance from the formula.
//!
//! These are Taylor models (Makino and Berz, *Taylor models and other validated functional inclusion
//! methods*, 2003): every operation computes the coefficients of its result by the recurrences of automatic
//! differentiation (Griewank and Walther, *Evaluating Derivatives*, 2008, chapter 13), and adds to the bound
//! what it leaves out and what it rounds. docs/numerics.md derives the bounds.

use core::ops::{Add, Div, Mul, Sub};

use num_bigint::BigUint;

use super::base::Base;
use super::double_double::DoubleDouble;
use super::elementary::{self, FUNCTION_ERROR, PI, power_of_two};
use super::estimate::{Estimate, OPERATION_ERROR};
use super::real::Real;
use super::stride::Count;
use crate::StepCount;

/// The degree of the polynomials.
pub(super) const DEGREE: usize = 9;

/// Coefficients, of which the first two are the upper halves of double-doubles.
type Coefficients = [f64; DEGREE + 1];

/// 2^-53.
const ROUNDING: f64 = power_of_two(-53);

/// How far the circle of Cauchy's estimate goes towards a pole: about where the bound is least.
const MOST_OF_THE_WAY: f64 = 0.85;

/// A function of t from -1 to 1, which is `c0 + c1 t + c[2] t² + …`, but for at most `error`.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Taylor {
    pub(super) c0: DoubleDouble,
    pub(super) c1: DoubleDouble,
    /// All coefficients as doubles.
    pub(super) c: Coefficients,
    /// The coefficients beyond this one are 0.
    degree: usize,
    pub(super) error: f64,
}

impl Taylor {
    /// The step `center + half * t`.
    pub(crate) fn steps(center: u64, half: f64) -> Self {
        Self::new(DoubleDouble::from_u64(center), DoubleDouble::from_f64(half), [0.0; DEGREE + 1], 1, 0.0)
    }

    fn new(c0: DoubleDouble, c1: DoubleDouble, mut c: Coefficients, degree: usize, error: f64) -> Self {
        c[0] = c0.hi;
        c[1] = c1.hi;
        Self { c0, c1, c, degree, error }
    }

    fn constant(estimate: Estimate) -> Self {
        let estimate = estimate.flat();
        let zero = DoubleDouble::from_f64(0.0);
        Self::new(estimate.value, zero, [0.0; DEGREE + 1], 0, estimate.error)
    }

    const fn unknown() -> Self {
        let zero = DoubleDouble::from_f64(0.0);
        Self { c0: zero, c1: zero, c: [0.0; DEGREE + 1], degree: 0, error: f64::INFINITY }
    }

    /// The value in the middle.
    fn middle(&self) -> Estimate {
        Estimate::new(self.c0, 0.0)
    }

    /// The constant, if it is one.
    pub(super) fn as_constant(&self) -> Option<Estimate> {
        (self.degree == 0).then_some(Estimate::new(self.c0, self.error))
    }

    /// How far the polynomial gets from its middle on a circle of radius `radius` at most.
    fn spread(&self, radius: f64) -> f64 {
        let sum = self.c[1..=self.degree].iter().rev().fold(0.0, |sum, c| (sum + c.abs()) * radius);
        sum * 1.000_001
    }

    /// How large it is at most, in magnitude.
    pub(super) fn greatest(&self) -> f64 {
        self.c[0].abs() * 1.000_001 + self.spread(1.0)
    }

    fn negated(mut self) -> Self {
        self.c0 = -self.c0;
        self.c1 = -self.c1;
        self.c = self.c.map(|c| -c);
        self
    }

    fn is_constant(&self, value: f64) -> bool {
        self.degree == 0 && self.error == 0.0 && self.c0 == DoubleDouble::from_f64(value)
    }

    /// A function of this one.
    ///
    /// `value` and `slope` are the function and its derivative in the middle, `steepest` bounds the
    /// derivative in the whole block. `step(n, c, a)` is the recurrence for coefficient n from the former
    /// ones and the coefficients of the argument; with `majorant` it is the same with all signs positive.
    /// `bound(x)` bounds the function where the argument is at most `x` away from its middle in the complex
    /// plane; infinity where it cannot.
    fn composed(
        self,
        value: Estimate,
        slope: Estimate,
        steepest: f64,
        first_radius: f64,
        step: impl Fn(usize, &Coefficients, &Coefficients, bool) -> f64,
        bound: impl Fn(f64) -> f64,
    ) -> Self {
        let (value, slope) = (value.flat(), slope.flat());
        let c1 = slope.value.times(self.c1);
        let mut result = Self::new(value.value, c1, [0.0; DEGREE + 1], DEGREE, 0.0);
        let magnitudes = self.c.map(f64::abs);
        let mut majorant = result.c.map(f64::abs);
        let mut rounded = 0.0;
        let mut roundings = 2.0;
        for n in 2..=DEGREE {
            result.c[n] = step(n, &result.c, &self.c, false);
            majorant[n] = step(n, &majorant, &magnitudes, true);
            // n terms of at most three factors, of which some are rounded themselves, their sum and the
            // quotient.
            roundings += small(n) + 10.0;
            rounded += roundings * majorant[n];
        }
        let first = value.error + slope.error * self.c[1].abs() + 4.0 * OPERATION_ERROR * c1.hi.abs();
        result.error =
            first + rounded * ROUNDING + self.left_out(first_radius, bound) + 1.001 * self.error * steepest;
        result
    }

    /// Bounds the coefficients beyond `DEGREE` of a function of this one, by Cauchy's estimate on a circle.
    fn left_out(&self, first_radius: f64, bound: impl Fn(f64) -> f64) -> f64 {
        let mut radius = first_radius.min(1e18);
        let mut least = f64::INFINITY;
        while radius > 1.5 {
            let at_circle = bound(self.spread(radius));
            if at_circle.is_finite() {
                let square = radius * radius;
                let fourth = square * square;
                let power = fourth * fourth * square; // radius ^ (DEGREE + 1)
                least = least.min(1.001 * at_circle / (power * (1.0 - 1.0 / radius)));
                break;
            }
            radius *= 0.75;
        }
        if self.spread(1.0) == 0.0 { 0.0 } else { least }
    }

    /// Times a constant.
    fn scaled(mut self, factor: Estimate) -> Self {
        let Estimate { value, error, .. } = factor.flat();
        let (size, greatest) = (value.hi.abs(), self.greatest());
        if greatest * size < power_of_two(-800) {
            return Self::unknown();
        }
        let mut curved = 0.0;
        for c in self.c.iter_mut().take(self.degree + 1).skip(2) {
            curved += c.abs();
            *c *= value.hi;
        }
        // The upper half of the factor, and the product.
        let rounded = OPERATION_ERROR * greatest + 2.0 * ROUNDING * curved;
        let error = (self.error * (size + error) + greatest * error + rounded * size) * 1.001;
        Self::new(self.c0 * value, self.c1 * value, self.c, self.degree, error)
    }

    fn recip(self) -> Self {
        let least = self.c[0].abs() * 0.999_999 - self.spread(1.0) - self.error;
        if least.is_nan() || least <= power_of_two(-900) {
            return Self::unknown();
        }
        let value = Estimate::exact(1.0) / self.middle();
        let slope = (value * value).negated();
        let near = self.c[0].abs() * 0.999_999;
        self.composed(
            value,
            slope,
            1.0 / (least * least),
            self.radius_until(MOST_OF_THE_WAY * near),
            |n, c, a, majorant| {
                let sum: f64 = (1..=n).map(|k| a[k] * c[n - k]).sum();
                if majorant { sum / a[0] } else { -sum / a[0] }
            },
            |x| if x < near { 1.0 / (near - x) } else { f64::INFINITY },
        )
    }

    /// The radius at which the argument may be so far from its middle, as far as its slope tells.
    fn radius_until(&self, distance: f64) -> f64 {
        distance / self.spread(1.0)
    }

    /// `eˣ`, or less 1, whose value in the middle this is.
    fn exponential(self, value: Estimate, less_one: bool) -> Self {
        let grown = self.middle().exp().flat();
        let spread = self.spread(1.0) + self.error;
        if !(spread < 1.0 && grown.value.hi > 2.0 * grown.error) {
            return Self::unknown();
        }
        let steepest = grown.value.hi * libm::exp(spread) * 1.001;
        let middle = grown.value.hi;
        self.composed(
            value,
            grown,
            steepest,
            self.radius_until(9.0),
            |n, c, a, _| {
                let sum: f64 =
                    (1..=n).map(|k| small(k) * a[k] * if k == n { middle } else { c[n - k] }).sum();
                sum / small(n)
            },
            |x| {
                if x < 40.0 {
                    1.001 * middle * libm::exp(x) + f64::from(u8::from(less_one))
                } else {
                    f64::INFINITY
                }
            },
        )
    }

    /// The logarithm, whose value in the middle this is, of a number whose middle is `argument`.
    fn logarithm(self, value: Estimate, argument: DoubleDouble) -> Self {
        let near = argument.hi * 0.999_999;
        let least = near - self.spread(1.0) - self.error;
        if !(least > 0.0 && near > power_of_two(-900)) {
            return Self::unknown();
        }
        let slope = Estimate::exact(1.0) / Estimate::new(argument, 0.0);
        let value = value.flat();
        let greatest = (value.value.hi.abs() + value.error) * 1.001;
        self.composed(
            value,
            slope,
            1.0 / least,
            self.radius_until(MOST_OF_THE_WAY * near),
            |n, c, a, majorant| {
                let sum: f64 = (1..n).map(|k| small(k) * c[k] * a[n - k]).sum::<f64>() / small(n);
                if majorant { (a[n] + sum) / argument.hi } else { (a[n] - sum) / argument.hi }
            },
            |x| if x < 0.9 * near { greatest - libm::log1p(-x / near) * 1.001 } else { f64::INFINITY },
        )
    }

    fn exp_m1(self) -> Self {
        self.exponential(self.middle().exp_m1().flat(), true)
    }

    fn ln_1p(self) -> Self {
        self.logarithm(self.middle().ln_1p(), self.c0.plus_f64(1.0))
    }

    /// `xᵖ` for a constant p.
    fn constant_power(self, exponent: f64) -> Self {
        let near = self.c[0] * 0.999_999;
        let reach = (self.spread(1.0) + self.error) / near;
        let value = self.middle().power(Estimate::exact(exponent)).flat();
        if !(reach < 0.5 && near > power_of_two(-900) && value.value.hi > 2.0 * value.error) {
            return Self::unknown();
        }
        let slope = (value * Estimate::exact(exponent) / self.middle()).flat();
        let greatest = value.value.hi.abs() * 1.001;
        let steepest =
            (slope.value.hi.abs() + slope.error) * libm::exp(2.0 * reach * (exponent - 1.0).abs()) * 1.001;
        self.composed(
            value,
            slope,
            steepest,
            self.radius_until(MOST_OF_THE_WAY * near),
            |n, c, a, majorant| {
                let n_f = small(n);
                let sum: f64 = (1..=n)
                    .map(|k| {
                        let (grows, falls) = (small(k) * exponent, n_f - small(k));
                        // The difference may cancel.
                        let weight = if majorant { grows.abs() + falls } else { grows - falls };
                        // Their product alone may be too small for all of its digits.
                        weight * (a[k] / a[0]) * c[n - k]
                    })
                    .sum();
                sum / n_f
            },
            |x| {
                if x > 0.9 * near {
                    return f64::INFINITY;
                }
                let growth = if exponent > 0.0 { libm::log1p(x / near) } else { libm::log1p(-x / near) };
                let power = exponent * growth;
                if power < 600.0 { greatest * libm::exp(power) * 1.001 } else { f64::INFINITY }
            },
        )
    }
}

/// A small whole number as a double.
fn small(number: usize) -> f64 {
    f64::from(u8::try_from(number).unwrap_or(u8::MAX))
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
        let mut c = [0.0; DEGREE + 1];
        let degree = self.degree.max(other.degree);
        let mut rounded = 0.0;
        for (n, sum) in c.iter_mut().enumerate().take(degree + 1).skip(2) {
            *sum = self.c[n] + other.c[n];
            rounded += sum.abs();
        }
        let error = self.error
            + other.error
            + OPERATION_ERROR * (c0.hi.abs() + c1.hi.abs())
            + ROUNDING * 1.001 * rounded;
        Self::new(c0, c1, c, degree, error)
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
        let degree = (self.degree + other.degree).min(DEGREE);
        let mut c = [0.0; DEGREE + 1];
        let mut rounded = 0.0;
        let mut left_out = 0.0;
        for n in 2..=self.degree + other.degree {
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
        error += 4.0 * OPERATION_ERROR * (c0.hi.abs() + products[0].hi.abs() + products[1].hi.abs());
        error += 1.001 * (ROUNDING * rounded + left_out);
        if mine * others < power_of_two(-800) {
            return Self::unknown();
        }
        Self::new(c0, c1, c, degree, error)
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

impl Real for Taylor {
    fn number(&self, value: f64) -> Self {
        Self::constant(Estimate::exact(value))
    }

    fn whole(&self, value: u64) -> Self {
        Self::constant(Estimate::step(value))
    }

    fn huge(&self, value: &BigUint) -> Self {
        Self::constant(Estimate::step(0).huge(value))
    }

    fn after(mut self, times: &Count, length: StepCount) -> Self {
        let middle = self.middle().after(times, length).flat();
        self.c0 = middle.value;
        self.c[0] = middle.value.hi;
        self.error += middle.error;
        self
    }

    fn is_above(&self, other: &Self) -> bool {
        self.c[0] > other.c[0]
    }

    fn at_least_zero(self) -> Self {
        let reach = self.spread(1.0) + self.error;
        if self.c[0] * 0.999_999 > reach {
            self
        } else if -self.c[0] * 0.999_999 > reach {
            Self::constant(Estimate::exact(0.0))
        } else {
            Self::unknown()
        }
    }

    fn floor(self) -> Self {
        let reach = self.spread(1.0) + self.error;
        Self::constant(Estimate::new(self.c0, reach).floor())
    }

    fn exp(self) -> Self {
        match self.as_constant() {
            Some(constant) => Self::constant(constant.exp()),
            None => self.exponential(self.middle().exp().flat(), false),
        }
    }

    fn power_of(self, base: &Base) -> Self {
        match (self.as_constant(), base.ln) {
            (Some(constant), _) => Self::constant(constant.power_of(base)),
            (None, Some((ln, error))) => self.scaled(Estimate::new(ln, error)).exp(),
            (None, None) => self.number(base.value).power(self),
        }
    }

    fn power(self, exponent: Self) -> Self {
        match (self.as_constant(), exponent.as_constant()) {
            (Some(base), Some(exponent)) => Self::constant(base.power(exponent)),
            (Some(base), None) if base.is_zero() => self,
            (Some(base), None) => (exponent * Self::constant(base.ln())).exp(),
            (None, Some(power)) if power.value.lo == 0.0 && power.error == 0.0 => {
                if power.value.hi == 1.0 {
                    self
                } else {
                    self.constant_power(power.value.hi)
                }
            }
            (None, _) => (exponent * self.logarithm(self.middle().ln(), self.c0)).exp(),
        }
    }

    fn complement_of_power(self, rest: Self, exponent: f64) -> Self {
        if let (Some(share), Some(rest)) = (self.as_constant(), rest.as_constant()) {
            return Self::constant(share.complement_of_power(rest, exponent));
        }
        if self.c[0] < 0.5 && exponent != 1.0 {
            let minus_exponent = self.number(exponent).negated();
            return (minus_exponent * self.negated().ln_1p()).negated().exp_m1().negated();
        }
        let exponent = self.number(exponent);
        self.number(1.0) - rest.power(exponent)
    }

    fn power_of_less_one(self, base: f64) -> Self {
        match self.as_constant() {
            Some(constant) => Self::constant(constant.power_of_less_one(base)),
            None => (self * Self::constant(Estimate::exact(base).ln())).exp_m1(),
        }
    }

    fn log_beside_one(self, base: f64) -> Self {
        match self.as_constant() {
            Some(constant) => Self::constant(constant.log_beside_one(base)),
            None => self.ln_1p() / Self::constant(Estimate::exact(base).ln()),
        }
    }

    fn half_cosine(self) -> Self {
        if let Some(constant) = self.as_constant() {
            return Self::constant(constant.half_cosine());
        }
        let middle = self.middle();
        let Some(share) = middle.folded() else { return Self::unknown() };
        if self.spread(1.0).is_nan() || self.spread(1.0) >= 0.25 {
            return Self::unknown();
        }
        let folded = elementary::half_cosine_and_sine(share.value);
        // The sine has the sign of the half turn that the middle lies in.
        let reduced = middle.without_turns().value.hi;
        // A rounding may lead beyond the half turn.
        let is_falling = (reduced < 0.0) != (reduced.abs() > 1.0);
        let sin = if is_falling { -folded.sin } else { folded.sin };
        let value = if share.is_tiny() { middle.half_cosine() } else { share.with_half_cosine(folded.value) };
        let slope = Estimate::new(sin, FUNCTION_ERROR + 4.0 * share.error)
            * Estimate::new(PI.scaled(0.5), FUNCTION_ERROR);
        let argument = self.c.map(|c| c * PI.hi);
        let cos = 1.0 - 2.0 * folded.value.hi;
        self.half_cosine_series(value, slope, &argument, sin.hi, cos)
    }
}

impl Taylor {
    /// The coefficients of `(1 - cos x) / 2` for x as πx, by those of sine and cosine, each from the other.
    fn half_cosine_series(
        self,
        value: Estimate,
        slope: Estimate,
        argument: &Coefficients,
        sin: f64,
        cos: f64,
    ) -> Self {
        let (value, slope) = (value.flat(), slope.flat());
        let c1 = slope.value.times(self.c1);
        let mut result = Self::new(value.value, c1, [0.0; DEGREE + 1], DEGREE, 0.0);
        let (mut sines, mut cosines) = ([0.0; DEGREE + 1], [0.0; DEGREE + 1]);
        (sines[0], cosines[0]) = (sin, cos);
        let mut majorant = [0.0; DEGREE + 1];
        majorant[0] = 1.0;
        let mut rounded = 0.0;
        let mut roundings = 3.0;
        for n in 1..=DEGREE {
            let (mut sine, mut cosine, mut both) = (0.0, 0.0, 0.0);
            for k in 1..=n.min(self.degree) {
                let weighted = small(k) * argument[k];
                sine += weighted * cosines[n - k];
                cosine -= weighted * sines[n - k];
                both += weighted.abs() * majorant[n - k];
            }
            sines[n] = sine / small(n);
            cosines[n] = cosine / small(n);
            // Sine and cosine are at most 1 each: the majorant of both is that of the exponential.
            majorant[n] = both / small(n);
            roundings += small(n) + 10.0;
            if n >= 2 {
                result.c[n] = -0.5 * cosines[n];
                rounded += 0.5 * roundings * majorant[n];
            }
        }
        let first = value.error + slope.error * self.c[1].abs() + 4.0 * OPERATION_ERROR * c1.hi.abs();
        let left_out = self.left_out(self.radius_until(3.0), |x| {
            if x < 12.0 { 0.5 + 0.5 * libm::cosh(1.000_001 * PI.hi * x) } else { f64::INFINITY }
        });
        result.error = first + rounded * ROUNDING + left_out + 1.5709 * self.error;
        result
    }
}
