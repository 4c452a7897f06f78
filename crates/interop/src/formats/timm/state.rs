//! The state of a timm scheduler, which holds all of its parameters.

use super::builder::Builder;
use super::classes::{Build, follows_a_metric};
use super::{cycles, stable, steps};
use crate::model::InteropError;
use crate::model::groups::{Groups, check_count};
use crate::values::arguments::{Arguments, NonNegative};
use crate::values::path::{Way, children};
use crate::values::{Object, Value};

/// The most states that are looked for.
const MOST: usize = 8;

/// The state, if it is one.
pub(super) enum State {
    /// Of a class that is a function of the step.
    Of(Build),
    /// Of `PlateauLRScheduler`, which saves nothing else.
    Plateau,
}

impl State {
    /// The class, told by the parameters that no other has.
    pub(super) fn of(object: &Object) -> Option<Self> {
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

    /// The schedule of each parameter group, from the state at `path`.
    pub(super) fn read(self, value: &Value, path: &str) -> Result<Groups, InteropError> {
        let Self::Of(build) = self else { return Err(follows_a_metric(path)) };
        let mut state = Arguments::new(value, path)?;
        let rates: Vec<NonNegative> = state.required("base_values")?;
        let count = check_count(rates.len(), value, &state.path_of("base_values"))?;
        Groups::build(count, |group| {
            let NonNegative(base) = rates[group];
            let mut state = Arguments::new(value, path)?;
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

/// The states in a file, and their places. That of `PlateauLRScheduler` has too little to be
/// recognized.
pub(super) fn find<'v>(value: &'v Value, way: &Way<'_>) -> Vec<(State, &'v Value, String)> {
    if let Some(state @ State::Of(_)) = value.as_object().and_then(State::of) {
        return vec![(state, value, way.text())];
    }
    children(value, way).flat_map(|(child, way)| find(child, &way)).take(MOST).collect()
}
