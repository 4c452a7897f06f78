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
        .or_else(|| trapezoid::arguments(&pieces, total_steps));
    let arguments = arguments.ok_or_else(|| refuse(&schedule))?;
    let lengths = (arguments.max_steps, total_steps);
    let lr_scheduler_type = arguments.lr_scheduler_type;
    let written = arguments.written(total_steps);
    if let ((Some(max_steps), Some(told)), Some(json)) = (lengths, written.json()) {
        let json =
            serde_json::from_str(&json.to_string()).map_err(|error| InteropError::new(error.to_string()))?;
        let again = super::schedule(lr_scheduler_type, &json)?.schedule;
        refuse_others(&schedule, &again, max_steps, told)?;
    }
    Ok(written)
}

/// Refuses a decay that ends before the run does, if the schedule then goes on with other rates than
/// transformers has: `max_steps` is the end of both. Steps of rate 0 make no difference.
fn refuse_others(
    schedule: &BoxSchedule,
    again: &BoxSchedule,
    max_steps: u64,
    told: u64,
) -> Result<(), InteropError> {
    const SAMPLES: u64 = 64;
    const TOLERANCE: f64 = 1e-9;
    let stride = (told.saturating_sub(max_steps) / SAMPLES).max(1);
    let steps = (0..=SAMPLES).map(|index| max_steps.saturating_add(stride.saturating_mul(index)));
    for step in steps.filter(|&step| step < told) {
        let (rate, other) = (schedule.learning_rate(step), again.learning_rate(step));
        if rate > 0.0 && (rate - other).abs() > TOLERANCE * rate {
            let reason = format!(
                "the decay ends at step {max_steps}, and the run goes on to step {told}; at step {step} the rate is {rate:?} \
                 here, and {other:?} in transformers"
            );
            return Err(InteropError::not_writable(Target::Transformers, "", reason));
        }
    }
    Ok(())
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
