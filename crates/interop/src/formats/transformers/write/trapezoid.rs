//! `warmup_stable_decay`.

use glidepath_schedules::Curve;

use super::{Arguments, Run};
use crate::parts::pieces::{Course, HALF_COSINE, Piece, Way};
use crate::parts::share;

/// Up from a share of the peak, along it, and down to the same share.
pub(super) fn arguments(pieces: &[Piece]) -> Option<Arguments> {
    let (up, rest) = match pieces {
        [first, rest @ ..] => match first.way_in_whole_steps().filter(|(way, _)| way.from < way.to) {
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
            let (way, steps) = down.way_in_whole_steps().filter(|(way, _)| way.to == *end)?;
            (way.from, *end, decay_type(way)?, steps)
        }
        // The rate may also jump.
        [Piece { course: Course::Hold(end), .. }] => (held?, *end, "linear", 0),
        _ => return None,
    };
    let fits = end < peak
        && held.is_none_or(|rate| rate == peak)
        && up.is_none_or(|(way, _)| way.to == peak && way.from == end);
    if !fits {
        return None;
    }
    let warmup_type = up.map(|(way, _)| warmup_type(way)).unwrap_or(Some("linear"))?;
    let ratio = share(end, peak)?;
    let kwargs = vec![
        ("num_decay_steps", decay_steps.into()),
        ("num_stable_steps", stable_steps.into()),
        ("warmup_type", warmup_type.into()),
        ("decay_type", decay_type.into()),
        ("min_lr_ratio", ratio.into()),
    ];
    let run = Run { warmup_steps: up.map_or(0, |(_, steps)| steps), total_steps: None };
    run.ends(peak, "warmup_stable_decay", kwargs, stable_steps.checked_add(decay_steps)?)
}

fn warmup_type(way: Way) -> Option<&'static str> {
    match way.curve {
        Curve::Linear => Some("linear"),
        Curve::Polynomial { power: 0.5 } => Some("1-sqrt"),
        curve if curve == HALF_COSINE => Some("cosine"),
        _ => None,
    }
}

fn decay_type(way: Way) -> Option<&'static str> {
    match way.curve {
        Curve::Linear => Some("linear"),
        Curve::Power { power: 0.5 } => Some("1-sqrt"),
        curve if curve == HALF_COSINE => Some("cosine"),
        _ => None,
    }
}
