//! How far a scheduler has come.

use super::swa::SwaLr;
use crate::model::InteropError;
use crate::values::arguments::Arguments;
use crate::values::{Value, path};

/// How many steps a scheduler has made. A `ChainedScheduler` does not say; those in it do.
pub(super) fn step(state: &Value, path: &str) -> Result<u64, InteropError> {
    let mut state = Arguments::new(state, path)?;
    if state.has("anneal_epochs") {
        return SwaLr::steps(&mut state);
    }
    if state.has("last_epoch") {
        return state.required("last_epoch");
    }
    let parts: Vec<&Value> = state.required("_schedulers")?;
    match parts.first() {
        Some(first) => step(first, &path::element(&state.path_of("_schedulers"), 0)),
        None => Err(state.refuse("_schedulers", "must have at least 1 element, got 0")),
    }
}
