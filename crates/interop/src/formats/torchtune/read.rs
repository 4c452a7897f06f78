//! From a configuration to its schedule.

use glidepath_schedules::StepCount;
use glidepath_serde::{Horizon, LearningRate};

use super::marks::COMPONENT;
use super::notes;
use crate::containers::Document;
use crate::formats::notes as shared;
use crate::model::{Import, Imported, InteropError, Note, Remedy, Source};
use crate::parts::swing::Swing;
use crate::parts::{run_length, warmed_up};
use crate::values::arguments::{Arguments, NonNegative};
use crate::values::text;

/// A configuration of a recipe.
const SOURCE: Source = Source::text("torchtune", "a torchtune recipe");

/// The function, as recipes name it: since 0.4, and before.
const COSINE: [&str; 2] = [
    "torchtune.training.lr_schedulers.get_cosine_schedule_with_warmup",
    "torchtune.modules.get_cosine_schedule_with_warmup",
];

/// What only the recipes for reinforcement learning have.
const OF_OTHER_RECIPES: [&str; 2] = ["ppo_epochs", "grpo_samples"];

pub(super) fn read(document: &Document<'_>, horizon: &Horizon) -> Result<Import, InteropError> {
    let mut config = Arguments::new(&document.values, "")?;
    let mut optimizer: Arguments<'_> = config.required("optimizer")?;
    let class: &str = optimizer.required(COMPONENT)?;
    let NonNegative(rate) = optimizer.required("lr")?;
    let scheduler: Option<Arguments<'_>> = config.optional("lr_scheduler")?;
    let imported = match scheduler {
        Some(scheduler) => cosine(&mut config, scheduler, rate, horizon)?,
        None => Imported::new(constant(rate, &optimizer)?, SOURCE, vec![notes::constant()]),
    };
    let path = if imported.total_steps.is_some() { "lr_scheduler" } else { "optimizer.lr" };
    Ok(Import::Rate(Imported { path: path.to_owned(), optimizer: Some(class.to_owned()), ..imported }))
}

fn constant(rate: f64, optimizer: &Arguments<'_>) -> Result<LearningRate, InteropError> {
    LearningRate::constant(rate).map_err(InteropError::unfit(&optimizer.path_of("lr")))
}

/// `get_cosine_schedule_with_warmup`.
fn cosine(
    config: &mut Arguments<'_>,
    mut scheduler: Arguments<'_>,
    rate: f64,
    horizon: &Horizon,
) -> Result<Imported, InteropError> {
    let function: &str = scheduler.required(COMPONENT)?;
    if !COSINE.contains(&function) {
        let (known, got) = (COSINE[0], text::shortened(function));
        return Err(scheduler.refuse(COMPONENT, format!("must be `{known}`, got {got:?}")));
    }
    if let Some(key) = OF_OTHER_RECIPES.into_iter().find(|key| config.has(key)) {
        let problem = "belongs to a recipe of reinforcement learning, whose steps are not those of the data";
        return Err(config.refuse(key, problem));
    }
    let warmup: u64 = scheduler.required("num_warmup_steps")?;
    let num_cycles: f64 = scheduler.or("num_cycles", 0.5)?;
    let (total, note) = total_steps(config, horizon)?;
    let mut notes: Vec<_> = note.into_iter().collect();
    let Some(swing) = Swing::new(total.saturating_sub(warmup).max(1), num_cycles) else {
        return Err(scheduler.refuse("num_cycles", format!("must be at most 2^52, got {num_cycles:?}")));
    };
    if let Swing::About(steps) = swing {
        notes.push(shared::rounded_swing(num_cycles, steps));
    }
    if swing != Swing::Never {
        notes.push(shared::swings_on(total, "torchtune"));
    }
    let schedule = swing.between(rate, 0.0).and_then(|cosine| warmed_up(cosine, warmup, rate));
    let schedule = schedule.map_err(InteropError::unfit(scheduler.path()))?;
    scheduler.finish()?;
    Ok(Imported { total_steps: Some(total), ..Imported::new(schedule, SOURCE, notes) })
}

/// The updates of the run: as given, or those of its epochs.
fn total_steps(config: &mut Arguments<'_>, horizon: &Horizon) -> Result<(u64, Option<Note>), InteropError> {
    let epochs: u64 = config.required("epochs")?;
    let limit: Option<u64> = config.optional("max_steps_per_epoch")?;
    let Some(steps) = horizon.steps_per_epoch() else {
        let problem = "counts epochs, and the number of steps per epoch is unknown";
        let missing = || config.refuse("epochs", problem).with_remedy(Remedy::RunLength);
        return Ok((horizon.total_steps().ok_or_else(missing)?, None));
    };
    // A step that the data do not fill is not made.
    let steps = steps.floor();
    let steps = limit.map_or(steps, |limit| StepCount::from(limit).to_f64().min(steps));
    let epochs = StepCount::from(epochs).to_f64();
    let problem = || {
        config.refuse("epochs", format!("must make a run of at least 1 step, got {epochs:?} of {steps:?}"))
    };
    let total = run_length::of_epochs(epochs, steps).ok_or_else(problem)?;
    Ok((total, Some(run_length::note(epochs, steps, total))))
}
