//! Pieces of schedules in optax.

use glidepath_schedules::Curve;
use glidepath_serde::BoxSchedule;

use super::python::{Expression, called, float, lambda, steps};
use crate::parts::piece::{Course, Piece, Ramp};
use crate::parts::share::share;

/// A piece; of one that is not taken apart, what `other` makes of it.
pub(super) fn expression(piece: &Piece, other: impl Fn(&BoxSchedule) -> Expression) -> Expression {
    let whole = match &piece.course {
        Course::Hold(rate) => return Ok(format!("optax.constant_schedule({})", float(*rate))),
        Course::Ramp(ramp) => whole_ramp(*ramp)?,
        Course::Wave(ramp) => wave(*ramp),
        Course::Other(schedule) => return other(schedule),
    };
    if piece.begins() {
        return Ok(whole);
    }
    Ok(lambda(&called(&whole, &format!("step + {}", steps(piece.offset)))))
}

/// From one rate to another, where it stays.
fn whole_ramp(ramp: Ramp) -> Expression {
    let Ramp { from, to, length, curve } = ramp;
    let (initial, end, length) = (float(from), float(to), steps(length));
    let function = match curve {
        Curve::Linear => {
            format!("optax.linear_schedule(init_value={initial}, end_value={end}, transition_steps={length})")
        }
        Curve::Polynomial { power } => format!(
            "optax.polynomial_schedule(init_value={initial}, end_value={end}, power={power:?}, transition_steps={length})"
        ),
        Curve::Cosine { exponent } if let Some(alpha) = share(to, from) => {
            let exponent = if exponent == 1.0 { String::new() } else { format!(", exponent={exponent:?}") };
            format!(
                "optax.cosine_decay_schedule(init_value={initial}, decay_steps={length}, alpha={alpha:?}{exponent})"
            )
        }
        curve => return by_formula(ramp, curve),
    };
    Ok(function)
}

/// A way that optax has no function for.
fn by_formula(ramp: Ramp, curve: Curve) -> Expression {
    let Ramp { from, to, length, .. } = ramp;
    let u = format!("jnp.minimum(step / {}, 1.0)", steps(length));
    let share = match curve {
        Curve::Linear => u,
        Curve::Polynomial { power } => format!("(1.0 - (1.0 - {u}) ** {power:?})"),
        Curve::Power { power } => format!("{u} ** {power:?}"),
        Curve::Cosine { exponent } => format!("(1.0 - ((1.0 + jnp.cos(jnp.pi * {u})) / 2) ** {exponent:?})"),
        Curve::Geometric => {
            return Ok(lambda(&format!("{} * ({} / {}) ** {u}", float(from), float(to), float(from))));
        }
        Curve::Exponential { base } => format!("((1.0 - {base:?} ** {u}) / (1.0 - {base:?}))"),
        Curve::Rational { beta } => {
            format!("(1.0 - (1.0 - {u}) / (1.0 - {beta:?} + {beta:?} * (1.0 - {u})))")
        }
        Curve::Logarithmic { base } => format!("(jnp.log1p(({base:?} - 1.0) * {u}) / jnp.log({base:?}))"),
        other => return Err(format!("optax has no schedule along the curve {other:?}")),
    };
    Ok(lambda(&format!("{} + ({} - {}) * {share}", float(from), float(to), float(from))))
}

/// A cosine without an end.
fn wave(ramp: Ramp) -> String {
    let Ramp { from, to, length, .. } = ramp;
    let (from, to, length) = (float(from), float(to), steps(length));
    lambda(&format!("{to} + ({from} - {to}) * (1.0 + jnp.cos(jnp.pi * step / {length})) / 2"))
}
