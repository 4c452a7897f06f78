//! The arithmetic under the schedules: the same bits on every machine, and nearly every result the nearest
//! double.
//!
//! Numbers are carried as unevaluated sums of two doubles ([`DoubleDouble`], some 104 bits), built from the
//! basic operations of IEEE 754 alone, and rounded once at the end. The platform's own `cos`, `exp2` and
//! `powf` differ from machine to machine; a fused multiply-add exists only on some.

mod cosine;
mod double_double;
mod elementary;
mod exponential;
mod factor;
mod line;
mod path;
mod power;
mod power_of_line;
mod scale;
mod segment;
mod shape;
mod span;
mod stride;

pub(crate) use cosine::half_cosine;
pub(crate) use double_double::DoubleDouble;
pub(crate) use elementary::{exp_m1, ln};
pub(crate) use exponential::{Exponential, Power2};
pub(crate) use factor::Factor;
pub(crate) use line::Line;
pub(crate) use path::Path;
pub(crate) use power::{Power, square_root};
pub(crate) use power_of_line::PowerOfLine;
pub(crate) use scale::Scale;
pub(crate) use segment::{Knot, Segment};
pub(crate) use shape::{Moment, Shape};
pub(crate) use span::Span;
pub(crate) use stride::{Division, Stride};
