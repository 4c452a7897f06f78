//! The form of this library in other languages than JSON.

use std::fmt::Display;

use glidepath_serde::LearningRate;

use crate::{InteropError, Target};

/// Writes a learning rate as YAML, which [`import`](crate::import) reads.
///
/// ```
/// use glidepath_interop::to_yaml;
/// use glidepath_schedules::ExponentialDecay;
/// use glidepath_serde::IntoBoxSchedule;
///
/// let decay = ExponentialDecay::new(0.1, 100, 0.5)?.boxed().into();
/// let text = to_yaml(&decay)?;
/// assert!(text.starts_with("class_name: ExponentialDecay\nconfig:\n"));
/// assert_eq!(glidepath_interop::import_bytes(text.as_bytes())?.learning_rate, decay);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
///
/// # Errors
///
/// If a class of your own cannot be serialized.
pub fn to_yaml(learning_rate: &LearningRate) -> Result<String, InteropError> {
    serde_saphyr::to_string(&learning_rate.to_schedule()).map_err(refuse(Target::Yaml))
}

/// Writes a learning rate as TOML, which [`import`](crate::import) reads.
///
/// # Errors
///
/// If a class of your own cannot be serialized.
pub fn to_toml(learning_rate: &LearningRate) -> Result<String, InteropError> {
    toml::to_string(&learning_rate.to_schedule()).map_err(refuse(Target::Toml))
}

fn refuse<E: Display>(target: Target) -> impl Fn(E) -> InteropError {
    move |error| InteropError::NotWritable { target, path: String::new(), reason: error.to_string() }
}
