//! The schedulers of DeepSpeed, from its configuration.
//!
//! ```json
//! {"optimizer": {"type": "AdamW", "params": {"lr": 0.001}},
//!  "scheduler": {"type": "WarmupDecayLR", "params": {"total_num_steps": 1000, "warmup_num_steps": 100}}}
//! ```
//!
//! | `type` | read as |
//! |---|---|
//! | `WarmupLR`, `WarmupDecayLR`, `WarmupCosineLR` | `Transition`s in a `Sequential`, one step late, as there |
//! | `LRRangeTest` | `PowerLaw`, with stairs `Stretched` |
//! | `OneCycle` | `Interpolated`, with stairs `Repeated`, and `InverseTimeDecay` behind it |
//!
//! A checkpoint of the engine, `mp_rank_00_model_states.pt`, has its configuration as `ds_config`, and the step.
//!
//! A step here is a call of the scheduler's `step()`; at step 0 there was none. The parameters that are `"auto"` are
//! filled in from the [training arguments](crate::formats::transformers) of Hugging Face transformers, as the Trainer does; without
//! them a [`Horizon`] tells `total_num_steps`. Where a parameter has a value for each parameter group, each has a schedule.

mod checkpoint;
mod note;
mod one_cycle;
mod range_test;
mod resolve;
mod scheduler;
mod warmups;
mod write;

use glidepath_serde::Horizon;
use serde_json::{Map, Value};

pub(crate) use checkpoint::import_checkpoint;
pub use note::DeepSpeedNote;
pub use write::to_deepspeed;

use crate::formats::transformers::TrainingArguments;
use crate::model::groups::Groups;
use crate::model::{Built, Imported, InteropError, Source};
use crate::values::arguments::{Argument, Arguments, expect};
use crate::values::path::join;
use crate::values::text;
pub(crate) use resolve::Known;
use resolve::{Resolved, is_auto};
use scheduler::Scheduler;

/// Builds the schedule of a configuration, of several parameter groups that of the first. Where it says `"auto"`, the
/// training arguments tell the value.
///
/// ```
/// use glidepath_core::LearningRateSchedule;
/// use serde_json::json;
///
/// let config = json!({"scheduler": {"type": "WarmupLR", "params":
///     {"warmup_max_lr": "auto", "warmup_num_steps": 10, "warmup_type": "linear"}}});
/// let arguments = json!({"learning_rate": 0.5});
/// let built = glidepath_interop::deepspeed::schedule(&config, Some(&arguments))?;
/// assert_eq!(built.schedule.learning_rate(6), 0.25); // one step late
/// # Ok::<(), glidepath_interop::InteropError>(())
/// ```
///
/// # Errors
///
/// If the type is unknown, or a parameter is missing, unknown, out of its range or `"auto"` without a value for it.
pub fn schedule(config: &Value, training_arguments: Option<&Value>) -> Result<Built, InteropError> {
    let arguments = training_arguments.map(TrainingArguments::read).transpose()?;
    let known = Known { arguments: arguments.as_ref(), total_steps: None };
    build(config, "", known).map(Groups::into_first)
}

const STATE_ALONE: &str =
    "the state of a DeepSpeed scheduler tells only where it stands; its configuration is needed";

/// Reads a configuration; `None` if the value is something else.
pub(crate) fn import(value: &Value, horizon: &Horizon) -> Option<Result<Imported, InteropError>> {
    let object = value.as_object()?;
    if object.len() == 1 && object.contains_key("last_batch_iteration") {
        return Some(Err(InteropError::invalid("", STATE_ALONE)));
    }
    if !has_scheduler(value) {
        let problem =
            "a DeepSpeed configuration without a scheduler: the rate is in the program that runs it";
        let is_config = value.pointer("/optimizer/params").is_some();
        return is_config.then(|| Err(InteropError::invalid("", problem)));
    }
    Some(import_at(value, "", horizon))
}

/// Reads a configuration with a scheduler that stands at `at`.
fn import_at(config: &Value, at: &str, horizon: &Horizon) -> Result<Imported, InteropError> {
    let known = Known { arguments: None, total_steps: horizon.total_steps() };
    Ok(Imported {
        total_steps: total_steps(config, horizon),
        path: join(at, "scheduler"),
        optimizer: config.pointer("/optimizer/type").and_then(Value::as_str).map(str::to_owned),
        ..build(config, at, known)?.imported(Source::DeepSpeed)
    })
}

/// The length of the run, if a parameter says it or leaves it open.
fn total_steps(config: &Value, horizon: &Horizon) -> Option<u64> {
    let parameter = config.pointer("/scheduler/params/total_num_steps")?;
    if is_auto(parameter) { horizon.total_steps() } else { u64::read(parameter, "").ok() }
}

/// Whether a configuration has a scheduler.
pub(crate) fn has_scheduler(config: &Value) -> bool {
    config.pointer("/scheduler/type").is_some()
}

/// Builds the schedules of a configuration that stands at `at`.
pub(crate) fn build(config: &Value, at: &str, known: Known<'_>) -> Result<Groups, InteropError> {
    let none = Value::Object(Map::new());
    let mut scheduler: Arguments<'_> = Arguments::new(config, at)?.required("scheduler")?;
    let class: &str = scheduler.required("type")?;
    let Some(&(_, build)) = TYPES.iter().find(|(name, _)| *name == class) else {
        let known = TYPES.map(|(name, _)| format!("`{name}`")).join(", ");
        let got = text::shortened(class);
        return Err(scheduler.refuse("type", format!("must be one of {known}, got {got:?}")));
    };
    let parameters: &Value = scheduler.optional("params")?.unwrap_or(&none);
    let place = scheduler.path_of("params");
    scheduler.finish()?;
    let parameters = expect(parameters.as_object(), "an object", parameters, &place)?;
    let resolved = Resolved::new(parameters, &place, known)?;
    Groups::build(resolved.group_count()?, |group| {
        let parameters = resolved.of_group(group);
        let arguments = Arguments::new(&parameters, &place)?;
        build(Scheduler::new(config, at, arguments, known.arguments, resolved.notes.clone())?)
    })
}

/// Builds the schedule of one type.
type Build = fn(Scheduler<'_>) -> Result<Built, InteropError>;

/// All types.
const TYPES: [(&str, Build); 5] = [
    ("WarmupLR", warmups::warmup),
    ("WarmupDecayLR", warmups::decay),
    ("WarmupCosineLR", warmups::cosine),
    ("LRRangeTest", range_test::range_test),
    ("OneCycle", one_cycle::one_cycle),
];
