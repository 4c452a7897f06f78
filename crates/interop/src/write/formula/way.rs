//! Ways from one rate to another.

use std::fmt::Display;

use glidepath_schedules::{Curve, StepCount};

use super::expression::{between, number, operand, times};
use super::{Formula, Written};
use crate::write::pieces::Way;

impl Formula {
    /// A way at a time before its end.
    pub(super) fn way(self, way: &Way, time: &str) -> Written {
        let (from, to, length) = (self.share_of(way.from)?, self.share_of(way.to)?, way.length);
        Ok(match way.curve {
            Curve::Linear => line(from, to, time, length),
            Curve::Geometric => times(from, &format!("{} ** ({time} / {length})", number(way.to / way.from))),
            curve => between(from, to, &weight(curve, time, length)?),
        })
    }

    /// Along a half cosine, there and back for ever.
    pub(super) fn swing(self, way: &Way, time: &str) -> Written {
        let (from, to, length) = (self.share_of(way.from)?, self.share_of(way.to)?, way.length);
        let period = match length.whole() {
            Some(steps) => StepCount::from(steps.saturating_mul(2)),
            None => StepCount::from(2.0 * length.to_f64()),
        };
        Ok(between(from, to, &half_cosine(&format!("({time} % {period})"), length)))
    }
}

fn line(from: f64, to: f64, time: &str, length: StepCount) -> String {
    let down = times(from, &format!("({length} - {time})"));
    let up = times(to, time);
    match (from, to) {
        (0.0, _) => format!("{up} / {length}"),
        (_, 0.0) => format!("{down} / {length}"),
        _ => format!("({down} + {up}) / {length}"),
    }
}

/// What goes from 1 to 0 along half a cosine; the time is an operand.
pub(super) fn half_cosine(time: &str, length: impl Display) -> String {
    format!("(1 + math.cos(math.pi * {time} / {length})) / 2")
}

/// What goes from 1 to 0 on the way; the time is an operand.
pub(super) fn weight(curve: Curve, time: &str, length: impl Display) -> Written {
    let gone = format!("{time} / {length}");
    let left = format!("({length} - {time}) / {length}");
    Ok(match curve {
        Curve::Linear => left,
        Curve::Polynomial { power } => format!("({left}) ** {}", number(power)),
        Curve::Power { power } => format!("1 - ({gone}) ** {}", number(power)),
        Curve::Cosine { exponent: 1.0 } => half_cosine(time, length),
        Curve::Cosine { exponent } => format!("({}) ** {}", half_cosine(time, length), number(exponent)),
        Curve::Exponential { base } => {
            let base = number(base);
            format!("({base} ** ({gone}) - {base}) / (1 - {base})")
        }
        Curve::Rational { beta } => {
            let beta = operand(&number(beta));
            format!("({left}) / (1 - {beta} + {beta} * ({left}))")
        }
        Curve::Logarithmic { base } => {
            let base = number(base);
            format!("1 - math.log(1 + ({base} - 1) * ({gone})) / math.log({base})")
        }
        Curve::Tanh { lower, upper } => {
            let [lower, upper] = [lower, upper].map(|argument| operand(&number(argument)));
            format!("(1 - math.tanh({lower} * ({left}) + {upper} * ({gone}))) / 2")
        }
        Curve::Stairs { count } => format!("1 - {count} * {time} // {length} / {count}"),
        _ => return Err("the curve is no formula that could be written in Python".to_owned()),
    })
}
