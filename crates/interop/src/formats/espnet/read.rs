//! From a configuration to its schedule.

use std::num::NonZeroU64;

use glidepath_schedules::{InverseSquareRoot, Noam, ScheduleError, Shifted};
use glidepath_serde::{Horizon, IntoBoxSchedule, LearningRate};

use crate::containers::Document;
use crate::formats::{notes, torch};
use crate::model::{Built, Import, Imported, InteropError, Source, StepUnit};
use crate::parts::step_unit;
use crate::values::arguments::{Arguments, NonNegative};
use crate::values::{Value, text};

/// A configuration of a training.
const SOURCE: Source = Source::text("espnet", "an ESPnet training");

const SCHEDULER: &str = "scheduler";
/// The arguments of its class.
const ARGUMENTS: &str = "scheduler_conf";

/// The classes of PyTorch that make a step after each update.
const OF_UPDATES: [&str; 3] = ["CyclicLR", "OneCycleLR", "CosineAnnealingWarmRestarts"];
/// And those that make one after each epoch.
const OF_EPOCHS: [&str; 4] = ["StepLR", "MultiStepLR", "ExponentialLR", "CosineAnnealingLR"];
/// The one that follows a metric, as its error says.
const OF_A_METRIC: [&str; 1] = ["ReduceLROnPlateau"];

pub(super) fn read(document: &Document<'_>, _: &Horizon) -> Result<Import, InteropError> {
    let mut config = Arguments::new(&document.values, "")?;
    if config.or("use_deepspeed", false)? {
        return Err(
            config.refuse("use_deepspeed", "must be false: DeepSpeed's own file has the schedule then")
        );
    }
    let optimizer: Option<&str> = config.optional("optim")?;
    let mut arguments: Arguments<'_> = config.required("optim_conf")?;
    let NonNegative(rate) = arguments.required("lr")?;
    if !config.has(SCHEDULER) {
        return Err(InteropError::invalid("", format!("missing field `{SCHEDULER}`")));
    }
    let name: Option<&str> = config.optional(SCHEDULER)?;
    let imported = match name {
        Some(name) => scheduled(&mut config, name, rate)?,
        None => {
            config.optional::<Arguments<'_>>(ARGUMENTS)?.map_or(Ok(()), Arguments::finish)?;
            let rate = LearningRate::constant(rate).map_err(InteropError::unfit("optim_conf"))?;
            Imported { path: "optim_conf.lr".to_owned(), ..Imported::new(rate, SOURCE, Vec::new()) }
        }
    };
    Ok(Import::Rate(Imported { optimizer: optimizer.map(str::to_owned), ..imported }))
}

/// The schedule of a scheduler by its name, in any case.
fn scheduled(config: &mut Arguments<'_>, name: &str, rate: f64) -> Result<Imported, InteropError> {
    let Some(values): Option<&Value> = config.optional(ARGUMENTS)? else {
        return Err(config.refuse(ARGUMENTS, format!("must be an object beside `{SCHEDULER}`")));
    };
    let mut arguments = Arguments::new(values, ARGUMENTS)?;
    let mut found = Vec::new();
    let lowercase = name.to_ascii_lowercase();
    let built = match lowercase.as_str() {
        "warmuplr" => {
            if arguments.has("lr_decay") {
                arguments.ignore(&["lr_decay"]);
                found
                    .push(notes::unused_parameter("lr_decay", "it is for another scheduler of PaddleSpeech"));
            }
            warmup(rate, warmup_steps(&mut arguments)?)
        }
        "noamlr" => {
            let size = model_size(&mut arguments)?;
            noam(rate, size, warmup_steps(&mut arguments)?)
        }
        "noam" => {
            let problem = "must not be PaddleSpeech's `noam`, which takes the size of the model from another place; `Noam` \
                           makes the same of it, `lr` and `warmup_steps`";
            return Err(config.refuse(SCHEDULER, problem));
        }
        _ => return of_torch(config, name, rate, values),
    };
    let schedule = built.map_err(InteropError::unfit(ARGUMENTS))?;
    arguments.finish()?;
    Ok(Imported { path: SCHEDULER.to_owned(), ..Imported::new(schedule, SOURCE, found) })
}

/// The schedule of a class of PyTorch.
fn of_torch(
    config: &Arguments<'_>,
    name: &str,
    rate: f64,
    arguments: &Value,
) -> Result<Imported, InteropError> {
    let find =
        |classes: &[&'static str]| classes.iter().copied().find(|class| class.eq_ignore_ascii_case(name));
    let (class, unit) = match (find(&OF_UPDATES), find(&OF_EPOCHS).or_else(|| find(&OF_A_METRIC))) {
        (Some(class), _) => (class, StepUnit::Update),
        (None, Some(class)) => (class, StepUnit::Epoch),
        (None, None) => {
            let known = [["warmuplr", "noamlr"].as_slice(), &OF_EPOCHS, &OF_UPDATES].concat();
            return Err(config.refuse(SCHEDULER, text::must_be_one_of(known, name)));
        }
    };
    let Built { schedule, mut notes } = torch::build(class, rate, arguments, ARGUMENTS)?;
    if unit == StepUnit::Epoch {
        notes.push(step_unit::epochs("ESPnet has it for this class"));
    }
    let path = SCHEDULER.to_owned();
    Ok(Imported { path, step_unit: Some(unit), ..Imported::new(schedule, SOURCE, notes) })
}

fn model_size(arguments: &mut Arguments<'_>) -> Result<u32, InteropError> {
    let size: u64 = arguments.or("model_size", 320)?;
    let refuse = |_| arguments.refuse("model_size", format!("must be below 2^32, got {size}"));
    size.try_into().map_err(refuse)
}

fn warmup_steps(arguments: &mut Arguments<'_>) -> Result<u64, InteropError> {
    let default = NonZeroU64::MIN.saturating_add(24_999);
    arguments.or("warmup_steps", default).map(NonZeroU64::get)
}

/// ESPnet counts from 1.
fn warmup(rate: f64, warmup_steps: u64) -> Result<LearningRate, ScheduleError> {
    Ok(Shifted::new(InverseSquareRoot::new(rate, warmup_steps)?, 1).boxed().into())
}

fn noam(rate: f64, model_size: u32, warmup_steps: u64) -> Result<LearningRate, ScheduleError> {
    Ok(Noam::new(model_size, warmup_steps)?.with_factor(rate)?.boxed().into())
}
