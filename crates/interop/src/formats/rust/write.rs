//! Writes a function that builds a schedule.

use glidepath_serde::LearningRate;

use super::classes::Body;
use crate::model::{ExportOptions, InteropError, Target, Written};

/// Writes a learning rate as Rust; see [`Target::Rust`].
pub(crate) fn function(learning_rate: &LearningRate, _: &ExportOptions) -> Result<Written, InteropError> {
    let mut body = Body::default();
    let schedule = body.expression(&learning_rate.to_schedule());
    let schedule = schedule.map_err(|problem| InteropError::not_writable(Target::Rust, "", problem))?;
    let lines: String = body.lines.iter().map(|line| format!("    {line}\n")).collect();
    let text = format!(
        "use glidepath::ScheduleError;\nuse glidepath::prelude::*;\n\n/// Builds the schedule.\n\
         pub fn schedule() -> Result<BoxSchedule, ScheduleError> {{\n{lines}    Ok({}.boxed())\n}}\n",
        schedule.into_text()
    );
    Ok(Written::text_form(text, Vec::new()))
}
