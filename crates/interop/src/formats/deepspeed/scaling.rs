//! Rates that DeepSpeed scales by the size of a batch.

use crate::model::InteropError;
use crate::values::Value;
use crate::values::path::join;

/// Refuses batches of several sizes, for each of which DeepSpeed scales the rate, by default linearly.
pub(super) fn refuse(config: &Value, at: &str) -> Result<(), InteropError> {
    const PLACE: [&str; 3] = ["data_efficiency", "data_sampling", "dynamic_batching"];
    let Some(batching) = config.at(&PLACE) else { return Ok(()) };
    let is_enabled = batching.get("enabled").and_then(Value::as_bool) == Some(true);
    if is_enabled && !batching.get("lr_scaling_method").is_some_and(Value::is_none) {
        let problem = "must be `none`: DeepSpeed scales the rate by the size of each batch";
        let place = join(at, &format!("{}.lr_scaling_method", PLACE.join(".")));
        return Err(InteropError::invalid(place, problem));
    }
    Ok(())
}
