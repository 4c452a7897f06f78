//! The writer of each target.

use glidepath_serde::LearningRate;

use super::{burn, deepspeed, glidepath, keras, optax, rust, torch, transformers};
use crate::model::{ExportOptions, InteropError, Target, Written};

/// A function that writes learning rates in the form of a target.
pub(crate) enum Writer {
    /// For one learning rate.
    One(fn(&LearningRate, &ExportOptions) -> Result<Written, InteropError>),
    /// For the learning rates of all parameter groups, of which there is at least one.
    Groups(fn(&[LearningRate], &ExportOptions) -> Result<Written, InteropError>),
}

/// The writer of a target.
pub(crate) fn writer(target: Target) -> Writer {
    match target {
        Target::Keras2 => Writer::One(keras::write::keras2),
        Target::Keras3 => Writer::One(keras::write::keras3),
        Target::Torch => Writer::Groups(torch::write::json),
        Target::TorchPython => Writer::Groups(torch::write::python),
        Target::Transformers => Writer::One(transformers::write::arguments),
        Target::DeepSpeed => Writer::One(deepspeed::write::configuration),
        Target::Burn => Writer::One(burn::write::configuration),
        Target::Optax => Writer::One(optax::write::python),
        Target::Rust => Writer::One(rust::write::function),
        Target::Glidepath => Writer::One(glidepath::write::json),
        Target::Yaml => Writer::One(glidepath::write::yaml),
        Target::Toml => Writer::One(glidepath::write::toml),
    }
}
