//! Reads such a configuration.

use super::marks::{Found, schedulers};
use super::{around, composed, lightning, monai, rate};
use crate::formats::notes as shared;
use crate::formats::torch::{Named, build_named};
use crate::model::{Built, Imported, InteropError, Source, StepUnit};
use crate::parts::step_unit;
use crate::values::arguments::Arguments;
use crate::values::path::{Way, join};
use crate::values::{Value, text};

/// A configuration that names classes of PyTorch.
const SOURCE: Source = Source::text("torch-config", "a PyTorch configuration");

/// Reads the only scheduler of a document.
pub(super) fn read(root: &Value) -> Result<Imported, InteropError> {
    let found = schedulers(root);
    let scheduler = match found.as_slice() {
        [only] => only,
        [first, second, ..] => {
            let problem = format!(
                "there are two schedulers, `{}` and this one; which one drives the rate is not known",
                first.path
            );
            return Err(InteropError::invalid(&*second.path, problem));
        }
        [] => {
            let problem =
                format!("no class of `torch.optim.lr_scheduler` is named, got {}", text::describe(root));
            return Err(InteropError::no_learning_rate("", problem));
        }
    };
    for (object, _, key) in &scheduler.above {
        object.take(key);
    }
    composed::check(root, scheduler)?;
    around::check(scheduler)?;
    monai::check(scheduler)?;
    let of_interval = of_interval(scheduler)?;
    let of_handler = monai::of_handler(root, scheduler)?;
    let named = Named::read(scheduler.scheduler, &scheduler.path, &["interval", "frequency"])?;
    let optimizer = rate::of(root, scheduler)?;
    if optimizer.lr.is_none() && !named.sets_rate() {
        return Err(without_rate(scheduler));
    }
    let Built { schedule, mut notes } = build_named(named, optimizer.lr)?;
    let optimizers = rate::places(root, &Way::ROOT);
    if optimizers.len() > 1 {
        notes.push(shared::optimizers_without_scheduler(&scheduler.path, &optimizers));
    }
    notes.extend(match (of_interval, of_handler) {
        (None, None) => Some(step_unit::unknown()),
        (Some(StepUnit::Epoch), _) => Some(step_unit::epochs("`interval` says")),
        (None, Some(StepUnit::Epoch)) => Some(step_unit::epochs("`LrScheduleHandler` makes one after each")),
        _ => None,
    });
    Ok(Imported {
        path: scheduler.path.clone(),
        optimizer: optimizer.class,
        step_unit: of_interval.or(of_handler),
        ..Imported::new(schedule, SOURCE, notes)
    })
}

/// There is no base rate.
fn without_rate(found: &Found<'_>) -> InteropError {
    match monai::optimizer(found) {
        Some(reference) => {
            let problem = format!(
                "the optimizer `{}` has no `lr`, and the default of its class is not read; write `lr` there",
                text::shortened(reference)
            );
            InteropError::invalid(join(&found.path, monai::OPTIMIZER), problem)
        }
        None => {
            let problem = "no rate of an optimizer beside it: expected `lr` in an `optimizer`; if this file is only a part of \
                           a configuration, give the whole";
            InteropError::invalid(&*found.path, problem)
        }
    }
}

/// What a step is, if Lightning's `interval` says it, beside the scheduler or around it.
fn of_interval(found: &Found<'_>) -> Result<Option<StepUnit>, InteropError> {
    let own = Arguments::new(found.scheduler, &found.path)?;
    let around = found.above.last().filter(|(object, _, _)| lightning::is_config(object));
    let around = around.map(|(object, path, _)| Arguments::of(object, path));
    for mut arguments in [Some(own), around].into_iter().flatten() {
        let frequency: u64 = arguments.or("frequency", 1)?;
        if frequency != 1 {
            return Err(arguments.refuse("frequency", format!("must be 1, got {frequency}")));
        }
        match arguments.optional("interval")? {
            None => {}
            Some("step") => return Ok(Some(StepUnit::Update)),
            Some("epoch") => return Ok(Some(StepUnit::Epoch)),
            Some(other) => {
                let problem = format!("must be \"step\" or \"epoch\", got {:?}", text::shortened(other));
                return Err(arguments.refuse("interval", problem));
            }
        }
    }
    Ok(None)
}
