//! A scheduler from its class and arguments, or from its state, with those within it.

use super::class::{self, Class, Kind};
use super::named::Named;
use super::part::Part;
use super::scheduler::{Scheduler, State};
use crate::model::InteropError;
use crate::values::Value;
use crate::values::arguments::{Argument, Arguments, NonNegative};
use crate::values::path::element;

/// Builds a scheduler from the arguments of its constructor.
pub(super) fn from_arguments(named: Named<'_>) -> Result<Box<dyn Scheduler>, InteropError> {
    let Named { class, mut arguments } = named;
    let scheduler = match class.kind {
        Kind::Step { arguments: read, .. } => read(&mut arguments)?,
        Kind::Composite { arguments: read, .. } => {
            let parts = parts_of_arguments(&mut arguments)?;
            read(&mut arguments, parts)?
        }
        Kind::Code | Kind::Metric(_) => return Err(class.refuse(arguments.path())),
    };
    if let Some(epoch) = arguments.optional::<i64>("last_epoch")?.filter(|&epoch| epoch != -1) {
        return Err(arguments.refuse("last_epoch", format!("must be -1, the beginning, got {epoch}")));
    }
    arguments.ignore(&["verbose"]);
    arguments.finish()?;
    Ok(scheduler)
}

/// Builds a scheduler from its state.
pub(super) fn from_state(class: &Class, state: &mut State<'_>) -> Result<Box<dyn Scheduler>, InteropError> {
    match class.kind {
        Kind::Step { state: read, .. } => read(state),
        Kind::Composite { state: read, .. } => {
            let parts = parts_of_state(state)?;
            read(state, parts)
        }
        Kind::Code => Err(class.refuse_code(state)),
        Kind::Metric(_) => Err(class.refuse(state.arguments.path())),
    }
}

/// Reads a list of classes and their arguments, as `{"class": …, "kwargs": {…}}`.
fn parts_of_arguments(arguments: &mut Arguments<'_>) -> Result<Vec<Part>, InteropError> {
    let list: Vec<&Value> = arguments.required("schedulers")?;
    let list_path = arguments.path_of("schedulers");
    let list = not_empty(list, arguments, "schedulers")?.into_iter().enumerate();
    let parts = list.map(|(index, value)| {
        let named = Named::read(value, &element(&list_path, index), &[])?;
        let (class, path) = (named.class.name, named.arguments.path().to_owned());
        Ok(Part { class, path, base: None, scheduler: from_arguments(named)? })
    });
    parts.collect()
}

/// Reads a list of states.
fn parts_of_state(state: &mut State<'_>) -> Result<Vec<Part>, InteropError> {
    let list: Vec<&Value> = state.arguments.required("_schedulers")?;
    let list_path = state.arguments.path_of("_schedulers");
    let list = not_empty(list, &state.arguments, "_schedulers")?.into_iter().enumerate();
    let parts = list.map(|(index, value)| {
        let path = element(&list_path, index);
        let class = class::of_state(value, &path)?;
        let mut part = State::new(value, &path, state.group, state.param_group)?;
        let scheduler = from_state(class, &mut part)?;
        let has_base = part.arguments.has("base_lrs");
        let base = has_base.then(|| part.of_group::<NonNegative>("base_lrs")).transpose()?;
        Ok(Part { class: class.name, path, base: base.map(|base| base.0), scheduler })
    });
    parts.collect()
}

fn not_empty<'v, T: Argument<'v>>(
    list: Vec<T>,
    arguments: &Arguments<'_>,
    name: &str,
) -> Result<Vec<T>, InteropError> {
    if list.is_empty() {
        return Err(arguments.refuse(name, "must have at least 1 element, got 0"));
    }
    Ok(list)
}
