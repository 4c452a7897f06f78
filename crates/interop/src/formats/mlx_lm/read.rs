//! From a configuration to its schedule.

use std::num::NonZeroU64;

use glidepath_serde::{Horizon, LearningRate};

use super::{notes, schedule};
use crate::containers::Document;
use crate::model::{Import, Imported, InteropError, Source};
use crate::values::Value;
use crate::values::arguments::{Arguments, NonNegative};

/// A configuration of a run.
const SOURCE: Source = Source::text("mlx-lm", "an mlx-lm run");

pub(super) fn read(document: &Document<'_>, _: &Horizon) -> Result<Import, InteropError> {
    let mut config = Arguments::new(&document.values, "")?;
    let rate: Option<NonNegative> = config.optional_number("learning_rate")?;
    let form: Option<Arguments<'_>> = config.optional("lr_schedule")?;
    let optimizer: Option<&str> = config.optional("optimizer")?;
    check_optimizer(&config, document.values.at(&["optimizer_config", "adafactor"]), optimizer)?;
    let imported = match (form, rate) {
        (Some(form), rate) => {
            let (schedule, init) = schedule::build(form)?;
            let unused = rate.filter(|&NonNegative(rate)| rate != init);
            let notes = unused.into_iter().map(|NonNegative(rate)| notes::unused_rate(rate, init)).collect();
            Imported { path: "lr_schedule".to_owned(), ..Imported::new(schedule, SOURCE, notes) }
        }
        (None, Some(NonNegative(rate))) => {
            let rate = LearningRate::constant(rate).map_err(InteropError::unfit("learning_rate"))?;
            Imported { path: "learning_rate".to_owned(), ..Imported::new(rate, SOURCE, Vec::new()) }
        }
        (None, None) => return Err(InteropError::new("missing field `learning_rate`")),
    };
    let total_steps = updates(&mut config)?;
    Ok(Import::Rate(Imported { total_steps, optimizer: optimizer.map(str::to_owned), ..imported }))
}

/// Refuses the optimizer that computes a rate of its own.
fn check_optimizer(
    config: &Arguments<'_>,
    adafactor: Option<&Value>,
    optimizer: Option<&str>,
) -> Result<(), InteropError> {
    let is_adafactor = optimizer.is_some_and(|name| name.eq_ignore_ascii_case("adafactor"));
    let takes_rate = adafactor.and_then(|fields| fields.get("relative_step")?.as_bool()) == Some(false);
    if is_adafactor && !takes_rate {
        let problem = "must not be `adafactor`, which computes its own rate unless \
                       `optimizer_config.adafactor.relative_step` is false";
        return Err(config.refuse("optimizer", problem));
    }
    Ok(())
}

/// The updates of the run.
fn updates(config: &mut Arguments<'_>) -> Result<Option<u64>, InteropError> {
    let iterations: Option<u64> = config.optional("iters")?;
    let accumulated = config.optional("grad_accumulation_steps")?.map_or(1, NonZeroU64::get);
    Ok(iterations.map(|iterations| iterations / accumulated).filter(|&updates| updates > 0))
}
