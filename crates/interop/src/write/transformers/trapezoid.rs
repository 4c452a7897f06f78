//! `warmup_stable_decay`.

use glidepath_schedules::Curve;

use super::{Arguments, Run, whole_way};
use crate::torch::shortest;
use crate::write::pieces::{Course, HALF_COSINE, Piece, Way};

/// Up from a share of the peak, along it, and down to the same share.
pub(super) fn arguments(pieces: &[Piece]) -> Option<Arguments> {
    let (up, rest) = match pieces {
        [first, rest @ ..] => match whole_way(first).filter(|(way, _)| way.from < way.to) {
            Some(up) => (Some(up), rest),
            None => (None, pieces),
        },
        [] => return None,
    };
    let (stable_steps, rest) = match rest {
        [Piece { course: Course::Hold(_), steps: Some(steps), .. }, rest @ ..] => (*steps, rest),
        rest => (0, rest),
    };
    let [down, Piece { course: Course::Hold(end), .. }] = rest else { return None };
    let (down, decay_steps) = whole_way(down).filter(|(way, _)| way.to == *end)?;
    let peak = down.from;
    let held = match (pieces.get(usize::from(up.is_some())), stable_steps) {
        (Some(Piece { course: Course::Hold(rate), .. }), 1..) => *rate,
        _ => peak,
    };
    let fits = held == peak && up.is_none_or(|(way, _)| way.to == peak && way.from == *end);
    if !fits {
        return None;
    }
    let warmup_type = up.map(|(way, _)| warmup_type(way)).unwrap_or(Some("linear"))?;
    let ratio = shortest(end / peak, |ratio| ratio * peak == *end);
    let kwargs = vec![
        ("num_decay_steps", decay_steps.into()),
        ("num_stable_steps", stable_steps.into()),
        ("warmup_type", warmup_type.into()),
        ("decay_type", decay_type(down)?.into()),
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
