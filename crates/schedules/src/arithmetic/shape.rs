//! Shapes of the way from 0 to 1.

use super::elementary::{LOG2_E, log2};
use super::exponential::one_minus_power_of_two;
use super::power::log2_beside_one;
use super::{DoubleDouble, Power, Power2, half_cosine};

/// A way from 0 to 1 in time from 0 to 1.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) enum Shape {
    /// `u`.
    Linear,
    /// `1 - (1 - u)^p`.
    Polynomial(Power),
    /// `u^p`.
    Power(Power),
    /// `1 - ((1 + cos πu) / 2)^p`.
    Cosine(Power),
    /// `(1 - b^u) / (1 - b)` for `b` below 1, whose log₂ this is, and the reciprocal of `1 - b`.
    Exponential { log2_base: DoubleDouble, scale: DoubleDouble },
    /// The same with `1/b` for `b`, which is the former turned about.
    InverseExponential { log2_base: DoubleDouble, scale: DoubleDouble },
    /// `1 - z / (1 - β + βz)` for `z = 1 - u`.
    Rational { beta: f64 },
    /// `log_b (1 + (b - 1) u)`, with one over log₂ b.
    Logarithmic { base: f64, scale: DoubleDouble },
    /// `(1 + tanh y) / 2`, where `y` goes in a line from one number to another; both times `2 log₂ e`.
    Tanh { lower: DoubleDouble, upper: DoubleDouble },
    /// `u` in so many equal steps, each taken at its end.
    Stairs(f64),
}

/// A moment between beginning and end: the share of time that is gone, and the share that is left.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Moment {
    pub(crate) gone: DoubleDouble,
    pub(crate) left: DoubleDouble,
}

impl Shape {
    /// The exponential shape of a positive base other than 1.
    pub(crate) fn exponential(base: f64) -> Self {
        let log2 = log2(base);
        let log2_base = if log2.hi < 0.0 { log2 } else { -log2 };
        let scale = DoubleDouble::ONE / one_minus_power_of_two(log2_base);
        if log2.hi < 0.0 {
            Self::Exponential { log2_base, scale }
        } else {
            Self::InverseExponential { log2_base, scale }
        }
    }

    /// The logarithmic shape of a positive base other than 1.
    pub(crate) fn logarithmic(base: f64) -> Self {
        Self::Logarithmic { base, scale: DoubleDouble::ONE / log2(base) }
    }

    /// The hyperbolic tangent between two arguments.
    pub(crate) fn tanh(lower: f64, upper: f64) -> Self {
        let [lower, upper] = [lower, upper].map(|argument| LOG2_E.times_f64(2.0 * argument));
        Self::Tanh { lower, upper }
    }

    /// How much of the way is done; 0 at the beginning. Accurate near 0, too.
    #[inline(always)]
    pub(crate) fn risen(self, Moment { gone, left }: Moment) -> Power2 {
        match self {
            Self::Linear => Power2::from(gone),
            Self::Polynomial(power) => Power2::from(power.complement(gone)),
            Self::Power(power) => power.of_share(gone),
            Self::Cosine(Power::Whole(1)) => Power2::from(half_cosine(gone)),
            Self::Cosine(power) => {
                Power2::from(power.complement_beside(cosine_share(gone), cosine_share(left)))
            }
            Self::Exponential { log2_base, scale } => {
                Power2::from(one_minus_power_of_two(log2_base * gone) * scale)
            }
            Self::InverseExponential { log2_base, scale } => {
                let rest = one_minus_power_of_two(log2_base * gone) * scale;
                Power2::of(log2_base * left).times(rest)
            }
            Self::Rational { beta } => {
                Power2::from(gone.times(rational_top(beta)) / rational_bottom(beta, left))
            }
            Self::Logarithmic { base, scale } => {
                let excess = DoubleDouble::sum(base, -1.0) * gone;
                Power2::from(log2_beside_one(left + gone.times_f64(base), excess) * scale)
            }
            Self::Tanh { lower, upper } => logistic(lower * left + upper * gone),
            Self::Stairs(count) => Power2::from(stairs_done(count, gone) / DoubleDouble::from_f64(count)),
        }
    }

    /// How much of the way is still to go; 0 at the end. Accurate near 0, too.
    #[inline(always)]
    pub(crate) fn remaining(self, Moment { gone, left }: Moment) -> Power2 {
        let mirrored = Moment { gone: left, left: gone };
        match self {
            Self::Linear => Power2::from(left),
            Self::Polynomial(power) => power.of_share(left),
            Self::Power(power) => Power2::from(power.complement(left)),
            Self::Cosine(Power::Whole(1)) => Power2::from(half_cosine(left)),
            Self::Cosine(power) => power.of_share(cosine_share(left)),
            Self::Exponential { log2_base, scale } => {
                Self::InverseExponential { log2_base, scale }.risen(mirrored)
            }
            Self::InverseExponential { log2_base, scale } => {
                Self::Exponential { log2_base, scale }.risen(mirrored)
            }
            Self::Rational { beta } => Power2::from(left / rational_bottom(beta, left)),
            Self::Logarithmic { base, scale } => {
                let reached = left + gone.times_f64(base);
                let excess = DoubleDouble::sum(base, -1.0) * left / reached;
                Power2::from(log2_beside_one(DoubleDouble::from_f64(base) / reached, excess) * scale)
            }
            Self::Tanh { lower, upper } => logistic(-(lower * left + upper * gone)),
            Self::Stairs(count) => {
                let count = DoubleDouble::from_f64(count);
                Power2::from((count - stairs_done(count.hi, gone)) / count)
            }
        }
    }
}

/// Half a cosine that a great power may be taken of, so that 1 must be 1.
fn cosine_share(share: DoubleDouble) -> DoubleDouble {
    if share.hi >= 1.0 { DoubleDouble::ONE } else { half_cosine(share) }
}

fn rational_top(beta: f64) -> DoubleDouble {
    DoubleDouble::sum(1.0, -beta)
}

fn rational_bottom(beta: f64, left: DoubleDouble) -> DoubleDouble {
    rational_top(beta) + left.times_f64(beta)
}

/// `1 / (1 + 2^-x)`, accurate where it is small, too.
fn logistic(x: DoubleDouble) -> Power2 {
    let rising = x.hi < 0.0;
    let power = Power2::of(if rising { x } else { -x });
    let rest = DoubleDouble::ONE / DoubleDouble::from(power).plus_f64(1.0);
    if rising { power.times(rest) } else { Power2::from(rest) }
}

/// How many of `count` equal steps are behind a share of the way.
fn stairs_done(count: f64, gone: DoubleDouble) -> DoubleDouble {
    gone.times_f64(count).floor_of_quotient()
}
