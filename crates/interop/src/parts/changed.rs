//! Pieces and schedules with other rates: times a factor, or between two bounds.

use glidepath_schedules::{
    CosineDecayRestarts, CosineHardRestarts, Curve, ExponentialDecay, InverseTimeDecay, LinearCosineDecay,
    PolynomialDecay, PowerLaw, Shifted,
};
use glidepath_serde::{BoxSchedule, IntoBoxSchedule};

use super::piece::{Course, Piece, Way};

/// A piece whose rates are multiplied. `None` if one is then beyond the doubles, or the course is one that is not known.
pub(crate) fn scaled(piece: Piece, factor: f64) -> Option<Piece> {
    match factor {
        0.0 => return Some(Piece::hold(0.0, piece.steps)),
        1.0 => return Some(piece),
        _ => {}
    }
    let rate = |rate: f64| Some(rate * factor).filter(|rate| rate.is_finite());
    let way = |way: Way| {
        let scaled = Way { from: rate(way.from)?, to: rate(way.to)?, ..way };
        let is_lost = way.curve == Curve::Geometric && scaled.from * scaled.to == 0.0;
        (!is_lost).then_some(scaled)
    };
    let course = match piece.course {
        Course::Hold(old) => Course::Hold(rate(old)?),
        Course::Way(old) => Course::Way(way(old)?),
        Course::Swing(old) => Course::Swing(way(old)?),
        Course::Other(schedule) => Course::Other(scaled_schedule(&schedule, factor)?),
    };
    Some(Piece { course, ..piece })
}

/// A schedule of a class whose rates are shares of one of its parameters.
fn scaled_schedule(schedule: &BoxSchedule, factor: f64) -> Option<BoxSchedule> {
    // What grows from a rate of few digits would keep so few.
    let rate = |rate: f64| Some(rate * factor).filter(|scaled| scaled.is_normal() || rate == 0.0);
    if let Some(shifted) = schedule.downcast_ref::<Shifted<BoxSchedule>>() {
        return Some(Shifted::new(scaled_schedule(shifted.schedule(), factor)?, shifted.shift()).boxed());
    }
    if let Some(decay) = schedule.downcast_ref::<ExponentialDecay>() {
        let initial = rate(decay.initial_learning_rate())?;
        let scaled = ExponentialDecay::new(initial, decay.decay_steps(), decay.decay_rate()).ok()?;
        return Some(scaled.with_staircase(decay.staircase()).boxed());
    }
    if let Some(decay) = schedule.downcast_ref::<InverseTimeDecay>() {
        let initial = rate(decay.initial_learning_rate())?;
        let scaled = InverseTimeDecay::new(initial, decay.decay_steps(), decay.decay_rate()).ok()?;
        return Some(scaled.with_staircase(decay.staircase()).boxed());
    }
    if let Some(decay) = schedule.downcast_ref::<PolynomialDecay>() {
        let (initial, end) = (rate(decay.initial_learning_rate())?, rate(decay.end_learning_rate())?);
        let scaled = PolynomialDecay::new(initial, decay.decay_steps(), end).ok()?;
        return Some(scaled.with_power(decay.power()).ok()?.with_cycle(decay.cycle()).boxed());
    }
    if let Some(restarts) = schedule.downcast_ref::<CosineDecayRestarts>() {
        let initial = rate(restarts.initial_learning_rate())?;
        let scaled = CosineDecayRestarts::new(initial, restarts.first_decay_steps()).ok()?;
        let scaled = scaled.with_t_mul(restarts.t_mul()).ok()?.with_m_mul(restarts.m_mul()).ok()?;
        return Some(scaled.with_alpha(restarts.alpha()).ok()?.boxed());
    }
    if let Some(restarts) = schedule.downcast_ref::<CosineHardRestarts>() {
        let initial = rate(restarts.initial_learning_rate())?;
        let scaled = CosineHardRestarts::new(initial, restarts.decay_steps(), restarts.num_cycles());
        return scaled.ok().map(CosineHardRestarts::boxed);
    }
    if let Some(decay) = schedule.downcast_ref::<LinearCosineDecay>() {
        let scaled =
            LinearCosineDecay::new(rate(decay.initial_learning_rate())?, decay.decay_steps()).ok()?;
        let scaled = scaled.with_num_periods(decay.num_periods()).ok()?.with_alpha(decay.alpha()).ok()?;
        return Some(scaled.with_beta(decay.beta()).ok()?.boxed());
    }
    let law = schedule.downcast_ref::<PowerLaw>()?;
    let scaled = PowerLaw::new(rate(law.learning_rate_at_one())?, law.timescale(), law.power()).ok()?;
    let scaled = scaled.with_offset(law.offset()).ok()?.with_inner_power(law.inner_power()).ok()?;
    Some(scaled.boxed())
}

/// A piece whose rates are kept between two bounds. `None` if it would have a corner where it meets one of them.
pub(crate) fn clamped(piece: Piece, min: f64, max: f64) -> Option<Piece> {
    let course = match piece.course {
        Course::Hold(rate) => Course::Hold(rate.max(min).min(max)),
        Course::Way(way) | Course::Swing(way) => {
            let (least, greatest) = (way.from.min(way.to), way.from.max(way.to));
            match () {
                () if least >= min && greatest <= max => piece.course,
                () if greatest <= min => Course::Hold(min),
                () if least >= max => Course::Hold(max),
                () => return None,
            }
        }
        Course::Other(_) => return None,
    };
    Some(Piece { course, ..piece })
}
