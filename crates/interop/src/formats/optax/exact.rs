//! Products and quotients that are rounded once.

/// A product of numbers, or a quotient, to twice the digits of a double.
#[derive(Clone, Copy, Debug)]
pub(super) struct Exact {
    value: f64,
    /// What the value lacks.
    rest: f64,
}

impl Exact {
    pub(super) fn new(value: f64) -> Self {
        Self { value, rest: 0.0 }
    }

    pub(super) fn times(self, factor: f64) -> Self {
        let value = self.value * factor;
        Self { value, rest: self.value.mul_add(factor, -value) + self.rest * factor }
    }

    pub(super) fn over(self, divisor: f64) -> Self {
        let value = self.value / divisor;
        Self { value, rest: ((-value).mul_add(divisor, self.value) + self.rest) / divisor }
    }

    /// The nearest double, or close by; infinite where the product is too great for one.
    pub(super) fn rounded(self) -> f64 {
        if self.value.is_finite() { self.value + self.rest } else { self.value }
    }
}
