//! `warmup_stable_decay`.

use glidepath_schedules::Curve;

use super::arguments::{Arguments, Run};
use crate::parts::piece::{Course, HALF_COSINE, Piece, Ramp};
use crate::parts::share::share;

/// A rise from a share of the peak, a plateau, and a decay to the same share. The run may go on after it.
pub(super) fn arguments(pieces: &[Piece], total_steps: Option<u64>) -> Option<Arguments> {
    let (up, rest) = match pieces {
        [first, rest @ ..] => match first.ramp_in_whole_steps().filter(|(ramp, _)| ramp.from < ramp.to) {
            Some(up) => (Some(up), rest),
            None => (None, pieces),
        },
        [] => return None,
    };
    let (held, stable_steps, rest) = match rest {
        [Piece { course: Course::Hold(rate), steps: Some(steps), .. }, rest @ ..] => {
            (Some(*rate), *steps, rest)
        }
        rest => (None, 0, rest),
    };
    let (peak, end, decay_type, decay_steps) = match rest {
        [down, Piece { course: Course::Hold(end), .. }] => {
            let (ramp, steps) = down.ramp_in_whole_steps().filter(|(ramp, _)| ramp.to == *end)?;
            (ramp.from, *end, decay_type(ramp)?, steps)
        }
        // The rate may also jump.
        [Piece { course: Course::Hold(end), .. }] => (held?, *end, "linear", 0),
        _ => return None,
    };
    let fits = end < peak
        && held.is_none_or(|rate| rate == peak)
        && up.is_none_or(|(ramp, _)| ramp.to == peak && ramp.from == end);
    if !fits {
        return None;
    }
    let warmup_type = up.map(|(ramp, _)| warmup_type(ramp)).unwrap_or(Some("linear"))?;
    let ratio = share(end, peak)?;
    let kwargs = vec![
        ("num_decay_steps", decay_steps.into()),
        ("num_stable_steps", stable_steps.into()),
        ("warmup_type", warmup_type.into()),
        ("decay_type", decay_type.into()),
        ("min_lr_ratio", ratio.into()),
    ];
    let run = Run { warmup_steps: up.map_or(0, |(_, steps)| steps), total_steps: None };
    let arguments = run.ends(peak, "warmup_stable_decay", kwargs, stable_steps.checked_add(decay_steps)?)?;
    Some(Arguments { max_steps: total_steps.or(arguments.max_steps), ..arguments })
}

fn warmup_type(ramp: Ramp) -> Option<&'static str> {
    match ramp.curve {
        Curve::Linear => Some("linear"),
        Curve::Polynomial { power: 0.5 } => Some("1-sqrt"),
        curve if curve == HALF_COSINE => Some("cosine"),
        _ => None,
    }
}

fn decay_type(ramp: Ramp) -> Option<&'static str> {
    match ramp.curve {
        Curve::Linear => Some("linear"),
        Curve::Power { power: 0.5 } => Some("1-sqrt"),
        curve if curve == HALF_COSINE => Some("cosine"),
        _ => None,
    }
}
