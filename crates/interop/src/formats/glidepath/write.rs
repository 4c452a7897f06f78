//! Writes the form of this library, in JSON, YAML and TOML.

use std::fmt::Display;

use glidepath_core::Scheduler;
use glidepath_serde::LearningRate;

use crate::model::{ExportOptions, InteropError, Target, Written};
use crate::values::Json;

/// Writes a learning rate as JSON; see [`Target::Glidepath`].
pub(crate) fn json(learning_rate: &LearningRate, options: &ExportOptions) -> Result<Written, InteropError> {
    let json = match options.step() {
        Some(step) => Json::of(&Scheduler::resume(learning_rate, step))?,
        None => Json::of(learning_rate)?,
    };
    Ok(Written::json_form(json, Vec::new()))
}

/// Writes a learning rate as YAML; see [`Target::Yaml`].
pub(crate) fn yaml(learning_rate: &LearningRate, options: &ExportOptions) -> Result<Written, InteropError> {
    let text = match options.step() {
        Some(step) => serde_saphyr::to_string(&Scheduler::resume(learning_rate, step)),
        None => serde_saphyr::to_string(&learning_rate.to_schedule()),
    };
    text.map(|text| Written::text_form(text, Vec::new())).map_err(refuse(Target::Yaml))
}

/// Writes a learning rate as TOML; see [`Target::Toml`]. A step above [`i64::MAX`] is refused: TOML has no
/// greater number.
pub(crate) fn toml(learning_rate: &LearningRate, options: &ExportOptions) -> Result<Written, InteropError> {
    let text = match options.step() {
        Some(step) => toml::to_string(&Scheduler::resume(learning_rate, step)),
        None => toml::to_string(&learning_rate.to_schedule()),
    };
    text.map(|text| Written::text_form(text, Vec::new())).map_err(refuse(Target::Toml))
}

fn refuse<E: Display>(target: Target) -> impl Fn(E) -> InteropError {
    move |error| InteropError::not_writable(target, "", error.to_string())
}
