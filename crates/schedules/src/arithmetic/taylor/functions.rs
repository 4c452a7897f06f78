//! Functions of a polynomial.

use super::{Coefficients, DEGREE, ROUNDING, Taylor, small};
use crate::arithmetic::double_double::DoubleDouble;
use crate::arithmetic::elementary::{PI, power_of_two};
use crate::arithmetic::estimate::{Estimate, OPERATION_ERROR};
use crate::arithmetic::real::Real;

/// How far the circle of Cauchy's estimate goes towards a pole: about where the bound is least.
const MOST_OF_THE_WAY: f64 = 0.85;

impl Taylor {
    /// A function of this one.
    ///
    /// `value`, `slope` and `bend` are the function, its derivative and half its second derivative in the
    /// middle, `steepest` bounds the derivative in the whole block. `step(n, c, a)` is the recurrence for
    /// coefficient n from the former ones and the coefficients of the argument; with `majorant` it is the
    /// same with all signs positive. `bound(x)` bounds the function where the argument is at most `x` away
    /// from its middle in the complex plane; infinity where it cannot. `left_out` bounds what is left out,
    /// where that is known.
    fn composed(
        self,
        [value, slope, bend]: [Estimate; 3],
        steepest: f64,
        first_radius: f64,
        step: impl Fn(usize, &Coefficients, &Coefficients, bool) -> f64,
        bound: impl Fn(f64) -> f64,
        left_out: Option<f64>,
    ) -> Self {
        let mut result = self.begun([value, slope, bend]);
        let magnitudes = self.c.map(f64::abs);
        let mut majorant = result.c.map(f64::abs);
        majorant[2] = step(2, &majorant, &magnitudes, true);
        let mut rounded = 0.0;
        let mut roundings = 3.0;
        for n in 3..=DEGREE {
            result.c[n] = step(n, &result.c, &self.c, false);
            majorant[n] = step(n, &majorant, &magnitudes, true);
            // n terms of at most three factors, of which some are rounded themselves, their sum and the
            // quotient.
            roundings += small(n) + 10.0;
            rounded += roundings * majorant[n];
        }
        let left_out = left_out.unwrap_or_else(|| self.left_out(first_radius, bound));
        result.error += rounded * ROUNDING + left_out + 1.001 * self.error * steepest;
        result
    }

    /// The first three coefficients of a function of this one, and their error.
    fn begun(&self, derivatives: [Estimate; 3]) -> Self {
        let [value, slope, bend] = derivatives.map(Estimate::flat);
        let c1 = slope.value.times(self.c1);
        let terms = [slope.value.times(self.c2), bend.value.times(self.c1).times(self.c1)];
        let [first, second] = [self.c[1].abs(), self.c[2].abs()];
        let magnitudes = c1.hi.abs() + terms[0].hi.abs() + terms[1].hi.abs();
        let error = value.error
            + slope.error * (first + second)
            + bend.error * first * first
            + 4.0 * OPERATION_ERROR * magnitudes;
        Self::new([value.value, c1, terms[0] + terms[1]], [0.0; DEGREE + 1], DEGREE, error * 1.001)
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

    /// Bounds the coefficients beyond `DEGREE` of a power of this one, if it is a line, by those of the
    /// binomial series: from the tenth on, none is greater than the one before. `near` is a bound of the
    /// middle.
    fn left_out_of_power(&self, exponent: f64, near: f64) -> Option<f64> {
        let share = self.spread(1.0) / near;
        if !(self.degree == 1 && share < 0.5 && (-1.0..=10.0).contains(&exponent)) {
            return None;
        }
        let first = |k: usize| (exponent - small(k)).abs() / small(k + 1) * share;
        Some((0..=DEGREE).map(first).product::<f64>() / (1.0 - share) * 1.001)
    }

    pub(super) fn recip(self) -> Self {
        let least = self.c[0].abs() * 0.999_999 - self.spread(1.0) - self.error;
        if least.is_nan() || least <= power_of_two(-900) {
            return Self::unknown();
        }
        let value = Estimate::exact(1.0) / self.middle();
        let slope = (value * value).negated();
        let near = self.c[0].abs() * 0.999_999;
        self.composed(
            [value, slope, (slope * value).negated()],
            1.0 / (least * least),
            self.radius_until(MOST_OF_THE_WAY * near),
            |n, c, a, majorant| {
                let sum: f64 = (1..=n).map(|k| a[k] * c[n - k]).sum();
                if majorant { sum / a[0] } else { -sum / a[0] }
            },
            |x| if x < near { 1.0 / (near - x) } else { f64::INFINITY },
            self.left_out_of_power(-1.0, near).map(|share| share / near),
        )
    }

    /// The radius at which the argument may be so far from its middle, as far as its slope tells.
    fn radius_until(&self, distance: f64) -> f64 {
        distance / self.spread(1.0)
    }

    /// `eˣ`, or less 1, whose value in the middle this is.
    pub(super) fn exponential(self, value: Estimate, less_one: bool) -> Self {
        let grown = self.middle().exp().flat();
        let spread = self.spread(1.0) + self.error;
        if !(spread < 1.0 && grown.value.hi > 2.0 * grown.error) {
            return Self::unknown();
        }
        let steepest = grown.value.hi * libm::exp(spread) * 1.001;
        let middle = grown.value.hi;
        self.composed(
            [value, grown, grown * Estimate::exact(0.5)],
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
            None,
        )
    }

    /// The logarithm, whose value in the middle this is, of a number whose middle is `argument`.
    pub(super) fn logarithm(self, value: Estimate, argument: DoubleDouble) -> Self {
        let near = argument.hi * 0.999_999;
        let least = near - self.spread(1.0) - self.error;
        if !(least > 0.0 && near > power_of_two(-900)) {
            return Self::unknown();
        }
        let slope = Estimate::exact(1.0) / Estimate::new(argument, 0.0);
        let value = value.flat();
        let greatest = (value.value.hi.abs() + value.error) * 1.001;
        self.composed(
            [value, slope, (slope * slope * Estimate::exact(0.5)).negated()],
            1.0 / least,
            self.radius_until(MOST_OF_THE_WAY * near),
            |n, c, a, majorant| {
                let sum: f64 = (1..n).map(|k| small(k) * c[k] * a[n - k]).sum::<f64>() / small(n);
                if majorant { (a[n] + sum) / argument.hi } else { (a[n] - sum) / argument.hi }
            },
            |x| if x < 0.9 * near { greatest - libm::log1p(-x / near) * 1.001 } else { f64::INFINITY },
            None,
        )
    }

    pub(super) fn exp_m1(self) -> Self {
        self.exponential(self.middle().exp_m1().flat(), true)
    }

    pub(super) fn ln_1p(self) -> Self {
        self.logarithm(self.middle().ln_1p(), self.c0.plus_f64(1.0))
    }

    /// `xᵖ` for a constant p.
    pub(super) fn constant_power(self, exponent: f64) -> Self {
        let near = self.c[0] * 0.999_999;
        let reach = (self.spread(1.0) + self.error) / near;
        let value = self.middle().power(Estimate::exact(exponent)).flat();
        if !(reach < 0.5 && near > power_of_two(-900) && value.value.hi > 2.0 * value.error) {
            return Self::unknown();
        }
        let slope = (value * Estimate::exact(exponent) / self.middle()).flat();
        let bend =
            slope * (Estimate::exact(exponent) - Estimate::exact(1.0)) / self.middle() * Estimate::exact(0.5);
        let greatest = value.value.hi.abs() * 1.001;
        let steepest =
            (slope.value.hi.abs() + slope.error) * libm::exp(2.0 * reach * (exponent - 1.0).abs()) * 1.001;
        self.composed(
            [value, slope, bend],
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
            self.left_out_of_power(exponent, near).map(|share| share * greatest),
        )
    }

    /// The coefficients of `(1 - cos x) / 2` for x as πx, by those of sine and cosine, each from the other.
    pub(super) fn half_cosine_series(
        self,
        derivatives: [Estimate; 3],
        argument: &Coefficients,
        sin: f64,
        cos: f64,
    ) -> Self {
        let mut result = self.begun(derivatives);
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
            if n >= 3 {
                result.c[n] = -0.5 * cosines[n];
                rounded += 0.5 * roundings * majorant[n];
            }
        }
        let left_out = self.left_out(self.radius_until(3.0), |x| {
            if x < 12.0 { 0.5 + 0.5 * libm::cosh(1.000_001 * PI.hi * x) } else { f64::INFINITY }
        });
        result.error += rounded * ROUNDING + left_out + 1.5709 * self.error;
        result
    }
}
