//! The types of schedules by their names.

use super::arguments::TrainingArguments;
use super::run::{KWARGS, Run};
use super::{cosines, lines, stable};
use crate::formats::wanted::scheduler_type;
use crate::model::{Built, InteropError};
use crate::values::arguments::Arguments;
use crate::values::{Object, Value, text};

/// Builds the schedule of the type of that name.
pub(super) fn build(
    lr_scheduler_type: &str,
    arguments: &TrainingArguments<'_>,
) -> Result<Built, InteropError> {
    let none = Value::Object(Object::default());
    let kwargs = arguments.lr_scheduler_kwargs.as_deref().unwrap_or(&none);
    let build = find(lr_scheduler_type, "lr_scheduler_type", &[])?;
    build(Run::new(arguments, Arguments::new(kwargs, KWARGS)?))
}

/// The builder of a type, or the error that names all, and the `others` that a program has beside them.
pub(super) fn find(lr_scheduler_type: &str, path: &str, others: &[&str]) -> Result<Build, InteropError> {
    // What `str` of Python gives for a member of the enum.
    let member = lr_scheduler_type.strip_prefix("SchedulerType.").map(scheduler_type);
    let wanted = member.as_deref().unwrap_or(lr_scheduler_type);
    if let Some(&(_, build)) = TYPES.iter().find(|(name, _)| *name == wanted) {
        return Ok(build);
    }
    match METRIC_TYPES.iter().find(|(name, _)| *name == wanted) {
        Some(&(name, class)) => Err(InteropError::metric(path, name, class)),
        None => {
            let names = TYPES.iter().map(|&(name, _)| name).chain(others.iter().copied());
            Err(InteropError::invalid(path, text::must_be_one_of(names, lr_scheduler_type)))
        }
    }
}

/// Builds the schedule of one type.
type Build = fn(Run<'_, '_>) -> Result<Built, InteropError>;

/// The types that are functions of the step.
const TYPES: [(&str, Build); 10] = [
    ("linear", lines::linear),
    ("cosine", cosines::cosine),
    ("cosine_with_restarts", cosines::cosine_with_restarts),
    ("polynomial", lines::polynomial),
    ("constant", lines::constant),
    ("constant_with_warmup", lines::constant_with_warmup),
    ("inverse_sqrt", lines::inverse_sqrt),
    ("cosine_with_min_lr", cosines::cosine_with_min_lr),
    ("cosine_warmup_with_min_lr", cosines::cosine_warmup_with_min_lr),
    ("warmup_stable_decay", stable::warmup_stable_decay),
];

/// The types that follow a metric, and what does the same here.
const METRIC_TYPES: [(&str, &str); 2] = [("reduce_lr_on_plateau", "ReduceOnPlateau"), ("greedy", "Greedy")];
