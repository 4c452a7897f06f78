//! From a configuration to its schedule.

use std::num::NonZeroU64;

use glidepath_schedules::{InverseSquareRoot, Noam, ScheduleError, Shifted};
use glidepath_serde::{Horizon, IntoBoxSchedule, LearningRate};

use crate::containers::Document;
use crate::formats::{notes, torch};
use crate::model::{Built, Import, Imported, InteropError, Note, Source, StepUnit};
use crate::parts::step_unit;
use crate::values::arguments::{Arguments, NonNegative};
use crate::values::{Value, text};

/// A configuration of a training.
const SOURCE: Source = Source::text("espnet", "an ESPnet training");

const SCHEDULER: &str = "scheduler";
/// The arguments of its class.
const ARGUMENTS: &str = "scheduler_conf";

/// The classes of PyTorch, and when ESPnet makes a step of each.
const CLASSES: [(&str, StepUnit); 8] = [
    ("StepLR", StepUnit::Epoch),
    ("MultiStepLR", StepUnit::Epoch),
    ("ExponentialLR", StepUnit::Epoch),
    ("CosineAnnealingLR", StepUnit::Epoch),
    (OF_A_METRIC, StepUnit::Epoch),
    ("CyclicLR", StepUnit::Update),
    ("OneCycleLR", StepUnit::Update),
    ("CosineAnnealingWarmRestarts", StepUnit::Update),
];

/// The one that follows a metric, as its error says.
const OF_A_METRIC: &str = "ReduceLROnPlateau";

/// What FunASR has since 1.0, and nobody else.
const OF_FUNASR: &str = "train_conf";
/// What FunASR has had before, too, when it had the trainer of ESPnet.
const DATA: &str = "dataset_conf";

const DEEPSPEED: &str = "use_deepspeed";

pub(super) fn read(document: &Document<'_>, _: &Horizon) -> Result<Import, InteropError> {
    let mut config = Arguments::new(&document.values, "")?;
    refuse_deepspeed(&mut config)?;
    let mut of_funasr: Option<Arguments<'_>> = config.optional(OF_FUNASR)?;
    of_funasr.as_mut().map_or(Ok(()), refuse_deepspeed)?;
    let optimizer: Option<&str> = config.optional("optim")?;
    let mut arguments: Arguments<'_> = config.required("optim_conf")?;
    let NonNegative(rate) = arguments.required("lr")?;
    if !config.has(SCHEDULER) {
        return Err(InteropError::invalid("", format!("missing field `{SCHEDULER}`")));
    }
    let name: Option<&str> = config.optional(SCHEDULER)?;
    let imported = match name {
        Some(name) => scheduled(&mut config, name, rate, of_funasr.is_some())?,
        None => {
            config.optional::<Arguments<'_>>(ARGUMENTS)?.map_or(Ok(()), Arguments::finish)?;
            let rate = LearningRate::constant(rate).map_err(InteropError::unfit("optim_conf"))?;
            Imported { path: "optim_conf.lr".to_owned(), ..Imported::new(rate, SOURCE, Vec::new()) }
        }
    };
    Ok(Import::Rate(Imported { optimizer: optimizer.map(str::to_owned), ..imported }))
}

fn refuse_deepspeed(arguments: &mut Arguments<'_>) -> Result<(), InteropError> {
    if arguments.or(DEEPSPEED, false)? {
        return Err(arguments.refuse(DEEPSPEED, "must be false: DeepSpeed's own file has the schedule then"));
    }
    Ok(())
}

/// The schedule of a scheduler by its name, in upper or lower case.
fn scheduled(
    config: &mut Arguments<'_>,
    name: &str,
    rate: f64,
    is_of_funasr: bool,
) -> Result<Imported, InteropError> {
    let Some(values): Option<&Value> = config.optional(ARGUMENTS)? else {
        return Err(config.refuse(ARGUMENTS, format!("must be an object beside `{SCHEDULER}`")));
    };
    let mut imported = match name.to_ascii_lowercase().as_str() {
        "warmuplr" => of_warmup(rate, Arguments::new(values, ARGUMENTS)?)?,
        "noamlr" => of_noam(rate, Arguments::new(values, ARGUMENTS)?)?,
        "noam" => {
            let problem = "`noam` of PaddleSpeech is not read: the model size stands elsewhere; the class `Noam` gives the \
                           same rates one step earlier from that size, `warmup_steps`, and `lr` as `factor`";
            return Err(config.refuse(SCHEDULER, problem));
        }
        _ => of_torch(config, name, rate, values, is_of_funasr)?,
    };
    if is_of_funasr {
        let text =
            "FunASR makes one more step of the scheduler after each epoch, which is not in these rates";
        imported.notes.push(Note::new("step-after-epoch", text));
    }
    Ok(imported)
}

fn of_warmup(rate: f64, mut arguments: Arguments<'_>) -> Result<Imported, InteropError> {
    let mut found = Vec::new();
    if arguments.has("lr_decay") {
        arguments.ignore(&["lr_decay"]);
        found.push(notes::unused_parameter("lr_decay", "it is for another scheduler of PaddleSpeech"));
    }
    finished(warmup(rate, warmup_steps(&mut arguments)?), arguments, found)
}

fn of_noam(rate: f64, mut arguments: Arguments<'_>) -> Result<Imported, InteropError> {
    let size = model_size(&mut arguments)?;
    finished(noam(rate, size, warmup_steps(&mut arguments)?), arguments, Vec::new())
}

fn finished(
    built: Result<LearningRate, ScheduleError>,
    arguments: Arguments<'_>,
    found: Vec<Note>,
) -> Result<Imported, InteropError> {
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
    is_of_funasr: bool,
) -> Result<Imported, InteropError> {
    let known = CLASSES.into_iter().find(|(class, _)| class.eq_ignore_ascii_case(name));
    let Some((class, of_espnet)) = known else {
        let classes = CLASSES.iter().map(|&(class, _)| class).filter(|class| *class != OF_A_METRIC);
        let known = ["warmuplr", "noamlr"].into_iter().chain(classes);
        return Err(config.refuse(SCHEDULER, text::must_be_one_of(known, name)));
    };
    let unit = if is_of_funasr { StepUnit::Update } else { of_espnet };
    let Built { schedule, mut notes } = torch::build(class, rate, arguments, ARGUMENTS)?;
    if unit == StepUnit::Epoch {
        if config.has(DATA) {
            let problem = format!(
                "with `{DATA}` the file may be one of FunASR, which makes a step of `{class}` after each update since 1.0, \
                 and did so after each epoch before; with its `{OF_FUNASR}` the first is read"
            );
            return Err(config.refuse(SCHEDULER, problem));
        }
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
