//! A scheduler by its class and arguments: `{"class": …, "base_lr": …, "kwargs": {…}}`.

use serde_json::Value;

use super::class::{self, Class};
use super::restore::{self, last_rate_note};
use super::scheduler::State;
use super::{Import, build};
use crate::arguments::{Arguments, NonNegative};
use crate::{Built, Imported, InteropError, Note, Source, timm};

/// What may stand beside it and says nothing of the rates.
const BESIDE: [&str; 6] =
    ["class", "optimizer", "python", "state_dict_at", "state_dict_mid", "state_dict_mid_at"];

/// Reads such an object, perhaps with the `state_dict` that tells the step; `None` if the value is something else.
pub(super) fn import(root: &Value) -> Option<Result<Import, InteropError>> {
    let object = root.as_object()?;
    let name = object.get("class")?.as_str()?;
    object.get("kwargs")?;
    if let Some(class) = class::find(name) {
        return Some(read(root, class).map(Import::Rate));
    }
    let is_scheduler = object.contains_key("base_lr") && !timm::is_of_timm(name);
    is_scheduler.then(|| {
        let known = class::names().chain(timm::class_names());
        Err(class::unknown(name, "class", "PyTorch or timm", known))
    })
}

fn read(root: &Value, class: &Class) -> Result<Imported, InteropError> {
    let mut form = Arguments::new(root, "")?;
    let base_lr: NonNegative = form.required("base_lr")?;
    let kwargs: &Value = form.required("kwargs")?;
    let state: Option<&Value> = form.optional("state_dict")?;
    form.ignore(&BESIDE);
    form.finish()?;
    let built = build(class, base_lr, kwargs, "kwargs")?;
    match state {
        Some(state) => at_state(class, built, state),
        None => Ok(Imported::new(built.schedule, Source::TorchArguments, built.notes)),
    }
}

/// The schedule at the place in the run that its state tells.
fn at_state(class: &Class, built: Built, value: &Value) -> Result<Imported, InteropError> {
    const PATH: &str = "state_dict";
    if let Some(other) = class::of_state(value, PATH).ok().filter(|other| other.name != class.name) {
        let problem = format!("must be of `{}`, got the state of `{}`", class.name, other.name);
        return Err(InteropError::invalid(PATH, problem));
    }
    let Built { schedule, mut notes } = built;
    let step = restore::step(value, PATH)?;
    let mut state = State::new(value, PATH, 0, None)?;
    notes.extend(last_rate_note(&mut state, &schedule, step)?.map(Note::Torch));
    Ok(Imported { step: Some(step), ..Imported::new(schedule, Source::TorchArguments, notes) })
}
