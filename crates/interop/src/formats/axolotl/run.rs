//! What of a configuration decides the rate.

use glidepath_schedules::StepCount;
use glidepath_serde::Horizon;

use super::notes;
use crate::formats::{deepspeed, notes as shared, transformers};
use crate::model::groups::Groups;
use crate::model::{Built, InteropError, Note, Remedy};
use crate::parts::run_length;
use crate::values::account::is_absent;
use crate::values::arguments::{Arguments, NonNegative};
use crate::values::{Object, Value};

/// What of a configuration decides the rate.
#[derive(Debug)]
pub(super) struct Run<'v> {
    pub(super) learning_rate: f64,
    pub(super) lr_scheduler: &'v str,
    /// Whether that is given.
    pub(super) names_scheduler: bool,
    pub(super) kwargs: Value,
    pub(super) warmup_steps: u64,
    /// The length of the run, unless nothing needs it.
    pub(super) max_steps: Option<u64>,
    pub(super) quadratic_warmup: bool,
    pub(super) cosine_min_lr_ratio: Option<f64>,
    pub(super) cosine_constant_lr_ratio: Option<f64>,
    pub(super) deepspeed: Value,
    pub(super) notes: Vec<Note>,
}

/// The types that transformers does not have.
const OWN: [&str; 2] = ["one_cycle", "rex"];

/// What gives other parameters other rates.
const OTHER_RATES: [&str; 4] = ["embedding_lr", "embedding_lr_scale", "loraplus_lr_ratio", "lr_groups"];

impl<'v> Run<'v> {
    pub(super) fn read(config: &'v Value, horizon: &Horizon) -> Result<Self, InteropError> {
        let mut config = Arguments::new(config, "")?;
        for name in ["jagged_restart_steps", "relora", "relora_steps"] {
            let value: Option<&Value> = config.optional(name)?;
            if value.is_some_and(|value| !is_absent(name, value) && value.as_f64() != Some(0.0)) {
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
                notes.push(shared::other_rates(name));
            }
        }
        // Others read copies of these, and account for them.
        let kwargs: Option<&Value> = config.optional("lr_scheduler_kwargs")?;
        let deepspeed: Option<&Value> = config.optional("deepspeed")?;
        kwargs
            .into_iter()
            .chain(deepspeed.filter(|config| deepspeed::has_scheduler(config)))
            .for_each(Value::settle);
        let kwargs = kwargs.cloned().unwrap_or_else(|| Object::default().into());
        let deepspeed = deepspeed.cloned().unwrap_or_default();
        Ok(Self {
            learning_rate,
            lr_scheduler,
            names_scheduler,
            kwargs,
            warmup_steps,
            max_steps,
            quadratic_warmup: config.optional("lr_quadratic_warmup")?.unwrap_or(false),
            cosine_min_lr_ratio: share(&mut config, "cosine_min_lr_ratio")?,
            cosine_constant_lr_ratio: share(&mut config, "cosine_constant_lr_ratio")?,
            deepspeed,
            notes,
        })
    }

    pub(super) fn max_steps(&self) -> Result<u64, InteropError> {
        length(self.max_steps)
    }

    /// What Axolotl tells transformers.
    pub(super) fn training_arguments(&self, lr_scheduler_type: &str) -> Object {
        let arguments: [(&str, Value); 4] = [
            ("learning_rate", self.learning_rate.into()),
            ("lr_scheduler_type", lr_scheduler_type.into()),
            ("warmup_steps", self.warmup_steps.into()),
            ("max_steps", self.max_steps.map_or(Value::from(-1_i64), Value::from)),
        ];
        arguments.into_iter().map(|(name, value)| (name.to_owned(), value)).collect()
    }

    /// A type of transformers with the arguments that Axolotl gives it.
    pub(super) fn of_transformers(
        &self,
        lr_scheduler_type: &str,
        kwargs: Value,
    ) -> Result<Built, InteropError> {
        let mut arguments = self.training_arguments(lr_scheduler_type);
        arguments.insert("lr_scheduler_kwargs".to_owned(), kwargs);
        build_named(lr_scheduler_type, arguments).map(Groups::into_first)
    }

    /// The scheduler of DeepSpeed, for which the training arguments fill in what is open.
    pub(super) fn of_deepspeed(&self) -> Result<Groups, InteropError> {
        // Axolotl tells transformers so where the type is its own.
        let lr_scheduler_type = if OWN.contains(&self.lr_scheduler) { "cosine" } else { self.lr_scheduler };
        let mut arguments = self.training_arguments(lr_scheduler_type);
        arguments.insert("deepspeed".to_owned(), self.deepspeed.clone());
        build_named(lr_scheduler_type, arguments)
    }

    /// The steps between the warmup and a later one.
    pub(super) fn steps_until(&self, end: u64) -> Result<u64, InteropError> {
        let steps = end.checked_sub(self.warmup_steps).filter(|&steps| steps > 0);
        let problem = || format!("the warmup must end before step {end}, got {}", self.warmup_steps);
        steps.ok_or_else(|| InteropError::invalid("warmup_steps", problem()))
    }
}

fn build_named(lr_scheduler_type: &str, arguments: Object) -> Result<Groups, InteropError> {
    transformers::build_named(lr_scheduler_type, "lr_scheduler", &OWN, &arguments.into())
}

/// The length of the run: that of the file, or what the horizon says of it.
fn max_steps(
    config: &mut Arguments<'_>,
    horizon: &Horizon,
    notes: &mut Vec<Note>,
) -> Result<Option<u64>, InteropError> {
    let given = config.optional::<i64>("max_steps")?;
    // As in transformers, a number below 1 leaves the length to the epochs.
    let given = given.and_then(|steps| u64::try_from(steps).ok()).filter(|&steps| steps > 0);
    let epochs = config.optional("num_epochs")?.map_or(1.0, |NonNegative(epochs)| epochs);
    Ok(given.or(horizon.total_steps()).or_else(|| {
        let steps_per_epoch = horizon.steps_per_epoch()?;
        let max_steps = run_length::of_epochs(epochs, steps_per_epoch)?;
        notes.push(run_length::note(epochs, steps_per_epoch, max_steps));
        Some(max_steps)
    }))
}

fn length(max_steps: Option<u64>) -> Result<u64, InteropError> {
    let problem = "is missing, and the number of steps per epoch is unknown";
    max_steps.ok_or_else(|| InteropError::invalid("max_steps", problem).with_remedy(Remedy::RunLength))
}

fn share(config: &mut Arguments<'_>, name: &'static str) -> Result<Option<f64>, InteropError> {
    match config.optional(name)? {
        Some(share) if !(0.0..=1.0).contains(&share) => {
            Err(config.refuse(name, format!("must be between 0 and 1, got {share:?}")))
        }
        share => Ok(share),
    }
}

/// The length of the warmup that Axolotl passes to the Trainer.
fn warmup(
    config: &mut Arguments<'_>,
    max_steps: Option<u64>,
    notes: &mut Vec<Note>,
) -> Result<u64, InteropError> {
    let steps: Option<&Value> = config.optional("warmup_steps")?;
    if let Some(share) = steps.and_then(Value::as_f64).filter(|steps| 0.0 < *steps && *steps < 1.0) {
        let problem =
            format!("must be a whole number, got {share:?}; a share of the steps is `warmup_ratio`");
        return Err(config.refuse("warmup_steps", problem));
    }
    let given: Option<u64> = config.optional("warmup_steps")?;
    let ratio = share(config, "warmup_ratio")?;
    let steps = match (given, ratio) {
        (Some(steps), Some(ratio)) if steps > 0 && ratio > 0.0 => {
            return Err(config.refuse("warmup_ratio", "must be left out where `warmup_steps` is given"));
        }
        (Some(steps), _) => steps,
        (None, Some(share)) => {
            let (max_steps, warmup_steps) = (length(max_steps)?, cut(length(max_steps)?, share)?);
            notes.push(notes::warmup_share(share, max_steps, warmup_steps));
            warmup_steps
        }
        (None, None) => {
            let warmup_steps = cut(length(max_steps)?, 0.03)?.min(100);
            notes.push(notes::default_warmup(warmup_steps));
            warmup_steps
        }
    };
    if steps == 1 {
        notes.push(notes::warmup_of_one());
        return Ok(2);
    }
    Ok(steps)
}

/// `int(steps * share)`, of the rounded product, as Python computes it.
#[expect(clippy::cast_precision_loss, reason = "Python rounds the number to a double as well")]
pub(super) fn cut(steps: u64, share: f64) -> Result<u64, InteropError> {
    let cut = StepCount::from((steps as f64 * share).trunc()).whole();
    cut.ok_or_else(|| InteropError::invalid("max_steps", "must be below 2^64"))
}
