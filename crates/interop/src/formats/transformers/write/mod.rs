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
    let candidates = [
        line::arguments(run, rest),
        cosine::arguments(run, rest),
        late_cosine::arguments(&pieces, total_steps),
        trapezoid::arguments(&pieces, total_steps),
    ];
    let mut shorter = None;
    for arguments in candidates.into_iter().flatten() {
        match after_the_end(&schedule, arguments.max_steps, total_steps) {
            None => return Ok(arguments.written(total_steps)),
            Some(error) => shorter = shorter.or(Some(error)),
        }
    }
    Err(shorter.unwrap_or_else(|| refuse(&schedule)))
}

/// The error for arguments that end the run too early: `max_steps` is the end of the decay and that of the
/// run. Steps of rate 0 make no difference.
fn after_the_end(
    schedule: &BoxSchedule,
    max_steps: Option<u64>,
    total_steps: Option<u64>,
) -> Option<InteropError> {
    const SAMPLES: u64 = 64;
    let (max_steps, total_steps) = (max_steps?, total_steps?);
    let stride = (total_steps.saturating_sub(max_steps) / SAMPLES).max(1);
    let steps = (0..=SAMPLES).map(|index| max_steps.saturating_add(stride.saturating_mul(index)));
    let mut rates = steps.filter(|&step| step < total_steps).map(|step| (step, schedule.learning_rate(step)));
    let (step, rate) = rates.find(|&(_, rate)| rate > 0.0)?;
    let reason = format!(
        "with these rates `max_steps` is {max_steps}, where transformers ends the run; this run goes on to step \
         {total_steps}, and at step {step} its rate is {rate:?}"
    );
    Some(InteropError::not_writable(Target::Transformers, "", reason))
}

fn refuse(schedule: &BoxSchedule) -> InteropError {
    let reason = format!(
        "no `lr_scheduler_type` has the rates of this `{}`; `transformers` supports a linear warmup from 0 followed by a \
         constant, linear, polynomial, cosine, inverse square root or WSD decay",
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
