//! `cosine_warmup_with_min_lr`, which is one step ahead of the others.

use glidepath_schedules::{Curve, StepCount};

use super::{Arguments, Run};
use crate::parts::pieces::{Course, Piece, Way};
use crate::parts::share;

/// A warmup that has begun one step before, or one from a rate above 0, and a cosine that goes on behind the run.
pub(super) fn arguments(pieces: &[Piece], total_steps: Option<u64>) -> Option<Arguments> {
    let [warmup, Piece { course: Course::Swing(swing), .. }] = pieces else { return without_warmup(pieces) };
    let Course::Way(way) = warmup.course else { return None };
    if way.curve != Curve::Linear || way.to != swing.from || !pieces[1].begins() {
        return None;
    }
    if way.from == 0.0
        && warmup.offset.whole() == Some(1)
        && way.length.whole()? == warmup.steps?.checked_add(1)?
    {
        return cosine(*swing, way.length.whole()?, None, total_steps);
    }
    let (way, steps) = warmup.way_in_whole_steps()?;
    cosine(*swing, steps.checked_add(1)?, Some(share(way.from, way.to)?), total_steps)
}

/// Without a warmup the cosine itself has begun one step before.
fn without_warmup(pieces: &[Piece]) -> Option<Arguments> {
    match pieces {
        [Piece { course: Course::Swing(swing), offset, .. }] if *offset == StepCount::from(1_u64) => {
            cosine(*swing, 0, None, None)
        }
        _ => None,
    }
}

fn cosine(
    swing: Way,
    warmup_steps: u64,
    warmup_lr_rate: Option<f64>,
    total_steps: Option<u64>,
) -> Option<Arguments> {
    let run = Run { warmup_steps, total_steps };
    let cosine = super::cosine::swinging(run, swing)?;
    let mut kwargs = cosine.lr_scheduler_kwargs;
    if swing.to == 0.0 {
        kwargs.insert(0, ("min_lr", 0.0.into()));
    }
    kwargs.extend(warmup_lr_rate.map(|rate| ("warmup_lr_rate", rate.into())));
    Some(Arguments { lr_scheduler_type: "cosine_warmup_with_min_lr", lr_scheduler_kwargs: kwargs, ..cosine })
}
