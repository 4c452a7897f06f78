//! Writes the `scheduler` of a DeepSpeed configuration.

mod cycle;
mod half_cycle;
mod range_test;
mod scheduler;
mod warmup;
mod whole;

use glidepath_serde::{BoxSchedule, LearningRate};

use crate::model::{ExportOptions, InteropError, Target, Written};
use crate::parts::piece::Piece;
use crate::parts::pieces::pieces;

/// Writes the configuration of a scheduler; see [`Target::DeepSpeed`].
pub(crate) fn configuration(
    learning_rate: &LearningRate,
    _: &ExportOptions,
) -> Result<Written, InteropError> {
    let schedule = learning_rate.to_schedule();
    let pieces = pieces(&schedule);
    let scheduler = warmup::scheduler(&pieces)
        .or_else(|| cycle::scheduler(&pieces))
        .or_else(|| range_test::scheduler(&pieces))
        .ok_or_else(|| refuse(&schedule, &pieces))?;
    Ok(Written::json_form(scheduler.json(), Vec::new()))
}

fn refuse(schedule: &BoxSchedule, pieces: &[Piece]) -> InteropError {
    let class = schedule.class_name();
    let reason = if warmup::is_early(pieces) {
        format!(
            "the warmup of this `{class}` begins with the first update, those of DeepSpeed with the second"
        )
    } else {
        format!(
            "DeepSpeed has no scheduler with the rates of this `{class}`; it has a constant, warmups that begin one \
             update late, with a linear or a cosine decay after them, one cycle of lines, and a rise without an end"
        )
    };
    InteropError::not_writable(Target::DeepSpeed, "", reason)
}
