//! The form of this library, in JSON and other languages.

use std::fmt::Display;

use glidepath_core::Scheduler;
use glidepath_serde::LearningRate;

use crate::model::{InteropError, Target};
use crate::values::Json;

/// Writes a learning rate as this library reads it: a number, or `{"class_name": …, "config": {…}}`; with a step, a
/// [`Scheduler`] that goes on there, `{"schedule": …, "step": …}`.
///
/// ```
/// use glidepath_interop::{import_bytes, to_glidepath};
/// use glidepath_schedules::ExponentialDecay;
/// use glidepath_serde::IntoBoxSchedule;
///
/// let decay = ExponentialDecay::new(0.1, 100, 0.5)?.boxed().into();
/// let imported = import_bytes(to_glidepath(&decay, Some(40))?.to_string().as_bytes())?;
/// assert_eq!((imported.learning_rate, imported.step), (decay, Some(40)));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
///
/// # Errors
///
/// If a class of your own cannot be serialized.
pub fn to_glidepath(learning_rate: &LearningRate, step: Option<u64>) -> Result<Json, InteropError> {
    Ok(match step {
        Some(step) => Json::of(&Scheduler::resume(learning_rate, step))?,
        None => Json::of(learning_rate)?,
    })
}

/// Writes a learning rate as YAML, which [`import`](crate::import) reads; with a step, as
/// [`to_glidepath`] does. A constant rate alone is a `Constant`.
///
/// ```
/// use glidepath_interop::to_yaml;
/// use glidepath_schedules::ExponentialDecay;
/// use glidepath_serde::IntoBoxSchedule;
///
/// let decay = ExponentialDecay::new(0.1, 100, 0.5)?.boxed().into();
/// let text = to_yaml(&decay, None)?;
/// assert!(text.starts_with("class_name: ExponentialDecay\nconfig:\n"));
/// assert_eq!(glidepath_interop::import_bytes(text.as_bytes())?.learning_rate, decay);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
///
/// # Errors
///
/// If a class of your own cannot be serialized.
pub fn to_yaml(learning_rate: &LearningRate, step: Option<u64>) -> Result<String, InteropError> {
    match step {
        Some(step) => serde_saphyr::to_string(&Scheduler::resume(learning_rate, step)),
        None => serde_saphyr::to_string(&learning_rate.to_schedule()),
    }
    .map_err(refuse(Target::Yaml))
}

/// Writes a learning rate as TOML, which [`import`](crate::import) reads; otherwise as [`to_yaml`].
///
/// # Errors
///
/// If a class of your own cannot be serialized, or the step is above [`i64::MAX`], which is the greatest in TOML.
pub fn to_toml(learning_rate: &LearningRate, step: Option<u64>) -> Result<String, InteropError> {
    match step {
        Some(step) => toml::to_string(&Scheduler::resume(learning_rate, step)),
        None => toml::to_string(&learning_rate.to_schedule()),
    }
    .map_err(refuse(Target::Toml))
}

fn refuse<E: Display>(target: Target) -> impl Fn(E) -> InteropError {
    move |error| InteropError::NotWritable { target, path: String::new(), reason: error.to_string() }
}
