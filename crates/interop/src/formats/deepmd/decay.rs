//! The ways down, by `type`.

use std::num::NonZeroU64;

use glidepath_core::LearningRateSchedule;
use glidepath_schedules::{
    Clamped, Curve, ExponentialDecay, ScheduleError, StepCount, Stretched, Transition, Warmup,
    WarmupStableDecay,
};
use glidepath_serde::{BoxSchedule, IntoBoxSchedule};

use super::notes;
use crate::model::{InteropError, Note};
use crate::parts::{HALF_COSINE, going_to, reciprocal};
use crate::values::arguments::{Arguments, Positive};
use crate::values::text;

/// Below this end the rate of decay is that of an end here.
const SMALLEST_STOP: f64 = 1e-10;

/// What the warmup leaves to a decay.
#[derive(Clone, Copy, Debug)]
pub(super) struct Phase {
    pub(super) start: f64,
    pub(super) stop: f64,
    /// The rate of step 0, if there is a warmup.
    pub(super) initial: f64,
    pub(super) warmup: u64,
    /// The number of steps after the warmup.
    pub(super) length: u64,
}

/// The schedule of a type.
pub(super) fn build(
    config: &mut Arguments<'_>,
    phase: Phase,
    notes: &mut Vec<Note>,
) -> Result<BoxSchedule, InteropError> {
    let schedule = match config.or("type", "exp")? {
        "exp" => exponential(config, phase, notes)?,
        "cosine" => cosine(phase).and_then(|way| phase.warmed_up(way)),
        "wsd" => stable(config, phase)?,
        other => {
            let got = text::shortened(other);
            return Err(config.refuse("type", format!("must be `exp`, `cosine` or `wsd`, got {got:?}")));
        }
    };
    schedule.map_err(InteropError::unfit(config.path()))
}

type Built = Result<BoxSchedule, ScheduleError>;

impl Phase {
    fn warmed_up(self, way: BoxSchedule) -> Built {
        if self.warmup == 0 {
            return Ok(way);
        }
        let then = way.learning_rate(0);
        going_to(Warmup::new(way, self.warmup)?.with_initial_learning_rate(self.initial)?, self.start, then)
    }
}

fn exponential(
    config: &mut Arguments<'_>,
    phase: Phase,
    notes: &mut Vec<Note>,
) -> Result<Built, InteropError> {
    let given = config.optional("decay_steps")?.map_or(5_000, NonZeroU64::get);
    let decay_rate: Option<Positive> = config.optional("decay_rate")?;
    let is_smooth = config.or("smooth", false)?;
    let Some(Positive(decay_rate)) = decay_rate else {
        let stairs = stairs(given, phase.length);
        if stairs != given {
            notes.push(notes::other_decay_steps(given, phase.length, stairs));
        }
        let every = if is_smooth { 1 } else { stairs };
        return Ok(to_the_stop(phase, every).and_then(|way| phase.warmed_up(way)));
    };
    if decay_rate > 1.0 {
        return Err(config.refuse("decay_rate", format!("must be at most 1, got {decay_rate:?}")));
    }
    notes.push(notes::decay_rate());
    let decay = ExponentialDecay::new(phase.start, given, decay_rate).and_then(|decay| {
        let decay = decay.with_staircase(!is_smooth);
        Ok(Clamped::new(decay, phase.stop, phase.start)?.boxed())
    });
    Ok(decay.and_then(|way| phase.warmed_up(way)))
}

/// The length of a stair: another one where the given is not below the length of the decay.
fn stairs(given: u64, length: u64) -> u64 {
    match given < length {
        true => given,
        false if length / 10 > 100 => 100,
        false => length / 100 + 1,
    }
}

/// An exponential decay to the last rate, constant for `every` steps at a time.
fn to_the_stop(phase: Phase, every: u64) -> Built {
    let Phase { start, stop, length, .. } = phase;
    let stop = stop.max(SMALLEST_STOP);
    let way = |steps: u64| Transition::new(start, stop, steps)?.with_curve(Curve::Geometric);
    if every == 1 {
        return Ok(way(length)?.boxed());
    }
    if length.is_multiple_of(every) {
        return Ok(Stretched::new(way(length / every)?, every)?.boxed());
    }
    // A number of stairs that is not whole would be rounded; so each stair passes over as many steps as it
    // lasts.
    let passing_over = Stretched::new(way(length)?, reciprocal(StepCount::from(every).to_f64()))?;
    Ok(Stretched::new(passing_over, every)?.boxed())
}

fn cosine(phase: Phase) -> Built {
    let way = Transition::new(phase.start, phase.stop, phase.length)?;
    Ok(way.with_curve(HALF_COSINE)?.boxed())
}

/// A plateau, and a decay in the last part of the training.
fn stable(config: &mut Arguments<'_>, phase: Phase) -> Result<Built, InteropError> {
    let Phase { start, stop, initial, warmup, length } = phase;
    if stop <= 0.0 {
        return Err(InteropError::invalid(config.path(), "`wsd` must have an end above 0, got 0.0"));
    }
    let ratio = config.or("decay_phase_ratio", 0.1)?;
    if !(ratio > 0.0 && ratio <= 1.0) {
        return Err(
            config.refuse("decay_phase_ratio", format!("must be above 0 and at most 1, got {ratio:?}"))
        );
    }
    let whole = StepCount::from(warmup.saturating_add(length)).to_f64();
    let decay = StepCount::from((ratio * whole).trunc()).whole().unwrap_or(length).min(length).max(1);
    let curve = match config.or("decay_type", "inverse_linear")? {
        "inverse_linear" => Curve::Rational { beta: 1.0 - start / stop },
        "cosine" => HALF_COSINE,
        "linear" => Curve::Linear,
        other => {
            let got = text::shortened(other);
            let problem = format!("must be `inverse_linear`, `cosine` or `linear`, got {got:?}");
            return Err(config.refuse("decay_type", problem));
        }
    };
    let build = || {
        Ok(WarmupStableDecay::new(start, warmup, length - decay, decay)?
            .with_initial_learning_rate(if warmup == 0 { 0.0 } else { initial })?
            .with_end_learning_rate(stop)?
            .with_decay_curve(curve)?
            .boxed())
    };
    Ok(build())
}
