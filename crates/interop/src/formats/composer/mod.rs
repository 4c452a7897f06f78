//! The schedulers of MosaicML Composer and llm-foundry, from the configuration of a run.
//!
//! ```yaml
//! max_duration: 4800ba
//! optimizer: {name: decoupled_adamw, lr: 6.0e-4}
//! scheduler: {name: cosine_with_warmup, t_warmup: 100ba, alpha_f: 0.1}
//! ```
//!
//! [`import`](crate::import) reads such an object, as YAML, TOML or JSON. The scheduler is named as
//! llm-foundry names it, by its class, or by its class in snake case without `Scheduler`. A WithWarmup class
//! is read after a [`Warmup`](glidepath_schedules::Warmup):
//!
//! | class | llm-foundry | read as |
//! |---|---|---|
//! | `ConstantScheduler` | | `Constant` |
//! | `StepScheduler`, `ExponentialScheduler` | | `ExponentialDecay` |
//! | `MultiStepScheduler`, `MultiStepWithWarmupScheduler` | | `PiecewiseConstantDecay` |
//! | `LinearScheduler`, `LinearWithWarmupScheduler` | `linear_decay_with_warmup` | `Transition` |
//! | `ConstantWithWarmupScheduler` | `constant_with_warmup` | `Constant` |
//! | `CosineAnnealingScheduler`, `CosineAnnealingWithWarmupScheduler` | `cosine_with_warmup` | `Transition` |
//! | `CosineAnnealingWarmRestartsScheduler` | | `CosineDecayRestarts` |
//! | `PolynomialScheduler`, `PolynomialWithWarmupScheduler` | | `PolynomialDecay` |
//! | `InverseSquareRootWithWarmupScheduler` | `inv_sqrt_with_warmup` | `InverseSquareRoot` |
//!
//! # Time
//!
//! A step here is a batch. `"100ba"` are batches; `"1ep"` needs the steps of an epoch, `"1e9tok"` the tokens
//! and `"64e3sp"` the samples of a step, which a [`Horizon`] tells, that of the samples also
//! `global_train_batch_size`; `"0.06dur"` is a share of `max_duration`, cut to a whole number in its unit, as
//! Composer cuts it. Where a whole number of steps is needed, as for a warmup, a fraction is refused. So is
//! what Composer refuses, and a `scale_schedule_ratio`.
//!
//! The formulas are those of `composer/optim/scheduler.py` in mosaicml/composer at 0f1df8b (and 0.32.1), and
//! of `llmfoundry/optim/scheduler.py` in mosaicml/llm-foundry at ba6a501 (and 0.22.0): what the code does
//! counts, not its comments, which say `(t - t_warmup) / t_max` for `(t - t_warmup) / (t_max - t_warmup)`.

mod classes;
mod factors;
mod lines;
mod marks;
mod plan;
mod read;
mod root;
mod time;

use glidepath_serde::Horizon;

use super::format::{Format, Reading};
use crate::containers::Document;
use crate::model::{Built, Import, Imported, InteropError, Source};
use crate::values::Value;
use crate::values::account::Harmless;

/// A configuration of Composer.
const SOURCE: Source = Source::file("composer", "a Composer configuration");

pub(super) const FORMAT: Format = Format {
    name: "composer",
    title: "MosaicML Composer",
    marks: "`scheduler.name` with `max_duration`, or with `t_warmup` and its like",
    built_on: &[],
    mark: marks::mark,
    reading: Reading::By(read),
    harmless: Harmless { keys: HARMLESS, branches: &["callbacks", "variables"] },
    reads_hjson: false,
};

/// Keys that only sound like a schedule.
const HARMLESS: &[&str] = &["scheduled_gc", "seq_length_warmup"];

fn read(document: &Document<'_>, horizon: &Horizon) -> Result<Import, InteropError> {
    let root = &document.values;
    let (schedule, total_steps) = read::read(root, horizon)?;
    Ok(Import::Rate(Imported {
        total_steps,
        path: "scheduler".to_owned(),
        optimizer: root.at(&["optimizer", "name"]).and_then(Value::as_str).map(str::to_owned),
        ..Imported::new(schedule, SOURCE, Vec::new())
    }))
}

/// Builds the schedule of a configuration, for a run of which `horizon` tells what the configuration does
/// not.
///
/// ```
/// use glidepath_core::LearningRateSchedule;
/// use glidepath_serde::Horizon;
/// use serde_json::json;
///
/// let config = json!({"max_duration": "4800ba", "optimizer": {"name": "decoupled_adamw", "lr": 0.5},
///     "scheduler": {"name": "cosine_with_warmup", "t_warmup": "100ba", "alpha_f": 0.1}});
/// let built = glidepath_interop::composer::schedule(&config, &Horizon::new())?;
/// assert_eq!(built.schedule.learning_rate(50), 0.25);
/// assert_eq!(built.schedule.learning_rate(4_800), 0.05);
/// # Ok::<(), glidepath_interop::InteropError>(())
/// ```
///
/// # Errors
///
/// If the scheduler is unknown, a parameter is missing, unknown or out of its range, or a time cannot be told
/// in steps.
pub fn schedule(config: &serde_json::Value, horizon: &Horizon) -> Result<Built, InteropError> {
    read::read(&config.clone().into(), horizon).map(|(schedule, _)| Built { schedule, notes: Vec::new() })
}
