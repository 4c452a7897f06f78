//! The types of schedulers by their names: DeepSpeed's own, and any class of `torch.optim.lr_scheduler`.

use glidepath_serde::did_you_mean;

use super::harmless::HARMLESS;
use super::resolve::Resolved;
use super::run::Known;
use super::scheduler::Scheduler;
use super::{one_cycle, range_test, scaling, warmups};
use crate::formats::torch;
use crate::model::groups::Groups;
use crate::model::{Built, InteropError};
use crate::values::arguments::{Arguments, expect};
use crate::values::{Object, Value, account, text};

/// Builds the schedules of a configuration that stands at `at`. Every key of it is accounted for.
pub(crate) fn build(config: &Value, at: &str, known: Known<'_>) -> Result<Groups, InteropError> {
    scaling::refuse(config, at)?;
    let groups = of_scheduler(config, at, known)?;
    // Its schedulers set the rate themselves, whatever the optimizer was given.
    config.take_at(&["optimizer", "params", "lr"]);
    account::check(config, HARMLESS).map_err(|error| error.under(at))?;
    config.settle();
    Ok(groups)
}

fn of_scheduler(config: &Value, at: &str, known: Known<'_>) -> Result<Groups, InteropError> {
    let none = Value::Object(Object::default());
    // Where the scheduler has a rate of its own, it replaces that of the optimizer.
    config.take_at(&["optimizer", "params", "lr"]);
    let mut scheduler: Arguments<'_> = Arguments::new(config, at)?.required("scheduler")?;
    let class: &str = scheduler.required("type")?;
    let parameters: &Value = scheduler.optional("params")?.unwrap_or(&none);
    // Reading is strict in the parameters, of which there may be copies for each group.
    parameters.settle();
    let place = scheduler.path_of("params");
    let parameters = expect(parameters.as_object(), "an object", parameters, &place)?;
    let unknown = scheduler.path_of("type");
    scheduler.finish_object()?;
    let Some(&(_, build)) = TYPES.iter().find(|(name, _)| *name == class) else {
        if torch::is_class(class) {
            let resolved = Resolved::new(parameters, &place, known)?;
            let arguments = resolved.of_group(0);
            let scheduler =
                Scheduler::new(config, at, Arguments::new(&arguments, &place)?, known.run(), Vec::new())?;
            let rate = scheduler.optimizer_rate()?;
            return torch::build(class, rate, &arguments, &place).map(Groups::from);
        }
        let known = TYPES.map(|(name, _)| format!("`{name}`")).join(", ");
        let got = text::shortened(class);
        let names = TYPES.map(|(name, _)| name).into_iter().chain(torch::class_names());
        let meant = did_you_mean(class, names);
        let problem =
            format!("must be one of {known} or a class of torch.optim.lr_scheduler, got {got:?}{meant}");
        return Err(InteropError::invalid(unknown, problem));
    };
    let resolved = Resolved::new(parameters, &place, known)?;
    Groups::build(resolved.group_count()?, |group| {
        let parameters = resolved.of_group(group);
        let arguments = Arguments::new(&parameters, &place)?;
        build(Scheduler::new(config, at, arguments, known.run(), resolved.notes.clone())?)
    })
}

/// The names of DeepSpeed's own types.
pub(super) fn names() -> impl Iterator<Item = &'static str> {
    TYPES.iter().map(|&(name, _)| name)
}

/// Builds the schedule of one type.
type Build = fn(Scheduler<'_>) -> Result<Built, InteropError>;

const TYPES: [(&str, Build); 5] = [
    ("WarmupLR", warmups::warmup),
    ("WarmupDecayLR", warmups::decay),
    ("WarmupCosineLR", warmups::cosine),
    ("LRRangeTest", range_test::range_test),
    ("OneCycle", one_cycle::one_cycle),
];
