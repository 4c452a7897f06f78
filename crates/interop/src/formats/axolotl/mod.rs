//! The schedules of Axolotl, from the configuration of a run.
//!
//! ```yaml
//! base_model: NousResearch/Llama-3.2-1B
//! learning_rate: 2e-4
//! lr_scheduler: cosine
//! cosine_min_lr_ratio: 0.1
//! warmup_steps: 10
//! max_steps: 1000
//! ```
//!
//! [`import`](crate::import) reads such an object, as YAML, TOML or JSON. Where it gives `num_epochs` instead
//! of `max_steps`, the total steps of a [`Horizon`] tell the length of the run, or the steps of an epoch.
//!
//! | `lr_scheduler` | read as |
//! |---|---|
//! | a type of transformers | what [`transformers`](crate::formats::transformers) makes of it, with `lr_scheduler_kwargs` |
//! | `cosine` with `cosine_min_lr_ratio` | `cosine_with_min_lr` of transformers |
//! | the same with `cosine_constant_lr_ratio` | `Transition` after a [`Warmup`](glidepath_schedules::Warmup), which ends early |
//! | `cosine` with `lr_quadratic_warmup` | the cosine of transformers after a quadratic `Warmup` |
//! | `one_cycle` | PyTorch's [`OneCycleLR`](crate::formats::torch::schedule) |
//! | `rex` | `Transition` along a hyperbola after a `Warmup`, one step ahead |
//!
//! A scheduler in the configuration of [DeepSpeed](crate::formats::deepspeed) takes the place of all of
//! these, as it does there.
//!
//! Without a warmup Axolotl takes 3 in 100 of the steps, 100 at most; a warmup of 1 step is one of 2. A
//! `warmup_ratio` is cut to whole steps, not rounded up. Jagged restarts, and with them ReLoRA, are refused.
//!
//! The rules are those of `core/builders/base.py`, `core/trainers/mixins/scheduler.py` and
//! `utils/schedulers.py` in the package axolotl 0.19.0 (axolotl-ai-cloud/axolotl).

mod marks;
mod notes;
mod own;
mod rule;
mod run;

use glidepath_serde::Horizon;

use super::format::{Format, Reading};
use super::transformers::deepspeed_file;
use crate::containers::Document;
use crate::model::groups::Groups;
use crate::model::{Built, Import, Imported, InteropError, Source};
use crate::values::Value;
use crate::values::account::Harmless;
use rule::Rule;
use run::Run;

/// A configuration of Axolotl.
const SOURCE: Source = Source::file("axolotl", "an Axolotl configuration");

pub(super) const FORMAT: Format = Format {
    name: "axolotl",
    title: "Axolotl",
    marks: "`base_model` beside `lr_scheduler` or `datasets`; `lr_scheduler` with a key of its own, as \
            `cosine_min_lr_ratio`",
    built_on: &["transformers", "deepspeed"],
    mark: marks::mark,
    reading: Reading::By(read),
    harmless: Harmless { keys: HARMLESS, branches: BRANCHES },
    reads_hjson: false,
};

/// Parts that are not about the rate.
const BRANCHES: &[&str] = &[
    "datasets",
    "deepspeed.compression_training",
    "deepspeed.curriculum_learning",
    "deepspeed.data_efficiency",
    "plugins",
    "test_datasets",
    "trl",
];

/// Keys that only sound like a schedule: what belongs to restarts that are off, or to one cycle.
const HARMLESS: &[&str] = &[
    "jagged_restart_anneal_steps",
    "jagged_restart_warmup_steps",
    "lr_div_factor",
    "relora_anneal_steps",
    "relora_warmup_steps",
];

fn read(document: &Document<'_>, horizon: &Horizon) -> Result<Import, InteropError> {
    let (groups, total_steps) = of_run(&document.values, horizon)?;
    Ok(Import::Rate(Imported {
        total_steps,
        optimizer: document.values.get("optimizer").and_then(Value::as_str).map(str::to_owned),
        ..groups.imported(SOURCE)
    }))
}

/// The schedules and the length of the run.
fn of_run(config: &Value, horizon: &Horizon) -> Result<(Groups, Option<u64>), InteropError> {
    let mut run = Run::read(config, horizon)?;
    let rule = Rule::of(&run);
    let mut groups = rule.build(&run)?;
    run.notes.append(&mut groups.first.notes);
    run.notes.extend(rule.ignored(&run));
    if let Value::String(path) = &run.deepspeed {
        run.notes.push(deepspeed_file(path));
    }
    groups.first.notes = run.notes;
    Ok((groups, run.max_steps))
}

/// Builds the schedule of a configuration, for a run of which `horizon` may tell the length.
///
/// ```
/// use glidepath_core::LearningRateSchedule;
/// use glidepath_serde::Horizon;
/// use serde_json::json;
///
/// let config = json!({"learning_rate": 0.5, "lr_scheduler": "cosine", "warmup_steps": 10, "num_epochs": 3});
/// let horizon = Horizon::new().with_total_steps(110)?;
/// let built = glidepath_interop::axolotl::schedule(&config, &horizon)?;
/// assert_eq!(built.schedule.learning_rate(5), 0.25);
/// assert_eq!(built.schedule.learning_rate(60), 0.25);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
///
/// # Errors
///
/// If the scheduler is unknown or follows a metric, a value is missing or out of its range, or the length of
/// the run is not known.
pub fn schedule(config: &serde_json::Value, horizon: &Horizon) -> Result<Built, InteropError> {
    of_run(&config.clone().into(), horizon).map(|(groups, _)| groups.into_first())
}
