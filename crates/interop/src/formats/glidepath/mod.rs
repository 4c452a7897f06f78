//! glidepath's own files: a schedule and the step that comes next.
//!
//! A schedule alone has the form of [Keras](super::keras).

pub(crate) mod write;

use glidepath_serde::Horizon;

use super::format::{Format, Reading};
use super::keras::{BARE_SCHEDULE, Place, rate};
use crate::containers::Document;
use crate::model::{Import, Imported, InteropError, Source};
use crate::values::Value;
use crate::values::account::Harmless;
use crate::values::arguments::{Arguments, expect};

/// `{"schedule": …, "step": …}`: a place in a run.
const SCHEDULER: Source = Source::text("scheduler", "a scheduler");

pub(super) const FORMAT: Format = Format {
    name: "glidepath",
    title: "glidepath",
    marks: "`schedule` and `step`; a schedule alone is read as one of Keras",
    built_on: &[],
    mark,
    reading: Reading::By(read),
    harmless: Harmless { keys: &[], branches: &[] },
    reads_hjson: false,
};

fn mark(document: &Document<'_>) -> Option<String> {
    let object = document.values.as_object()?;
    let schedule = object.get("schedule").filter(|schedule| !schedule.is_none() && !schedule.is_string());
    (schedule.is_some() && object.contains_key("step")).then(|| "`schedule` and `step`".to_owned())
}

/// Reads a [`Scheduler`](glidepath_core::Scheduler): a schedule or a number, and the step that comes next.
fn read(document: &Document<'_>, horizon: &Horizon) -> Result<Import, InteropError> {
    if document.values.get("class_name").is_some() {
        return rate(&document.values, Place::root(BARE_SCHEDULE, horizon)).map(Import::Rate);
    }
    let mut scheduler = Arguments::new(&document.values, "")?;
    let schedule: &Value = scheduler.required("schedule")?;
    let step: &Value = scheduler.required("step")?;
    scheduler.finish_object()?;
    let step = expect(step.as_u64(), "an integer that is not negative", step, "step")?;
    let imported = rate(schedule, Place::new(SCHEDULER, "schedule", horizon))?;
    Ok(Import::Rate(Imported { step: Some(step), ..imported }))
}
