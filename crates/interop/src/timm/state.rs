//! The state of a timm scheduler, which holds all of its parameters.

use serde_json::{Map, Value};

use super::builder::Builder;
use super::{Build, cycles, follows_a_metric, stable, steps};
use crate::InteropError;
use crate::arguments::{Arguments, NonNegative};
use crate::groups::{Groups, check_count};

/// The state, if it is one.
pub(super) enum State {
    /// Of a class that is a function of the step.
    Of(Build),
    /// Of `PlateauLRScheduler`, which saves nothing else.
    Plateau,
}

impl State {
    /// The class, told by the parameters that no other has.
    pub(super) fn of(object: &Map<String, Value>) -> Option<Self> {
        if object.len() == 2 && object.contains_key("best") && object.contains_key("last_epoch") {
            return Some(Self::Plateau);
        }
        if !object.contains_key("base_values") || !object.contains_key("param_group_field") {
            return None;
        }
        let has = |key| object.contains_key(key);
        Some(Self::Of(match object.get("decay_t") {
            _ if has("stable_fn") => stable::warmup_stable_decay,
            Some(Value::Array(_)) => steps::multi_step,
            Some(_) => steps::step,
            None if has("lb") => cycles::tanh,
            None if has("power") => cycles::polynomial,
            None => cycles::cosine,
        }))
    }

    /// The schedule of each parameter group.
    pub(super) fn read(self, value: &Value) -> Result<Groups, InteropError> {
        let Self::Of(build) = self else { return Err(follows_a_metric("")) };
        let mut state = Arguments::new(value, "")?;
        let rates: Vec<NonNegative> = state.required("base_values")?;
        let count = check_count(rates.len(), value, &state.path_of("base_values"))?;
        Groups::build(count, |group| {
            let NonNegative(base) = rates[group];
            let mut state = Arguments::new(value, "")?;
            // The slopes of the warmup follow from the rest.
            state.ignore(&[
                "base_values",
                "param_group_field",
                "_initial_param_group_field",
                "metric",
                "warmup_steps",
            ]);
            build(Builder::new(base, state)?)
        })
    }
}
