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
//! | `OneCycle` | `Interpolated`, with stairs `Repeated`, and `InverseTimeDecay` after it |
//!
//! A checkpoint of the engine, `mp_rank_00_model_states.pt`, has its configuration as `ds_config`, and the
//! step.
//!
//! A step here is a call of the scheduler's `step()`; at step 0 there was none. The parameters that are
//! `"auto"` are filled in from the [training arguments](crate::formats::transformers) of Hugging Face
//! transformers, as the Trainer does; without them a [`Horizon`] tells `total_num_steps`. Where a parameter
//! has a value for each parameter group, each has a schedule.

mod checkpoint;
mod harmless;
mod marks;
mod notes;
mod one_cycle;
mod range_test;
mod read;
mod resolve;
mod run;
mod scaling;
mod scheduler;
mod types;
mod warmups;
pub(crate) mod write;

use glidepath_serde::Horizon;

pub(crate) use read::has_scheduler;
pub(crate) use run::{Known, Run};
pub(crate) use types::build;

use super::format::{Format, Reading};
use crate::containers::{Document, Neighbours};
use crate::model::groups::Groups;
use crate::model::{Built, Import, InteropError};

pub(super) const FORMAT: Format = Format {
    name: "deepspeed",
    title: "DeepSpeed",
    marks: "the name of one of its schedulers as `scheduler.type`; `scheduler.params` and `optimizer.params`; \
            `zero_optimization` and its like; a checkpoint with `ds_config`; a folder with `latest`",
    built_on: &[],
    mark: marks::mark,
    reading: Reading::By(read),
    harmless: harmless::HARMLESS,
    reads_hjson: true,
};

fn read(document: &Document<'_>, horizon: &Horizon) -> Result<Import, InteropError> {
    let imported = match &document.neighbours {
        Neighbours::Folder(folder) => checkpoint::folder(folder, horizon),
        _ if document.container.is_pickled() => {
            checkpoint::states(&document.values, document.container, horizon)
        }
        _ => read::configuration(&document.values, horizon),
    };
    imported.map(Import::Rate)
}

/// Builds the schedule of a configuration, of several parameter groups that of the first.
///
/// ```
/// use glidepath_core::LearningRateSchedule;
/// use serde_json::json;
///
/// let config = json!({"scheduler": {"type": "WarmupLR", "params":
///     {"warmup_max_lr": 0.5, "warmup_num_steps": 10, "warmup_type": "linear"}}});
/// let built = glidepath_interop::deepspeed::schedule(&config)?;
/// assert_eq!(built.schedule.learning_rate(6), 0.25); // one step late
/// # Ok::<(), glidepath_interop::InteropError>(())
/// ```
///
/// # Errors
///
/// If the type is unknown, or a parameter is missing, unknown, out of its range, or `"auto"`: the training
/// arguments of [transformers](crate::transformers) that have this configuration as `deepspeed` tell such
/// values.
pub fn schedule(config: &serde_json::Value) -> Result<Built, InteropError> {
    build(&config.clone().into(), "", Known::Length(None)).map(Groups::into_first)
}
