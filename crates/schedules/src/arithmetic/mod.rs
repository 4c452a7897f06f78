//! Every rate as the nearest double of its formula, whatever the route.
//!
//! A class states its formula once, over any kind of [`Real`] number ([`Formula`]). [`smooth`] asks it of
//! [`Taylor`] polynomials for blocks of steps, of [`Quick`](quick::Quick) numbers and [`Estimate`]s
//! (double-doubles) for single steps, and of [`Number`]s (exact fractions, and balls of any precision) where
//! none of them decides. Each carries a bound of its error, so a double is only given if it is beyond doubt;
//! and as there is only one nearest double, nobody can see which route it took.
//!
//! Nothing here depends on the platform: the operations are `+ - * /` on IEEE doubles and whole numbers, the
//! tables are computed by the compiler, and the functions of the crate `libm` decide no bit but those of
//! noise. docs/numerics.md derives the bounds.

mod ball;
mod base;
mod cache;
mod double_double;
mod elementary;
mod estimate;
mod fraction;
mod lanes;
mod number;
mod piece;
mod quick;
mod real;
#[cfg(test)]
mod routes;
pub(crate) mod smooth;
mod stride;
mod taylor;

pub(crate) use base::Base;
pub(crate) use cache::Cache;
pub(crate) use estimate::Estimate;
pub(crate) use fraction::Fraction;
pub(crate) use number::Number;
pub(crate) use real::Real;
pub(crate) use smooth::{CachedFormula, Formula, Stretch};
pub(crate) use stride::{Boundary, Count, Stride};
