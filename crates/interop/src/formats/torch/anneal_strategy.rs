//! The way from one rate to another, as `OneCycleLR` and `SWALR` name it.

use crate::model::InteropError;
use crate::parts::HALF_COSINE;
use crate::values::Value;
use crate::values::arguments::{Argument, Arguments, expect};
use glidepath_schedules::{Curve, Interpolation};

/// The `anneal_strategy` of a constructor.
#[derive(Clone, Copy, Debug)]
pub(super) enum AnnealStrategy {
    Cosine,
    Linear,
}

/// Where the state of a class has it.
#[derive(Debug)]
pub(super) struct AnnealKeys {
    /// The key of its name.
    pub(super) name: &'static str,
    /// What the methods are called that early states have in its place, as `anneal_func`.
    pub(super) cosine: &'static str,
    pub(super) linear: &'static str,
}

impl AnnealStrategy {
    pub(super) fn of_state(state: &mut Arguments<'_>, keys: &AnnealKeys) -> Result<Self, InteropError> {
        if let Some(strategy) = state.optional(keys.name)? {
            return Ok(strategy);
        }
        let method: &Value = state.required("anneal_func")?;
        let is = |name| method.as_str().is_some_and(|text| text.contains(name));
        let strategy = match () {
            () if is(keys.cosine) => Some(Self::Cosine),
            () if is(keys.linear) => Some(Self::Linear),
            () => None,
        };
        expect(strategy, "one of PyTorch's methods", method, &state.path_of("anneal_func"))
    }

    pub(super) fn curve(self) -> Curve {
        match self {
            Self::Cosine => HALF_COSINE,
            Self::Linear => Curve::Linear,
        }
    }

    pub(super) fn interpolation(self) -> Interpolation {
        match self {
            Self::Cosine => Interpolation::Cosine,
            Self::Linear => Interpolation::Linear,
        }
    }
}

impl Argument<'_> for AnnealStrategy {
    fn read(value: &Value, path: &str) -> Result<Self, InteropError> {
        let strategy = match value.as_str() {
            Some("cos") => Some(Self::Cosine),
            Some("linear") => Some(Self::Linear),
            _ => None,
        };
        expect(strategy, "`cos` or `linear`", value, path)
    }
}
