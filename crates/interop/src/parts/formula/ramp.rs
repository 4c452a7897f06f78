//! The formulas of ramps and waves.

use std::fmt::Display;

use glidepath_schedules::{Curve, StepCount};

use super::base::{Expression, Formula};
use super::expression::{Between, Progress, number, operand, times};
use crate::parts::piece::Ramp;

impl Formula {
    /// A ramp at a time before its end.
    pub(super) fn ramp(self, ramp: &Ramp, time: &str) -> Expression {
        let (between, length) = (self.between(ramp)?, ramp.length);
        Ok(match ramp.curve {
            Curve::Linear => line(between, time, length),
            Curve::Geometric => {
                let ratio = ramp.to / ramp.from;
                if !ratio.is_normal() {
                    return Err(format!(
                        "the rates {:?} and {:?} are too far apart for a factor",
                        ramp.from, ramp.to
                    ));
                }
                times(between.from, &format!("{} ** ({time} / {length})", number(ratio)))
            }
            curve => between.along(&progress(curve, time, length, between.from < between.to)?),
        })
    }

    /// A cosine wave.
    pub(super) fn wave(self, ramp: &Ramp, time: &str) -> Expression {
        let period = match ramp.length.whole() {
            Some(steps) => StepCount::from(steps.saturating_mul(2)),
            None => StepCount::from(2.0 * ramp.length.to_f64()),
        };
        let cosine = half_cosine(&format!("({time} % {period})"), ramp.length);
        Ok(self.between(ramp)?.along(&Progress::Left(cosine)))
    }

    fn between(self, ramp: &Ramp) -> Result<Between, String> {
        Ok(Between { from: self.share_of(ramp.from)?, to: self.share_of(ramp.to)? })
    }
}

fn line(Between { from, to }: Between, time: &str, length: StepCount) -> String {
    let down = times(from, &format!("({length} - {time})"));
    let up = times(to, time);
    match (from, to) {
        (0.0, _) => format!("{up} / {length}"),
        (_, 0.0) => format!("{down} / {length}"),
        _ => format!("({down} + {up}) / {length}"),
    }
}

/// A half cosine from 1 to 0; the time is an operand.
pub(super) fn half_cosine(time: &str, length: impl Display) -> String {
    format!("(1 + math.cos(math.pi * {time} / {length})) / 2")
}

/// The progress along a ramp at a time, which is an operand.
pub(super) fn progress(
    curve: Curve,
    time: &str,
    length: impl Display,
    rises: bool,
) -> Result<Progress, String> {
    let gone = format!("{time} / {length}");
    let left = format!("({length} - {time}) / {length}");
    Ok(match curve {
        Curve::Linear => Progress::Left(left),
        Curve::Polynomial { power } => Progress::Left(format!("({left}) ** {}", number(power))),
        Curve::Power { power } => Progress::Gone(format!("({gone}) ** {}", number(power))),
        Curve::Cosine { exponent: 1.0 } if rises => {
            Progress::Gone(format!("(1 - math.cos(math.pi * {time} / {length})) / 2"))
        }
        Curve::Cosine { exponent: 1.0 } => Progress::Left(half_cosine(time, length)),
        Curve::Cosine { exponent } => {
            Progress::Left(format!("({}) ** {}", half_cosine(time, length), number(exponent)))
        }
        Curve::Exponential { base } => {
            let base = number(base);
            Progress::Gone(format!("math.expm1({gone} * math.log({base})) / ({base} - 1)"))
        }
        Curve::Rational { beta } => {
            let beta = operand(&number(beta));
            Progress::Left(format!("({left}) / (1 - {beta} * ({gone}))"))
        }
        Curve::Logarithmic { base } => {
            let base = number(base);
            Progress::Gone(format!("math.log1p(({base} - 1) * {gone}) / math.log({base})"))
        }
        Curve::Tanh { lower, upper } => {
            let [lower, upper] = [lower, upper].map(|argument| operand(&number(argument)));
            Progress::Gone(format!("(1 + math.tanh({lower} * ({left}) + {upper} * ({gone}))) / 2"))
        }
        Curve::Stairs { count } => Progress::Gone(format!("{count} * {time} // {length} / {count}")),
        _ => return Err("the curve is no formula that could be written in Python".to_owned()),
    })
}
