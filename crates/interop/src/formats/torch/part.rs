//! A scheduler within another.

use super::class::{self, Class};
use super::scheduler::{Scheduler, State};
use crate::model::InteropError;
use crate::values::Value;
use crate::values::arguments::{Argument, Arguments, NonNegative};

/// A scheduler within a `SequentialLR` or a `ChainedScheduler`.
#[derive(Debug)]
pub(super) struct Part {
    pub(super) class: &'static Class,
    pub(super) path: String,
    /// The initial rate that its own state has.
    pub(super) base: Option<f64>,
    pub(super) scheduler: Box<dyn Scheduler>,
}

impl Part {
    /// Reads a list of `{"class": …, "kwargs": {…}}`.
    pub(super) fn of_arguments(arguments: &mut Arguments<'_>) -> Result<Vec<Self>, InteropError> {
        let list: Vec<Arguments<'_>> = arguments.required("schedulers")?;
        not_empty(list, arguments, "schedulers")?
            .into_iter()
            .map(|mut part| {
                let class = class::named(part.required("class")?, &part.path_of("class"))?;
                let mut own: Arguments<'_> = part.required("kwargs")?;
                let path = own.path().to_owned();
                part.finish()?;
                let scheduler = class.read_arguments(&mut own)?;
                own.finish()?;
                Ok(Self { class, path, base: None, scheduler })
            })
            .collect()
    }

    /// Reads a list of states.
    pub(super) fn of_state(state: &mut State<'_>) -> Result<Vec<Self>, InteropError> {
        let list: Vec<&Value> = state.arguments.required("_schedulers")?;
        let list_path = state.arguments.path_of("_schedulers");
        not_empty(list, &state.arguments, "_schedulers")?
            .into_iter()
            .enumerate()
            .map(|(index, value)| {
                let path = crate::values::path::element(&list_path, index);
                let class = class::of_state(value, &path)?;
                let mut part = State::new(value, &path, state.group, state.param_group)?;
                let scheduler = class.read_state(&mut part)?;
                let has_base = part.arguments.has("base_lrs");
                let base = has_base.then(|| part.of_group::<NonNegative>("base_lrs")).transpose()?;
                Ok(Self { class, path, base: base.map(|base| base.0), scheduler })
            })
            .collect()
    }
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
