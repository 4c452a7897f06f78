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
    let arguments = arguments.ok_or_else(|| refuse(&schedule))?;
    if let (Some(max_steps), Some(told)) = (arguments.max_steps, total_steps) {
        refuse_shortened(&schedule, max_steps, told)?;
    }
    Ok(arguments.written(total_steps))
}

/// Refuses a schedule whose decay ends before the run does, if it then goes on: `max_steps` is the end of
/// both. A run that is over there but for steps of rate 0 loses nothing.
fn refuse_shortened(schedule: &BoxSchedule, max_steps: u64, told: u64) -> Result<(), InteropError> {
    const SAMPLES: u64 = 64;
    let Some(cut) = told.checked_sub(max_steps).filter(|&cut| cut > 0) else { return Ok(()) };
    let stride = (cut / SAMPLES).max(1);
    let steps = (0..=SAMPLES).map(|index| max_steps.saturating_add(stride.saturating_mul(index)));
    let mut steps = steps.filter(|&step| step < told);
    match steps.find(|&step| schedule.learning_rate(step) > 0.0) {
        None => Ok(()),
        Some(step) => {
            let reason = format!(
                "the decay ends at step {max_steps}, and the run goes on to step {told} with a rate of {:?} at step {step}; \
                 `max_steps` is the end of both",
                schedule.learning_rate(step)
            );
            Err(InteropError::not_writable(Target::Transformers, "", reason))
        }
    }
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
