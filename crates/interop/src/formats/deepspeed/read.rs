//! From a configuration to its schedules.

use glidepath_serde::Horizon;

use super::resolve::is_auto;
use super::run::Known;
use super::types::build;
use crate::model::{Imported, InteropError, Source};
use crate::values::Value;
use crate::values::arguments::Argument;
use crate::values::path::join;

/// A configuration of DeepSpeed.
const SOURCE: Source = Source::file("deepspeed", "a DeepSpeed configuration");

/// The error for the state of a scheduler without its configuration.
pub(super) fn state_alone(path: &str) -> InteropError {
    let problem =
        "the state of a DeepSpeed scheduler tells only where it stands; its configuration is needed";
    InteropError::no_learning_rate(path, problem)
}

/// Reads a whole file.
pub(super) fn configuration(root: &Value, horizon: &Horizon) -> Result<Imported, InteropError> {
    if root.as_object().is_some_and(|object| object.len() == 1 && object.contains_key("last_batch_iteration"))
    {
        return Err(state_alone(""));
    }
    if !has_scheduler(root) {
        let problem =
            "a DeepSpeed configuration without a scheduler: the rate is in the program that runs it";
        return Err(InteropError::no_learning_rate("", problem));
    }
    at(root, "", horizon)
}

/// Reads a configuration with a scheduler that stands at `at`.
pub(super) fn at(config: &Value, at: &str, horizon: &Horizon) -> Result<Imported, InteropError> {
    Ok(Imported {
        total_steps: total_steps(config, horizon),
        path: join(at, "scheduler"),
        optimizer: config.at(&["optimizer", "type"]).and_then(Value::as_str).map(str::to_owned),
        ..build(config, at, Known::Length(horizon.total_steps()))?.imported(SOURCE)
    })
}

/// The length of the run, if a parameter says it or leaves it open.
fn total_steps(config: &Value, horizon: &Horizon) -> Option<u64> {
    let parameter = config.at(&["scheduler", "params", "total_num_steps"])?;
    if is_auto(parameter) { horizon.total_steps() } else { u64::read(parameter, "").ok() }
}

/// Whether a configuration has a scheduler.
pub(crate) fn has_scheduler(config: &Value) -> bool {
    config.at(&["scheduler", "type"]).is_some()
}
