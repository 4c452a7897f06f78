//! The curve between two knots.

use crate::arithmetic::Real;
use crate::parts::moment::{Moment, rate_between};

/// How a curve goes from one knot to the next.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize), serde(rename_all = "snake_case"))]
#[cfg_attr(
    feature = "schema",
    derive(schemars::JsonSchema),
    schemars(description = "The curve between two points.")
)]
#[non_exhaustive]
pub enum Interpolation {
    /// In a straight line.
    #[default]
    Linear,
    /// Along a half cosine, flat at both knots.
    #[cfg_attr(feature = "serde", serde(alias = "cos"))]
    #[cfg_attr(feature = "schema", schemars(transform = either_name))]
    Cosine,
}

/// PyTorch's name stands for the same.
#[cfg(feature = "schema")]
fn either_name(cosine: &mut schemars::Schema) {
    cosine.remove("const");
    cosine.insert("enum".into(), ["cosine", "cos"].as_slice().into());
}

impl Interpolation {
    /// The value on the way between two.
    #[inline(always)]
    pub(crate) fn between<R: Real>(self, from: R, to: R, at: &Moment<R>) -> R {
        // Turned around, both ways are the same.
        let share_of = |time: R| if self == Self::Linear { time } else { time.half_cosine() };
        rate_between(from, to, || share_of(at.gone()), || share_of(at.left()))
    }
}
