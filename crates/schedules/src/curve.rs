//! The ways from one rate to another.

use crate::arithmetic::{Power, Shape};
use crate::{ScheduleError, check};

/// How a [`Transition`](crate::Transition), or another class with a `curve`, goes from one rate to another.
///
/// With `u`, the share of time that has gone by, the rate is `initial + (end - initial) * s(u)`. A curve is the
/// function `s`, which leads from 0 to 1; only [`Geometric`](Self::Geometric) is of another kind.
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
    /// A power of the time that is left: `s = 1 - (1 - u) ^ power`. Keras's, optax's and PyTorch's polynomial.
    Polynomial {
        /// Above 0.
        #[cfg_attr(feature = "schema", schemars(with = "crate::schema::Positive"))]
        power: f64,
    },
    /// A power of the time that has gone by: `s = u ^ power`. With 0.5 the rate falls as `1 - sqrt(u)`, the cooldown
    /// of Hägele et al., 2024 (arXiv:2405.18392); with 2 as `1 - u²`.
    #[doc(alias = "1-sqrt")]
    #[doc(alias = "minus_sqrt")]
    Power {
        /// Above 0.
        #[cfg_attr(feature = "schema", schemars(with = "crate::schema::Positive"))]
        power: f64,
    },
    /// Half a cosine: `s = 1 - ((1 + cos(π u)) / 2) ^ exponent`. The exponent, usually 1, is that of
    /// `optax.cosine_decay_schedule`.
    Cosine {
        /// Above 0.
        #[cfg_attr(feature = "schema", schemars(with = "crate::schema::Positive"))]
        exponent: f64,
    },
    /// By equal factors in equal times: the rate is `initial ^ (1 - u) * end ^ u`. Neither rate can be 0.
    #[doc(alias = "exponential")]
    Geometric,
    /// A piece of an exponential: `s = (1 - base ^ u) / (1 - base)`. With 0.5 it is Megatron-LM's exponential
    /// cooldown, `2 · 0.5 ^ u - 1`.
    Exponential {
        /// Above 0, other than 1.
        #[cfg_attr(feature = "schema", schemars(with = "crate::schema::Positive"))]
        base: f64,
    },
    /// A piece of a hyperbola: with `z = 1 - u`, `s = 1 - z / (1 - beta + beta * z)`. With `beta` 0.5 it is REX (Chen
    /// et al., 2021, arXiv:2107.04197), with `1 - initial / end` the rate falls as one over a line.
    #[doc(alias = "rex")]
    Rational {
        /// From -1e100 to below 1.
        #[cfg_attr(feature = "schema", schemars(with = "crate::schema::Beta"))]
        beta: f64,
    },
    /// A piece of a logarithm: `s = log_base (1 + (base - 1) * u)`. With `base` w over w - 1 steps it is the warmup of
    /// DeepSpeed, `ln(1 + step) / ln(w)`.
    #[doc(alias = "log")]
    Logarithmic {
        /// From 1e-100 to 1e100, other than 1.
        #[cfg_attr(feature = "schema", schemars(with = "crate::schema::Divisor"))]
        base: f64,
    },
    /// A piece of a hyperbolic tangent: `s = (1 + tanh(lower * (1 - u) + upper * u)) / 2`, which is neither quite 0 at
    /// the beginning nor quite 1 before the end. With -7 and 3 it is timm's `TanhLRScheduler`.
    Tanh {
        /// From -300 to 300.
        #[cfg_attr(feature = "schema", schemars(with = "crate::schema::TanhArgument"))]
        lower: f64,
        /// Above `lower`, up to 300.
        #[cfg_attr(feature = "schema", schemars(with = "crate::schema::TanhArgument"))]
        upper: f64,
    },
    /// A line in stairs: `s = floor(count * u) / count`. DeepSpeed's `cycle_first_stair_count`.
    Stairs {
        /// Above 0.
        #[cfg_attr(feature = "schema", schemars(with = "crate::schema::Stairs"))]
        count: u32,
    },
}

impl Curve {
    /// The shape of a way between two rates with their names, as [`shape`](Self::shape) gives it; neither rate can be 0
    /// where there is none. `field` is what the curve itself is called.
    pub(crate) fn shape_between(
        self,
        field: &'static str,
        rates: [(&'static str, f64); 2],
    ) -> Result<Option<Shape>, ScheduleError> {
        let shape = self.shape().map_err(|error| error.within(field))?;
        if shape.is_none() {
            for (rate_field, rate) in rates {
                check::positive_for_geometric(rate_field, rate)?;
            }
        }
        Ok(shape)
    }

    /// The shape of a curve that adds, which [`Geometric`](Self::Geometric) is not.
    pub(crate) fn shape_of_additive(self, field: &'static str) -> Result<Shape, ScheduleError> {
        let shape = self.shape().map_err(|error| error.within(field))?;
        shape.ok_or_else(|| check::out_of_range(field, "other than geometric", "geometric"))
    }

    /// The shape, unless the curve is [`Geometric`](Self::Geometric).
    fn shape(self) -> Result<Option<Shape>, ScheduleError> {
        Ok(Some(match self {
            Self::Linear => Shape::Linear,
            Self::Polynomial { power } => Shape::Polynomial(checked_power("polynomial.power", power)?),
            Self::Power { power } => Shape::Power(checked_power("power.power", power)?),
            Self::Cosine { exponent } => Shape::Cosine(checked_power("cosine.exponent", exponent)?),
            Self::Geometric => return Ok(None),
            Self::Exponential { base } => {
                check::positive("exponential.base", base)?;
                check_not_one("exponential.base", base)?;
                Shape::exponential(base)
            }
            Self::Rational { beta } => {
                check::beta("rational.beta", beta)?;
                Shape::Rational { beta }
            }
            Self::Logarithmic { base } => {
                check::divisor("logarithmic.base", base)?;
                check_not_one("logarithmic.base", base)?;
                Shape::logarithmic(base)
            }
            Self::Tanh { lower, upper } => {
                check::tanh_argument("tanh.lower", lower)?;
                check::tanh_argument("tanh.upper", upper)?;
                check::greater_than_lower("tanh.upper", upper, lower)?;
                Shape::tanh(lower, upper)
            }
            Self::Stairs { count } => {
                check::positive_count("stairs.count", u64::from(count))?;
                Shape::Stairs(f64::from(count))
            }
        }))
    }
}

fn checked_power(field: &'static str, power: f64) -> Result<Power, ScheduleError> {
    check::positive(field, power)?;
    Ok(Power::new(power))
}

fn check_not_one(field: &'static str, value: f64) -> Result<(), ScheduleError> {
    if value == 1.0 { Err(check::out_of_range(field, "other than 1", value)) } else { Ok(()) }
}
