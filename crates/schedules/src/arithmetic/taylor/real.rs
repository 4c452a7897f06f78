//! What formulas ask of numbers.

use num_bigint::BigUint;

use super::Taylor;
use crate::StepCount;
use crate::arithmetic::base::Base;
use crate::arithmetic::double_double::DoubleDouble;
use crate::arithmetic::elementary::{self, FUNCTION_ERROR, HALF_PI, PI};
use crate::arithmetic::estimate::Estimate;
use crate::arithmetic::real::Real;
use crate::arithmetic::stride::Count;

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
        let slope =
            Estimate::new(sin, FUNCTION_ERROR + 4.0 * share.error) * Estimate::new(HALF_PI, FUNCTION_ERROR);
        let argument = self.c.map(|c| c * PI.hi);
        let cos = DoubleDouble::ONE + folded.value.scaled(-2.0);
        let half_pi = Estimate::new(HALF_PI, FUNCTION_ERROR);
        let bend = Estimate::new(cos, 3.0 * FUNCTION_ERROR + 4.0 * share.error) * half_pi * half_pi;
        self.half_cosine_series([value, slope, bend], &argument, sin.hi, cos.hi)
    }
}
