//! A scheduler by its class and arguments: `{"class": …, "base_lr": …, "kwargs": {…}}`.

use super::build::build;
use super::class::{self, Class};
use super::find::Found;
use super::position;
use super::restore::{Rates, Restored, differ, last_rate_note, restore};
use super::scheduler::State;
use crate::formats::timm;
use crate::model::groups::{Groups, check_count};
use crate::model::{Imported, InteropError, Source};
use crate::values::Value;
use crate::values::arguments::{Argument, Arguments, NonNegative};
use crate::values::path::{Way, element, join};
use glidepath_core::LearningRateSchedule;

/// The class and the arguments of a scheduler.
const SOURCE: Source = Source::text("torch-arguments", "a PyTorch scheduler");

/// What a phase of `OneCycleLR` has in its state.
const PHASE: [&str; 5] = ["end_step", "start_lr", "end_lr", "start_momentum", "end_momentum"];

/// Keys beside it that do not affect the rates.
const BESIDE: [&str; 6] =
    ["class", "optimizer", "python", "state_dict_at", "state_dict_mid", "state_dict_mid_at"];

const BASE_LR: &str = "base_lr";
const KWARGS: &str = "kwargs";
const STATE: &str = "state_dict";

/// The arguments that may have a value for each parameter group.
pub(crate) const OF_GROUPS: [&str; 3] = ["max_lr", "base_lr", "lr_lambda"];

/// Reads such an object, perhaps with the `state_dict` that tells the step.
pub(super) fn read(root: &Value) -> Result<Imported, InteropError> {
    let name = root.get("class").and_then(Value::as_str).unwrap_or_default();
    match class::find(name) {
        Some(class) => of_class(root, class),
        None => {
            Err(class::unknown(name, "class", "PyTorch or timm", class::names().chain(timm::class_names())))
        }
    }
}

fn of_class(root: &Value, class: &'static Class) -> Result<Imported, InteropError> {
    let mut form = Arguments::new(root, "")?;
    let base_lr: &Value = form.required("base_lr")?;
    let kwargs: &Value = form.required("kwargs")?;
    let state: Option<&Value> = form.optional(STATE)?;
    form.ignore(&BESIDE);
    form.finish_object()?;
    // Reading is strict in these. Other keys are accounted for with the whole document.
    [KWARGS, STATE].iter().filter_map(|key| root.get(key)).for_each(Value::settle);
    // The states of other steps, and the rates of the optimizer at this one, say nothing more.
    BESIDE
        .iter()
        .filter(|key| key.starts_with(STATE))
        .filter_map(|key| root.get(key))
        .for_each(Value::settle);
    if let Some(param_groups) = root.take_at(&["optimizer", "param_groups"]) {
        param_groups.settle();
    }
    let mut imported = match base_lr {
        Value::Array(base_lrs) => of_groups(class, base_lrs, kwargs)?.imported(SOURCE),
        base_lr => {
            let built = build(class, NonNegative::read(base_lr, BASE_LR)?, kwargs, KWARGS)?;
            Imported::new(built.schedule, SOURCE, built.notes)
        }
    };
    imported.step_unit = None;
    match state {
        Some(state) => at_state(class, imported, state),
        None => Ok(imported),
    }
}

/// The schedules of several parameter groups, each of which has a `base_lr`.
fn of_groups(class: &'static Class, base_lrs: &[Value], kwargs: &Value) -> Result<Groups, InteropError> {
    let count = check_count(base_lrs.len(), kwargs, BASE_LR)?;
    Groups::build(count, |group| {
        let base_lr = NonNegative::read(&base_lrs[group], &element(BASE_LR, group))?;
        build(class, base_lr, &of_group(kwargs, group, count, KWARGS)?, KWARGS)
    })
}

/// The arguments of one of `count` groups, where some have a value for each group.
fn of_group(kwargs: &Value, group: usize, count: usize, path: &str) -> Result<Value, InteropError> {
    let of_key = |(key, value): (&String, &Value)| {
        let path = join(path, key);
        let own = match value {
            Value::Array(values) if OF_GROUPS.contains(&key.as_str()) => {
                check_lengths(values, count, &path)?;
                &values[group]
            }
            other => other,
        };
        Ok((key.clone(), of_group(own, group, count, &path)?))
    };
    match kwargs {
        Value::Object(entries) => entries.iter().map(of_key).collect(),
        Value::Array(elements) => {
            elements.iter().map(|element| of_group(element, group, count, path)).collect()
        }
        other => Ok(other.clone()),
    }
}

/// What each group has one of must be as many as the groups.
fn check_lengths(values: &[Value], count: usize, path: &str) -> Result<(), InteropError> {
    if values.len() == count {
        return Ok(());
    }
    let rule = format!("must have a value for each of the parameter groups, which are {count}");
    Err(InteropError::invalid(path, format!("{rule}, got {}", values.len())))
}

/// The class of a state that has nothing but what states of its class have, nor have those within it.
fn check_state(value: &Value, path: &str) -> Result<&'static Class, InteropError> {
    let class = class::of_state(value, path)?;
    let parts_path = join(path, "_schedulers");
    for (index, part) in value.get("_schedulers").and_then(Value::as_array).into_iter().flatten().enumerate()
    {
        check_state(part, &element(&parts_path, index))?;
    }
    let phases_path = join(path, "_schedule_phases");
    for (index, phase) in
        value.get("_schedule_phases").and_then(Value::as_array).into_iter().flatten().enumerate()
    {
        let mut phase = Arguments::new(phase, &element(&phases_path, index))?;
        phase.ignore(&PHASE);
        phase.finish()?;
    }
    let milestones = value.get("milestones").and_then(Value::as_object);
    match milestones.and_then(|milestones| milestones.keys().find(|key| key.parse::<u64>().is_err())) {
        Some(key) => Err(InteropError::invalid(
            join(&join(path, "milestones"), key),
            "must be named by a whole number",
        )),
        None => Ok(class),
    }
}

/// The schedules at the place in the run that their state tells.
fn at_state(class: &Class, mut imported: Imported, value: &Value) -> Result<Imported, InteropError> {
    let step = position::step(value, STATE)?;
    let other = check_state(value, STATE)?;
    if other.name != class.name {
        let problem = format!("must be of `{}`, got the state of `{}`", class.name, other.name);
        return Err(InteropError::invalid(STATE, problem));
    }
    let count = check_count(imported.groups().count(), value, BASE_LR)?;
    for name in ["base_lrs", "_last_lr"] {
        if let Some(Value::Array(values)) = value.get(name) {
            check_lengths(values, count, &join(STATE, name))?;
        }
    }
    let mut notes = Vec::new();
    for (group, learning_rate) in imported.groups().enumerate() {
        let mut state = State::new(value, STATE, group, None)?;
        notes.extend(last_rate_note(&mut state, learning_rate, step)?);
    }
    check_rates(&imported, value)?;
    imported.notes.extend(notes);
    imported.step = Some(step);
    Ok(imported)
}

/// A state from which the scheduler can be restored must give the rates of the arguments: loading it
/// overwrites them.
fn check_rates(imported: &Imported, value: &Value) -> Result<(), InteropError> {
    let found = Found::new(value, &Way::From(STATE));
    let restored = match restore(&found, None) {
        Ok(Restored { rates: Rates::Schedules(restored), .. }) => restored,
        Ok(_) => return Ok(()),
        // Some states lack what the arguments tell, as the function of a `LambdaLR`.
        Err(error) if error.is_not_restorable() => return Ok(()),
        Err(error) => return Err(error),
    };
    for (group, (arguments, state)) in imported.groups().zip(&restored).enumerate() {
        let steps = (0..64).chain((6..32).map(|exponent| 1_u64 << exponent));
        let rates = steps.map(|step| (step, arguments.learning_rate(step), state.learning_rate(step)));
        for (step, of_arguments, of_state) in rates {
            if differ(of_state, of_arguments, arguments) {
                let problem = format!(
                    "must be of a scheduler with these arguments: at step {step} its rate of group {group} is \
                     {of_state:?}, that of the arguments {of_arguments:?}"
                );
                return Err(InteropError::invalid(STATE, problem));
            }
        }
    }
    Ok(())
}
