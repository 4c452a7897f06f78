//! `cosine_warmup_with_min_lr`, which is one step ahead of the others.

use glidepath_schedules::{Curve, StepCount};

use super::arguments::{Arguments, Run};
use crate::parts::piece::{Course, Piece, Ramp};
use crate::parts::share::share;

/// A warmup that began one step early or starts at a rate above 0, and a cosine wave that goes on after the
/// run.
pub(super) fn arguments(pieces: &[Piece], total_steps: Option<u64>) -> Option<Arguments> {
    let [warmup, Piece { course: Course::Wave(wave), .. }] = pieces else {
        return without_warmup(pieces, total_steps);
    };
    let Course::Ramp(ramp) = warmup.course else { return None };
    if ramp.curve != Curve::Linear || ramp.to != wave.from || !pieces[1].begins() {
        return None;
    }
    if ramp.from == 0.0
        && warmup.offset.whole() == Some(1)
        && ramp.length.whole()? == warmup.steps?.checked_add(1)?
    {
        return cosine(*wave, ramp.length.whole()?, None, total_steps);
    }
    let (ramp, steps) = warmup.ramp_in_whole_steps()?;
    cosine(*wave, steps.checked_add(1)?, Some(share(ramp.from, ramp.to)?), total_steps)
}

/// Without a warmup the cosine itself began one step early; after one of 1 step it begins at once.
fn without_warmup(pieces: &[Piece], total_steps: Option<u64>) -> Option<Arguments> {
    let [piece @ Piece { course: Course::Wave(wave), .. }] = pieces else { return None };
    let warmup_steps = if piece.begins() {
        1
    } else if piece.offset == StepCount::from(1_u64) {
        0
    } else {
        return None;
    };
    cosine(*wave, warmup_steps, None, total_steps)
}

fn cosine(
    wave: Ramp,
    warmup_steps: u64,
    warmup_lr_rate: Option<f64>,
    total_steps: Option<u64>,
) -> Option<Arguments> {
    let run = Run { warmup_steps, total_steps };
    let cosine = super::cosine::wave(run, wave)?;
    let mut kwargs = cosine.lr_scheduler_kwargs;
    if wave.to == 0.0 {
        kwargs.insert(0, ("min_lr", 0.0.into()));
    }
    kwargs.extend(warmup_lr_rate.map(|rate| ("warmup_lr_rate", rate.into())));
    Some(Arguments { lr_scheduler_type: "cosine_warmup_with_min_lr", lr_scheduler_kwargs: kwargs, ..cosine })
}
