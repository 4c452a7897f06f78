//! The classes that follow a metric: `ReduceLROnPlateau`, and `GreedyLR` of Hugging Face transformers.

use serde::de::DeserializeOwned;
use serde_json::{Value as Json, json};

use super::scheduler::{State, not_restorable};
use crate::model::{InteropError, MetricRate};
use crate::values::arguments::{AnyNumber, Arguments, NonNegative};
use crate::values::{Value, token};

pub(super) const PLATEAU_KEYS: &[&str] = &[
    "best",
    "cooldown",
    "cooldown_counter",
    "eps",
    "factor",
    "min_lrs",
    "mode",
    "mode_worse",
    "num_bad_epochs",
    "patience",
    "threshold",
    "threshold_mode",
];

pub(super) const GREEDY_KEYS: &[&str] = &[
    "_init_lrs",
    "best",
    "cooldown",
    "cooldown_counter",
    "eps",
    "factor",
    "max_lrs",
    "min_lrs",
    "mode",
    "num_bad_epochs",
    "num_good_epochs",
    "patience",
    "reset_start",
    "reset_start_original",
    "smooth",
    "threshold",
    "threshold_mode",
    "warmup",
    "warmup_counter",
    "window_size",
];

/// The initial rate is lost, so the last one stands for it: no rule needs the other.
pub(super) fn plateau(state: &mut State<'_>) -> Result<MetricRate, InteropError> {
    let last: NonNegative = state.of_group("_last_lr")?;
    let min: NonNegative = state.of_group("min_lrs")?;
    let arguments = &mut state.arguments;
    let config = json!({
        "initial_learning_rate": last.0,
        "rules": "pytorch",
        "mode": arguments.required::<&str>("mode")?,
        "factor": arguments.required::<f64>("factor")?,
        "patience": arguments.required::<u64>("patience")?,
        "threshold": arguments.required::<f64>("threshold")?,
        "threshold_mode": arguments.required::<&str>("threshold_mode")?,
        "cooldown": arguments.required::<u64>("cooldown")?,
        "min_learning_rate": min.0,
        "eps": arguments.required::<NonNegative>("eps")?.0,
        "state": {
            "learning_rate": last.0,
            "best": best(arguments)?,
            "num_bad": arguments.required::<u64>("num_bad_epochs")?,
            "cooldown_left": arguments.required::<u64>("cooldown_counter")?,
        },
    });
    build(config, arguments).map(MetricRate::ReduceOnPlateau)
}

/// A reset concerns all parameter groups at once, so only a single one can stand alone.
pub(super) fn greedy(state: &mut State<'_>) -> Result<MetricRate, InteropError> {
    let groups: Vec<&Value> = state.arguments.required("_init_lrs")?;
    if groups.len() > 1 {
        return Err(not_restorable(
            state.arguments.path(),
            "GreedyLR",
            format!(
                "its parameter groups are reset together, when the last of them is at its least rate, and here each \
                 would stand alone; the file has {}",
                groups.len()
            ),
        ));
    }
    let [initial, last]: [NonNegative; 2] = [state.of_group("_init_lrs")?, state.of_group("_last_lr")?];
    let [min, max]: [NonNegative; 2] = [state.of_group("min_lrs")?, state.of_group("max_lrs")?];
    let arguments = &mut state.arguments;
    let is_smooth: bool = arguments.required("smooth")?;
    let window_size: u64 = arguments.required("window_size")?;
    let config = json!({
        "initial_learning_rate": initial.0,
        "mode": arguments.required::<&str>("mode")?,
        "factor": arguments.required::<f64>("factor")?,
        "patience": arguments.required::<u64>("patience")?,
        "threshold": arguments.required::<f64>("threshold")?,
        "threshold_mode": arguments.required::<&str>("threshold_mode")?,
        "cooldown": arguments.required::<u64>("cooldown")?,
        "warmup": arguments.required::<u64>("warmup")?,
        "min_learning_rate": min.0,
        "max_learning_rate": max.0,
        "eps": arguments.required::<NonNegative>("eps")?.0,
        "window_size": is_smooth.then_some(window_size),
        "reset_start": arguments.required::<u64>("reset_start_original")?,
        "state": {
            "learning_rate": last.0,
            "best": best(arguments)?,
            "num_good": arguments.required::<u64>("num_good_epochs")?,
            "num_bad": arguments.required::<u64>("num_bad_epochs")?,
            "cooldown_left": arguments.required::<u64>("cooldown_counter")?,
            "warmup_left": arguments.required::<u64>("warmup_counter")?,
            "reset_left": arguments.required::<u64>("reset_start")?,
            "window": window(arguments)?,
        },
    });
    build(config, arguments).map(MetricRate::Greedy)
}

/// The best metric; before the first metric it is the worst number of all.
fn best(arguments: &mut Arguments<'_>) -> Result<Json, InteropError> {
    let is_max = arguments.required::<&str>("mode")? == "max";
    let best: AnyNumber = arguments.required("best")?;
    let worst = if is_max { f64::NEG_INFINITY } else { f64::INFINITY };
    Ok(if best.0 == worst { Json::Null } else { any_number(best) })
}

/// The last metrics and their sum.
fn window(arguments: &mut Arguments<'_>) -> Result<Json, InteropError> {
    let Some(mut average) = arguments.optional::<Arguments<'_>>("_streaming_avg")? else {
        return Ok(json!({"values": [], "sum": 0.0}));
    };
    let values: Vec<AnyNumber> = average.required("values")?;
    let values: Json = values.into_iter().map(any_number).collect();
    Ok(json!({"values": values, "sum": any_number(average.required("sum")?)}))
}

fn any_number(number: AnyNumber) -> Json {
    if number.0.is_finite() { number.0.into() } else { token(number.0).into() }
}

fn build<S: DeserializeOwned>(config: Json, arguments: &Arguments<'_>) -> Result<S, InteropError> {
    serde_json::from_value(config).map_err(|error| InteropError::invalid(arguments.path(), error.to_string()))
}
