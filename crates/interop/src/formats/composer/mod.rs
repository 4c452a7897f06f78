//! The schedulers of MosaicML Composer and llm-foundry, from the configuration of a run.
//!
//! ```yaml
//! max_duration: 4800ba
//! optimizer: {name: decoupled_adamw, lr: 6.0e-4}
//! scheduler: {name: cosine_with_warmup, t_warmup: 100ba, alpha_f: 0.1}
//! ```
//!
//! [`import`](crate::import) reads such an object, as YAML, TOML or JSON. The scheduler is named as llm-foundry names it, by
//! its class, or by its class in snake case without `Scheduler`. A WithWarmup class is read behind a
//! [`Warmup`](glidepath_schedules::Warmup):
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
//! A step here is a batch. `"100ba"` are batches; `"1ep"` needs the steps of an epoch, `"1e9tok"` the tokens and `"64e3sp"` the
//! samples of a step, which a [`Horizon`] tells, that of the samples also `global_train_batch_size`; `"0.06dur"` is a
//! share of `max_duration`, cut to a whole number in its unit, as Composer cuts it. Where the whole number of steps
//! matters, as for a warmup, what is none is refused. So is what Composer refuses, and a `scale_schedule_ratio`.
//!
//! The formulas are those of `composer/optim/scheduler.py` in mosaicml/composer at 0f1df8b (and 0.32.1), and of
//! `llmfoundry/optim/scheduler.py` in mosaicml/llm-foundry at ba6a501 (and 0.22.0): what the code does counts, not its
//! comments, which say `(t - t_warmup) / t_max` for `(t - t_warmup) / (t_max - t_warmup)`.

mod factors;
mod lines;
mod plan;
mod root;
mod time;

use glidepath_serde::{BoxSchedule, Horizon};
use serde_json::Value;

use crate::model::{Built, Imported, InteropError, Source};
use crate::values::arguments::{Arguments, NonNegative};
use crate::values::text;
use plan::Plan;
use time::Clock;

/// Builds the schedule of a configuration, for a run of which `horizon` tells what the configuration does not.
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
/// If the scheduler is unknown, a parameter is missing, unknown or out of its range, or a time cannot be told in steps.
pub fn schedule(config: &Value, horizon: &Horizon) -> Result<Built, InteropError> {
    read(config, horizon).map(|(schedule, _)| Built { schedule, notes: Vec::new() })
}

/// The schedule and the length of the run.
fn read(config: &Value, horizon: &Horizon) -> Result<(BoxSchedule, Option<u64>), InteropError> {
    let mut config = Arguments::new(config, "")?;
    let mut scheduler: Arguments<'_> = config.required("scheduler")?;
    let name: &str = scheduler.required("name")?;
    let Some(&(_, build)) = CLASSES.iter().find(|(names, _)| names.contains(&&*plain(name))) else {
        let known: Vec<_> = CLASSES.iter().map(|(names, _)| format!("`{}`", names[0])).collect();
        let got = text::shortened(name);
        return Err(scheduler.refuse("name", format!("must be one of {}, got {got:?}", known.join(", "))));
    };
    let mut optimizer: Arguments<'_> = config.required("optimizer")?;
    let NonNegative(rate) = optimizer.required("lr")?;
    refuse_changes(&mut config)?;
    let clock = Clock::read(&mut config, horizon)?;
    let mut plan = Plan::new(rate, scheduler, clock);
    let schedule = build(&mut plan)?;
    let total_steps = plan.clock.total_steps();
    plan.finish()?;
    Ok((schedule, total_steps))
}

/// Refuses what would make other rates of the same scheduler.
fn refuse_changes(config: &mut Arguments<'_>) -> Result<(), InteropError> {
    let ratio = config.or("scale_schedule_ratio", 1.0)?;
    if ratio != 1.0 {
        return Err(config.refuse("scale_schedule_ratio", format!("must be 1, got {ratio:?}")));
    }
    if !config.or("step_schedulers_every_batch", true)? {
        return Err(config.refuse("step_schedulers_every_batch", "must be true, got false"));
    }
    Ok(())
}

/// Reads a configuration; `None` if the value is something else.
pub(crate) fn import(value: &Value, horizon: &Horizon) -> Option<Result<Imported, InteropError>> {
    let scheduler = value.get("scheduler")?;
    if scheduler.get("type").is_some() || !scheduler.get("name")?.is_string() {
        return None;
    }
    Some(read(value, horizon).map(|(schedule, total_steps)| Imported {
        total_steps,
        path: "scheduler".to_owned(),
        optimizer: value.pointer("/optimizer/name").and_then(Value::as_str).map(str::to_owned),
        ..Imported::new(schedule, Source::Composer, Vec::new())
    }))
}

/// `CosineAnnealingScheduler`, perhaps with its module, as `cosine_annealing`.
fn plain(name: &str) -> String {
    let class = name.rsplit('.').next().unwrap_or(name);
    let Some(class) = class.strip_suffix("Scheduler") else { return name.to_owned() };
    let mut plain = String::new();
    for character in class.chars() {
        if character.is_ascii_uppercase() && !plain.is_empty() {
            plain.push('_');
        }
        plain.push(character.to_ascii_lowercase());
    }
    plain
}

/// Builds the schedule of one class.
type Build = fn(&mut Plan<'_>) -> Result<BoxSchedule, InteropError>;

/// The names of each class.
const CLASSES: [(&[&str], Build); 14] = [
    (&["constant_with_warmup"], lines::constant_with_warmup),
    (&["cosine_with_warmup", "cosine_annealing_with_warmup"], lines::cosine_with_warmup),
    (&["linear_decay_with_warmup", "linear_with_warmup"], lines::linear_with_warmup),
    (&["inv_sqrt_with_warmup", "inverse_square_root_with_warmup"], root::inverse_square_root_with_warmup),
    (&["step"], factors::step),
    (&["multi_step"], factors::multi_step),
    (&["constant"], factors::constant),
    (&["linear"], lines::linear),
    (&["exponential"], factors::exponential),
    (&["cosine_annealing"], lines::cosine),
    (&["cosine_annealing_warm_restarts"], factors::cosine_restarts),
    (&["polynomial"], lines::polynomial),
    (&["multi_step_with_warmup"], factors::multi_step_with_warmup),
    (&["polynomial_with_warmup"], lines::polynomial_with_warmup),
];
