//! The curve between two knots.

use crate::Curve;

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
    pub(crate) fn curve(self) -> Curve {
        match self {
            Self::Linear => Curve::Linear,
            Self::Cosine => Curve::Cosine { exponent: 1.0 },
        }
    }
}
