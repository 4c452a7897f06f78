//! The ways from one rate to another.

use crate::arithmetic::Real;
use crate::parameters::check::{self, Checked};
use crate::parts::moment::{Moment, rate_between};

/// How a [`Transition`](crate::Transition), or another class with a `curve`, goes from one rate to another.
///
/// With `u`, the share of time that has gone by, the rate is `initial + (end - initial) * s(u)`. A curve is
/// the function `s`, which leads from 0 to 1; only [`Geometric`](Self::Geometric) is of another kind.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(feature = "serde", serde(rename_all = "snake_case", deny_unknown_fields))]
#[cfg_attr(
    feature = "schema",
    derive(schemars::JsonSchema),
    schemars(description = "The way from one rate to another.")
)]
#[non_exhaustive]
pub enum Curve {
    /// A straight line: `s = u`.
    #[default]
    Linear,
    /// A power of the time that is left: `s = 1 - (1 - u) ^ power`. Keras's, optax's and PyTorch's
    /// polynomial.
    Polynomial {
        /// Above 0.
        #[cfg_attr(feature = "schema", schemars(with = "crate::schema::Positive", extend("examples" = [2.0])))]
        power: f64,
    },
    /// A power of the time that has gone by: `s = u ^ power`. With 0.5 the rate falls as `1 - sqrt(u)`, the
    /// cooldown of Hägele et al., 2024 (arXiv:2405.18392); with 2 as `1 - u²`.
    #[doc(alias = "1-sqrt")]
    #[doc(alias = "minus_sqrt")]
    Power {
        /// Above 0.
        #[cfg_attr(feature = "schema", schemars(with = "crate::schema::Positive", extend("examples" = [0.5])))]
        power: f64,
    },
    /// Half a cosine: `s = 1 - ((1 + cos(π u)) / 2) ^ exponent`. The exponent, usually 1, is that of
    /// `optax.cosine_decay_schedule`.
    Cosine {
        /// Above 0.
        #[cfg_attr(feature = "schema", schemars(with = "crate::schema::Positive", extend("examples" = [1.0])))]
        exponent: f64,
    },
    /// By equal factors in equal times: the rate is `initial ^ (1 - u) * end ^ u`. Neither rate can be 0.
    #[doc(alias = "exponential")]
    Geometric,
    /// A piece of an exponential: `s = (1 - base ^ u) / (1 - base)`. With 0.5 it is Megatron-LM's exponential
    /// cooldown, `2 · 0.5 ^ u - 1`.
    Exponential {
        /// Above 0, other than 1.
        #[cfg_attr(feature = "schema", schemars(with = "crate::schema::Base", extend("examples" = [0.5])))]
        base: f64,
    },
    /// A piece of a hyperbola: with `z = 1 - u`, `s = 1 - z / (1 - beta + beta * z)`. With `beta` 0.5 it is
    /// REX (Chen et al., 2021, arXiv:2107.04197), with `1 - initial / end` the rate falls as one over a line.
    #[doc(alias = "rex")]
    Rational {
        /// From -1e100 to below 1.
        #[cfg_attr(feature = "schema", schemars(with = "crate::schema::Beta", extend("examples" = [0.5])))]
        beta: f64,
    },
    /// A piece of a logarithm: `s = log_base (1 + (base - 1) * u)`. With `base` w over w - 1 steps it is the
    /// warmup of DeepSpeed, `ln(1 + step) / ln(w)`.
    #[doc(alias = "log")]
    Logarithmic {
        /// From 1e-100 to 1e100, other than 1.
        #[cfg_attr(feature = "schema", schemars(with = "crate::schema::LogarithmBase", extend("examples" = [10.0])))]
        base: f64,
    },
    /// A piece of a hyperbolic tangent: `s = (1 + tanh(lower * (1 - u) + upper * u)) / 2`, which is neither
    /// quite 0 at the beginning nor quite 1 before the end. With -7 and 3 it is timm's `TanhLRScheduler`.
    Tanh {
        /// From -300 to 300.
        #[cfg_attr(feature = "schema", schemars(with = "crate::schema::TanhArgument", extend("examples" = [-7.0])))]
        lower: f64,
        /// Above `lower`, up to 300.
        #[cfg_attr(feature = "schema", schemars(with = "crate::schema::TanhArgument", extend("examples" = [3.0])))]
        upper: f64,
    },
    /// A line in stairs: `s = floor(count * u) / count`. DeepSpeed's `cycle_first_stair_count`.
    Stairs {
        /// Above 0.
        #[cfg_attr(feature = "schema", schemars(with = "crate::schema::Stairs", extend("examples" = [5])))]
        count: u32,
    },
}

impl Curve {
    /// The rule that rates at the ends and the parameters must meet; `field` is what the curve itself is
    /// called.
    pub(crate) fn check_between(self, field: &'static str, rates: [(&'static str, f64); 2]) -> Checked {
        self.check().map_err(|error| error.within(field))?;
        if self == Self::Geometric {
            for (rate_field, rate) in rates {
                check::require(rate > 0.0, rate_field, "greater than 0 with a geometric curve", rate)?;
            }
        }
        Ok(())
    }

    /// The same for a curve that adds, which [`Geometric`](Self::Geometric) does not.
    pub(crate) fn check_additive(self, field: &'static str) -> Checked {
        self.check().map_err(|error| error.within(field))?;
        if self == Self::Geometric {
            return Err(check::out_of_range(field, "other than geometric", "geometric"));
        }
        Ok(())
    }

    fn check(self) -> Checked {
        match self {
            Self::Linear | Self::Geometric => Ok(()),
            Self::Polynomial { power } => check::positive("polynomial.power", power),
            Self::Power { power } => check::positive("power.power", power),
            Self::Cosine { exponent } => check::positive("cosine.exponent", exponent),
            Self::Exponential { base } => {
                check::positive("exponential.base", base)?;
                check_not_one("exponential.base", base)
            }
            Self::Rational { beta } => check::beta("rational.beta", beta),
            Self::Logarithmic { base } => {
                check::divisor("logarithmic.base", base)?;
                check_not_one("logarithmic.base", base)
            }
            Self::Tanh { lower, upper } => {
                check::tanh_argument("tanh.lower", lower)?;
                check::tanh_argument("tanh.upper", upper)?;
                check::require(upper > lower, "tanh.upper", "greater than `lower`", upper)
            }
            Self::Stairs { count } => check::positive_count("stairs.count", u64::from(count)),
        }
    }

    /// The rate on the way between two.
    pub(crate) fn between<R: Real>(self, from: R, to: R, at: &Moment<R>) -> R {
        if self == Self::Geometric {
            return from.clone() * (to / from).power(at.gone());
        }
        rate_between(from, to, || self.risen(at), || self.remaining(at))
    }

    /// How much of the way is done: `s`. Accurate near 0, too.
    #[inline]
    fn risen<R: Real>(self, at: &Moment<R>) -> R {
        let one = at.number(1.0);
        match self {
            Self::Linear | Self::Geometric => at.gone(),
            Self::Polynomial { power } => at.gone().complement_of_power(at.left(), power),
            Self::Power { power } => at.gone().power(at.number(power)),
            Self::Cosine { exponent: 1.0 } => at.gone().half_cosine(),
            Self::Cosine { exponent } => {
                at.gone().half_cosine().complement_of_power(at.left().half_cosine(), exponent)
            }
            Self::Exponential { base } => at.gone().power_of_less_one(base) / (at.number(base) - one),
            Self::Rational { beta } => {
                let beta = at.number(beta);
                let top = one - beta.clone();
                at.gone() * top.clone() / (top + beta * at.left())
            }
            // Of the two forms, the one whose argument is far from -1.
            Self::Logarithmic { .. } if at.gone().is_above(&at.left()) => one - self.remaining(at),
            Self::Logarithmic { base } => ((at.number(base) - one) * at.gone()).log_beside_one(base),
            Self::Tanh { lower, upper } => logistic(twice_between(lower, upper, at, -2.0)),
            Self::Stairs { count } => {
                let count = one.whole(u64::from(count));
                (count.clone() * at.gone()).floor() / count
            }
        }
    }

    /// How much of the way is left: `1 - s`. Accurate near 0, too.
    #[inline]
    fn remaining<R: Real>(self, at: &Moment<R>) -> R {
        let one = at.number(1.0);
        match self {
            Self::Linear | Self::Geometric => at.left(),
            Self::Polynomial { power } => at.left().power(at.number(power)),
            Self::Power { power } => at.left().complement_of_power(at.gone(), power),
            Self::Cosine { exponent: 1.0 } => at.left().half_cosine(),
            Self::Cosine { exponent } => at.left().half_cosine().power(at.number(exponent)),
            Self::Exponential { base } => {
                let number = at.number(base);
                let whole = number.clone() - one;
                number.power(at.gone()) * at.left().power_of_less_one(base) / whole
            }
            Self::Rational { beta } => {
                let (beta, left) = (at.number(beta), at.left());
                left.clone() / (one - beta.clone() + beta * left)
            }
            Self::Logarithmic { .. } if at.left().is_above(&at.gone()) => one - self.risen(at),
            Self::Logarithmic { base } => {
                let (number, left) = (at.number(base), at.left());
                let reached = left.clone() + number.clone() * at.gone();
                ((number - one) * left / reached).log_beside_one(base)
            }
            Self::Tanh { lower, upper } => logistic(twice_between(lower, upper, at, 2.0)),
            Self::Stairs { .. } => one - self.risen(at),
        }
    }
}

/// A line between two arguments, times 2 or -2.
fn twice_between<R: Real>(lower: f64, upper: f64, at: &Moment<R>, factor: f64) -> R {
    at.number(factor * lower) * at.left() + at.number(factor * upper) * at.gone()
}

/// `1 / (1 + eˣ)`, which is `(1 + tanh y) / 2` for `x = -2y`.
fn logistic<R: Real>(x: R) -> R {
    let one = x.number(1.0);
    one.clone() / (one + x.exp())
}

fn check_not_one(field: &'static str, value: f64) -> Checked {
    if value == 1.0 { Err(check::out_of_range(field, "other than 1", value)) } else { Ok(()) }
}
