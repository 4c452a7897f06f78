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
//! [`import`](crate::import) reads such an object, as YAML, TOML or JSON. Where it gives `num_epochs` instead of `max_steps`,
//! the total steps of a [`Horizon`] tell the length of the run, or the steps of an epoch.
//!
//! | `lr_scheduler` | read as |
//! |---|---|
//! | a type of transformers | what [`transformers`](crate::formats::transformers) makes of it, with `lr_scheduler_kwargs` |
//! | `cosine` with `cosine_min_lr_ratio` | `cosine_with_min_lr` of transformers |
//! | the same with `cosine_constant_lr_ratio` | `Transition` behind a [`Warmup`](glidepath_schedules::Warmup), which ends early |
//! | `cosine` with `lr_quadratic_warmup` | the cosine of transformers behind a bent `Warmup` |
//! | `one_cycle` | PyTorch's [`OneCycleLR`](crate::formats::torch::schedule) |
//! | `rex` | `Transition` along a hyperbola behind a `Warmup`, one step ahead |
//!
//! A scheduler in the configuration of [DeepSpeed](crate::formats::deepspeed) takes the place of all of these, as it does there.
//!
//! Without a warmup Axolotl takes 3 in 100 of the steps, 100 at most; a warmup of 1 step is one of 2. A `warmup_ratio` is
//! cut to whole steps, not rounded up. Jagged restarts, and with them ReLoRA, are refused.
//!
//! The rules are those of `core/builders/base.py`, `core/trainers/mixins/scheduler.py` and `utils/schedulers.py` in the
//! package axolotl 0.19.0 (axolotl-ai-cloud/axolotl).

mod note;
mod own;
mod way;

use glidepath_schedules::StepCount;
use glidepath_serde::Horizon;
use serde_json::{Value, json};

pub use note::AxolotlNote;

use crate::formats::transformers::TransformersNote;
use crate::model::groups::Groups;
use crate::model::{Built, Imported, InteropError, Note, Source};
use crate::parts::run_length;
use crate::values::arguments::{Arguments, NonNegative};
use crate::values::misspelt;
use way::Way;

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
/// If the scheduler is unknown or follows a metric, a value is missing or out of its range, or the length of the run is
/// not known.
pub fn schedule(config: &Value, horizon: &Horizon) -> Result<Built, InteropError> {
    read(config, horizon).map(|(groups, _)| groups.into_first())
}

/// The schedules and the length of the run.
fn read(config: &Value, horizon: &Horizon) -> Result<(Groups, Option<u64>), InteropError> {
    let mut run = Run::read(config, horizon)?;
    let way = Way::of(&run);
    let mut groups = way.build(&run)?;
    run.notes.append(&mut groups.first.notes);
    run.notes.extend(way.ignored(&run));
    if let Value::String(path) = &run.deepspeed {
        run.notes.push(Note::Transformers(TransformersNote::DeepSpeedFile { path: path.clone() }));
    }
    groups.first.notes = run.notes;
    Ok((groups, run.max_steps))
}

/// Reads a configuration; `None` if the value is something else.
pub(crate) fn import(value: &Value, horizon: &Horizon) -> Option<Result<Imported, InteropError>> {
    const MARKS: [&str; 6] = [
        "num_epochs",
        "micro_batch_size",
        "max_steps",
        "warmup_steps",
        "warmup_ratio",
        "cosine_min_lr_ratio",
    ];
    let object = value.as_object()?;
    let has = |name: &str| object.contains_key(name);
    let names_scheduler = object.get("lr_scheduler").is_some_and(Value::is_string);
    let is_run = has("base_model") || (names_scheduler && MARKS.into_iter().any(has));
    if !is_run || !has("learning_rate") || has("lr_scheduler_type") {
        return None;
    }
    Some(read(value, horizon).map(|(groups, total_steps)| Imported {
        total_steps,
        optimizer: object.get("optimizer").and_then(Value::as_str).map(str::to_owned),
        ..groups.imported(Source::Axolotl)
    }))
}

/// What of a configuration decides the rate.
#[derive(Debug)]
struct Run<'v> {
    learning_rate: f64,
    lr_scheduler: &'v str,
    /// Whether that is given.
    names_scheduler: bool,
    kwargs: Value,
    warmup_steps: u64,
    /// The length of the run, unless nothing needs it.
    max_steps: Option<u64>,
    quadratic_warmup: bool,
    cosine_min_lr_ratio: Option<f64>,
    cosine_constant_lr_ratio: Option<f64>,
    deepspeed: Value,
    notes: Vec<Note>,
}

/// What gives other parameters other rates.
const OTHER_RATES: [&str; 4] = ["embedding_lr", "embedding_lr_scale", "loraplus_lr_ratio", "lr_groups"];

impl<'v> Run<'v> {
    fn read(config: &'v Value, horizon: &Horizon) -> Result<Self, InteropError> {
        refuse_misspelt(config)?;
        let mut config = Arguments::new(config, "")?;
        for name in ["jagged_restart_steps", "relora"] {
            let value: Option<&Value> = config.optional(name)?;
            if value.is_some_and(|value| *value != json!(false) && *value != json!(0)) {
                return Err(config.refuse(name, "must be left out: its restarts are not read"));
            }
        }
        let NonNegative(learning_rate) = config.required("learning_rate")?;
        let lr_scheduler: Option<&str> = config.optional("lr_scheduler")?;
        let names_scheduler = lr_scheduler.is_some();
        let lr_scheduler = lr_scheduler.unwrap_or("cosine");
        let mut notes = Vec::new();
        let max_steps = max_steps(&mut config, horizon, &mut notes)?;
        let warmup_steps = warmup(&mut config, max_steps, &mut notes)?;
        let needs_no_length = ["constant", "constant_with_warmup", "inverse_sqrt"].contains(&lr_scheduler);
        if !needs_no_length {
            length(max_steps)?;
        }
        for name in OTHER_RATES {
            if config.optional::<&Value>(name)?.is_some() {
                notes.push(Note::Axolotl(AxolotlNote::OtherRates { name }));
            }
        }
        Ok(Self {
            learning_rate,
            lr_scheduler,
            names_scheduler,
            kwargs: config.optional::<&Value>("lr_scheduler_kwargs")?.cloned().unwrap_or_else(|| json!({})),
            warmup_steps,
            max_steps,
            quadratic_warmup: config.optional("lr_quadratic_warmup")?.unwrap_or(false),
            cosine_min_lr_ratio: share(&mut config, "cosine_min_lr_ratio")?,
            cosine_constant_lr_ratio: share(&mut config, "cosine_constant_lr_ratio")?,
            deepspeed: config.optional::<&Value>("deepspeed")?.cloned().unwrap_or_default(),
            notes,
        })
    }

    fn max_steps(&self) -> Result<u64, InteropError> {
        length(self.max_steps)
    }

    /// What Axolotl tells transformers.
    fn training_arguments(&self, lr_scheduler_type: &str) -> Value {
        json!({
            "learning_rate": self.learning_rate,
            "lr_scheduler_type": lr_scheduler_type,
            "warmup_steps": self.warmup_steps,
            "max_steps": self.max_steps.map_or(json!(-1), Value::from),
        })
    }

    /// The steps between the warmup and a later one.
    fn steps_until(&self, end: u64) -> Result<u64, InteropError> {
        let steps = end.checked_sub(self.warmup_steps).filter(|&steps| steps > 0);
        let problem = || format!("the warmup must end before step {end}, got {}", self.warmup_steps);
        steps.ok_or_else(|| InteropError::invalid("warmup_steps", problem()))
    }
}

fn refuse_misspelt(config: &Value) -> Result<(), InteropError> {
    const KNOWN: [&str; 11] = [
        "lr_scheduler",
        "lr_scheduler_kwargs",
        "lr_quadratic_warmup",
        "lr_div_factor",
        "lr_groups",
        "warmup_steps",
        "warmup_ratio",
        "cosine_min_lr_ratio",
        "cosine_constant_lr_ratio",
        "jagged_restart_warmup_steps",
        "relora_warmup_steps",
    ];
    let is_about_schedule = |name: &str| misspelt::has_word_of_schedule(name) || name.contains("cosine");
    match config.as_object() {
        Some(object) => misspelt::refuse(object, is_about_schedule, &KNOWN),
        None => Ok(()),
    }
}

/// The length of the run: that of the file, or what the horizon says of it.
fn max_steps(
    config: &mut Arguments<'_>,
    horizon: &Horizon,
    notes: &mut Vec<Note>,
) -> Result<Option<u64>, InteropError> {
    let given = config.optional::<u64>("max_steps")?.filter(|&steps| steps > 0);
    let epochs = config.optional("num_epochs")?.map_or(1.0, |NonNegative(epochs)| epochs);
    Ok(given.or(horizon.total_steps()).or_else(|| {
        let steps_per_epoch = horizon.steps_per_epoch()?;
        let max_steps = run_length::of_epochs(epochs, steps_per_epoch)?;
        notes.push(Note::Epochs { epochs, steps_per_epoch, max_steps });
        Some(max_steps)
    }))
}

fn length(max_steps: Option<u64>) -> Result<u64, InteropError> {
    let problem = "is missing; where the length follows from `num_epochs`, `total_steps` or `steps_per_epoch` of the run \
                   tells it";
    max_steps.ok_or_else(|| InteropError::invalid("max_steps", problem))
}

fn share(config: &mut Arguments<'_>, name: &'static str) -> Result<Option<f64>, InteropError> {
    match config.optional(name)? {
        Some(share) if !(0.0..=1.0).contains(&share) => {
            Err(config.refuse(name, format!("must be between 0 and 1, got {share:?}")))
        }
        share => Ok(share),
    }
}

/// The length of the warmup, as Axolotl tells it to the Trainer.
fn warmup(
    config: &mut Arguments<'_>,
    max_steps: Option<u64>,
    notes: &mut Vec<Note>,
) -> Result<u64, InteropError> {
    let given: Option<u64> = config.optional("warmup_steps")?;
    let ratio = share(config, "warmup_ratio")?;
    let steps = match (given, ratio) {
        (Some(steps), Some(ratio)) if steps > 0 && ratio > 0.0 => {
            return Err(config.refuse("warmup_ratio", "must be left out where `warmup_steps` is given"));
        }
        (Some(steps), _) => steps,
        (None, Some(share)) => {
            let (max_steps, warmup_steps) = (length(max_steps)?, cut(length(max_steps)?, share)?);
            notes.push(Note::Axolotl(AxolotlNote::WarmupShare { share, max_steps, warmup_steps }));
            warmup_steps
        }
        (None, None) => {
            let warmup_steps = cut(length(max_steps)?, 0.03)?.min(100);
            notes.push(Note::Axolotl(AxolotlNote::DefaultWarmup { warmup_steps }));
            warmup_steps
        }
    };
    if steps == 1 {
        notes.push(Note::Axolotl(AxolotlNote::WarmupOfOne));
        return Ok(2);
    }
    Ok(steps)
}

/// `int(steps * share)`, of the rounded product, as Python computes it.
#[expect(clippy::cast_precision_loss, reason = "Python rounds the number to a double as well")]
fn cut(steps: u64, share: f64) -> Result<u64, InteropError> {
    let cut = StepCount::from((steps as f64 * share).trunc()).whole();
    cut.ok_or_else(|| InteropError::invalid("max_steps", "must be below 2^64"))
}
