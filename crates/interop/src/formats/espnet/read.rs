//! From a configuration to its schedule.

use std::num::NonZeroU64;

use glidepath_schedules::{InverseSquareRoot, Noam, ScheduleError, Shifted};
use glidepath_serde::{Horizon, IntoBoxSchedule, LearningRate};

use crate::containers::Document;
use crate::model::{Import, Imported, InteropError, Source};
use crate::values::arguments::{Arguments, NonNegative};
use crate::values::text;

/// A configuration of a training.
const SOURCE: Source = Source::text("espnet", "an ESPnet training");

const SCHEDULER: &str = "scheduler";
/// The arguments of its class.
const ARGUMENTS: &str = "scheduler_conf";

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
    let arguments: Option<Arguments<'_>> = config.optional(ARGUMENTS)?;
    let learning_rate = learning_rate(&config, name, arguments, rate)?;
    Ok(Import::Rate(Imported {
        path: if name.is_some() { SCHEDULER } else { "optim_conf.lr" }.to_owned(),
        optimizer: optimizer.map(str::to_owned),
        ..Imported::new(learning_rate, SOURCE, Vec::new())
    }))
}

fn learning_rate(
    config: &Arguments<'_>,
    name: Option<&str>,
    arguments: Option<Arguments<'_>>,
    rate: f64,
) -> Result<LearningRate, InteropError> {
    let Some(name) = name else {
        arguments.map_or(Ok(()), Arguments::finish)?;
        return LearningRate::constant(rate).map_err(InteropError::unfit("optim_conf"));
    };
    let Some(mut arguments) = arguments else {
        return Err(config.refuse(ARGUMENTS, format!("must be an object beside `{SCHEDULER}`")));
    };
    let built = match name.to_ascii_lowercase().as_str() {
        "warmuplr" => warmup(rate, warmup_steps(&mut arguments)?),
        "noamlr" => {
            let size = model_size(&mut arguments)?;
            noam(rate, size, warmup_steps(&mut arguments)?)
        }
        _ => {
            let got = text::shortened(name);
            return Err(config.refuse(SCHEDULER, format!("must be `warmuplr` or `noamlr`, got {got:?}")));
        }
    };
    let schedule = built.map_err(InteropError::unfit(ARGUMENTS))?;
    arguments.finish()?;
    Ok(schedule)
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
