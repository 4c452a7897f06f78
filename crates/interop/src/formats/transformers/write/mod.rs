//! Writes the training arguments of Hugging Face transformers.

mod arguments;
mod cosine;
mod late_cosine;
mod line;
mod trapezoid;
mod whole;

use glidepath_core::LearningRateSchedule;
use glidepath_schedules::Curve;
use glidepath_serde::{BoxSchedule, LearningRate};

use crate::model::{ExportOptions, InteropError, Target, Written};
use crate::parts::piece::{Course, Piece};
use crate::parts::pieces::pieces;
use arguments::Run;

/// Writes training arguments; see [`Target::Transformers`].
pub(crate) fn arguments(
    learning_rate: &LearningRate,
    options: &ExportOptions,
) -> Result<Written, InteropError> {
    let total_steps = options.total_steps();
    let schedule = learning_rate.to_schedule();
    let pieces = pieces(&schedule);
    let (warmup_steps, rest) = split_warmup(&pieces);
    let run = Run { warmup_steps, total_steps };
    let arguments = line::arguments(run, rest)
        .or_else(|| cosine::arguments(run, rest))
        .or_else(|| late_cosine::arguments(&pieces, total_steps))
        .or_else(|| trapezoid::arguments(&pieces));
    arguments.map(|arguments| arguments.written(total_steps)).ok_or_else(|| refuse(&schedule))
}

fn refuse(schedule: &BoxSchedule) -> InteropError {
    let reason = format!(
        "no `lr_scheduler_type` has the rates of this `{}`; there are a warmup in a line from 0, and behind it a constant, \
         a fall along a line, a power, a cosine or an inverse square root, or a plateau and a fall",
        schedule.class_name()
    );
    InteropError::not_writable(Target::Transformers, "", reason)
}

/// The steps of a linear warmup from 0, if there is one, and the pieces after it.
fn split_warmup(pieces: &[Piece]) -> (u64, &[Piece]) {
    match pieces {
        [first, rest @ ..] => match first.ramp_in_whole_steps() {
            Some((ramp, steps))
                if ramp.from == 0.0
                    && ramp.curve == Curve::Linear
                    && rest.first().and_then(first_rate) == Some(ramp.to) =>
            {
                (steps, rest)
            }
            _ => (0, pieces),
        },
        [] => (0, pieces),
    }
}

/// The rate at the start of a piece, if the piece starts at the start of its course.
fn first_rate(piece: &Piece) -> Option<f64> {
    match &piece.course {
        Course::Hold(rate) => Some(*rate),
        Course::Ramp(ramp) | Course::Wave(ramp) => piece.begins().then_some(ramp.from),
        Course::Other(schedule) => Some(schedule.learning_rate(0)),
    }
}
