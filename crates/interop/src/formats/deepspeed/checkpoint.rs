//! Checkpoints of DeepSpeed's engine.

use glidepath_serde::Horizon;
use serde_json::Value;

use super::{STATE_ALONE, has_scheduler, import_at};
use crate::model::{Imported, InteropError, Source};
use crate::values::arguments::expect;

/// Reads the configuration in a checkpoint and how often its scheduler was stepped; `None` if the value is something else.
pub(crate) fn import_checkpoint(
    value: &Value,
    source: Source,
    horizon: &Horizon,
) -> Option<Result<Imported, InteropError>> {
    let state = value.pointer("/lr_scheduler/last_batch_iteration");
    let Some(config) = value.get("ds_config") else {
        return state.map(|_| Err(InteropError::invalid("lr_scheduler", STATE_ALONE)));
    };
    if config.is_string() {
        let problem = "names a file, which has the scheduler; give that file";
        return Some(Err(InteropError::invalid("ds_config", problem)));
    }
    has_scheduler(config).then(|| {
        let imported = import_at(config, "ds_config", horizon)?;
        Ok(Imported { source, step: state.map(steps_made).transpose()?, ..imported })
    })
}

/// The scheduler counts from -1, before its first step.
fn steps_made(last: &Value) -> Result<u64, InteropError> {
    let steps =
        last.as_i64().and_then(|last| last.checked_add(1)).and_then(|steps| u64::try_from(steps).ok());
    expect(steps, "an integer from -1 on", last, "lr_scheduler.last_batch_iteration")
}
