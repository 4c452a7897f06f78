//! The way between two knots.

use crate::arithmetic::{Power, Shape};

/// How a curve goes from one knot to the next.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize), serde(rename_all = "snake_case"))]
#[non_exhaustive]
pub enum Interpolation {
    /// In a straight line.
    #[default]
    Linear,
    /// Along half a cosine, flat at both knots.
    #[cfg_attr(feature = "serde", serde(alias = "cos"))]
    Cosine,
}

impl Interpolation {
    pub(crate) fn shape(self) -> Shape {
        match self {
            Self::Linear => Shape::Linear,
            Self::Cosine => Shape::Cosine(Power::new(1.0)),
        }
    }
}
