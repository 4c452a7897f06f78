//! timm's classes by their names.

use super::builder::Builder;
use super::{cycles, stable, steps};
use crate::model::{Built, InteropError};
use crate::values::text;

/// Builds the schedule of one class.
pub(super) type Build = fn(Builder<'_>) -> Result<Built, InteropError>;

/// The classes that are functions of the step.
const CLASSES: [(&str, Build); 6] = [
    ("CosineLRScheduler", cycles::cosine),
    ("PolyLRScheduler", cycles::polynomial),
    ("TanhLRScheduler", cycles::tanh),
    ("StepLRScheduler", steps::step),
    ("MultiStepLRScheduler", steps::multi_step),
    ("WSDLRScheduler", stable::warmup_stable_decay),
];

/// The names of all classes.
pub(in crate::formats) fn names() -> impl Iterator<Item = &'static str> {
    CLASSES.iter().map(|&(name, _)| name).chain([PLATEAU])
}

/// The builder of the class of that name.
pub(super) fn find(class: &str) -> Result<Build, InteropError> {
    if class == PLATEAU {
        return Err(follows_a_metric("class"));
    }
    if let Some((_, build)) = CLASSES.iter().find(|(name, _)| *name == class) {
        return Ok(*build);
    }
    Err(InteropError::invalid("class", text::must_be_one_of(CLASSES.map(|(name, _)| name), class)))
}

const PLATEAU: &str = "PlateauLRScheduler";

pub(super) fn follows_a_metric(path: &str) -> InteropError {
    InteropError::metric(path, PLATEAU, "ReduceOnPlateau")
}
