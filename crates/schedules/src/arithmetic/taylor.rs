//! A formula over a block of steps: a polynomial with a bound of its distance from the formula.
//!
//! These are Taylor models (Makino and Berz, *Taylor models and other validated functional inclusion
//! methods*, 2003): every operation computes the coefficients of its result by the recurrences of automatic
//! differentiation (Griewank and Walther, *Evaluating Derivatives*, 2008, chapter 13), and adds to the bound
//! what it leaves out and what it rounds. docs/numerics.md derives the bounds.

mod functions;
mod operations;
mod real;

use super::double_double::DoubleDouble;
use super::elementary::power_of_two;
use super::estimate::Estimate;

/// The degree of the polynomials.
pub(super) const DEGREE: usize = 9;

/// Coefficients, of which the first three are the upper halves of double-doubles.
type Coefficients = [f64; DEGREE + 1];

/// 2^-53.
const ROUNDING: f64 = power_of_two(-53);

/// A function of t from -1 to 1, which is `c0 + c1 t + c2 t² + c[3] t³ + …`, but for at most `error`.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Taylor {
    pub(super) c0: DoubleDouble,
    pub(super) c1: DoubleDouble,
    pub(super) c2: DoubleDouble,
    /// All coefficients as doubles.
    pub(super) c: Coefficients,
    /// The coefficients beyond this one are 0.
    degree: usize,
    pub(super) error: f64,
}

impl Taylor {
    /// The step `center + half * t`.
    pub(crate) fn steps(center: u64, half: f64) -> Self {
        let first =
            [DoubleDouble::from_u64(center), DoubleDouble::from_f64(half), DoubleDouble::from_f64(0.0)];
        Self::new(first, [0.0; DEGREE + 1], 1, 0.0)
    }

    fn new([c0, c1, c2]: [DoubleDouble; 3], mut c: Coefficients, degree: usize, error: f64) -> Self {
        c[..3].copy_from_slice(&[c0.hi, c1.hi, c2.hi]);
        Self { c0, c1, c2, c, degree, error }
    }

    fn constant(estimate: Estimate) -> Self {
        let estimate = estimate.flat();
        let zero = DoubleDouble::from_f64(0.0);
        Self::new([estimate.value, zero, zero], [0.0; DEGREE + 1], 0, estimate.error)
    }

    const fn unknown() -> Self {
        let zero = DoubleDouble::from_f64(0.0);
        Self { c0: zero, c1: zero, c2: zero, c: [0.0; DEGREE + 1], degree: 0, error: f64::INFINITY }
    }

    /// The value in the middle.
    fn middle(&self) -> Estimate {
        Estimate::new(self.c0, 0.0)
    }

    /// The constant, if it is one.
    pub(super) fn as_constant(&self) -> Option<Estimate> {
        (self.degree == 0).then_some(Estimate::new(self.c0, self.error))
    }

    pub(super) fn is_line(&self) -> bool {
        self.degree <= 1
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
        self.c2 = -self.c2;
        self.c = self.c.map(|c| -c);
        self
    }

    fn is_constant(&self, value: f64) -> bool {
        self.degree == 0 && self.error == 0.0 && self.c0 == DoubleDouble::from_f64(value)
    }
}

/// A small whole number as a double.
fn small(number: usize) -> f64 {
    f64::from(u8::try_from(number).unwrap_or(u8::MAX))
}
