//! Pieces whose rates are multiplied by a factor or kept between two bounds.

use glidepath_schedules::{
    CosineDecayRestarts, CosineHardRestarts, Curve, ExponentialDecay, InverseTimeDecay, LinearCosineDecay,
    PolynomialDecay, PowerLaw, Shifted,
};
use glidepath_serde::{BoxSchedule, BuiltIn, IntoBoxSchedule};

use super::piece::{Course, Piece, Ramp};

/// A piece with its rates multiplied by a factor. `None` if a product is beyond the doubles, or the schedule
/// of the piece cannot be scaled by its parameters.
pub(crate) fn scaled(piece: Piece, factor: f64) -> Option<Piece> {
    match factor {
        0.0 => return Some(Piece::hold(0.0, piece.steps)),
        1.0 => return Some(piece),
        _ => {}
    }
    let rate = |rate: f64| Some(rate * factor).filter(|rate| rate.is_finite());
    let ramp = |ramp: Ramp| {
        let scaled = Ramp { from: rate(ramp.from)?, to: rate(ramp.to)?, ..ramp };
        let is_lost = ramp.curve == Curve::Geometric && scaled.from * scaled.to == 0.0;
        (!is_lost).then_some(scaled)
    };
    let course = match piece.course {
        Course::Hold(old) => Course::Hold(rate(old)?),
        Course::Ramp(old) => Course::Ramp(ramp(old)?),
        Course::Wave(old) => Course::Wave(ramp(old)?),
        Course::Other(schedule) => Course::Other(scaled_schedule(&schedule, factor)?),
    };
    Some(Piece { course, ..piece })
}

/// A schedule of a class whose rates are shares of one of its parameters; `None` for other classes.
fn scaled_schedule(schedule: &BoxSchedule, factor: f64) -> Option<BoxSchedule> {
    // Growth from a subnormal rate would keep only its few digits.
    let rate = |rate: f64| Some(rate * factor).filter(|scaled| scaled.is_normal() || rate == 0.0);
    Some(match BuiltIn::of(schedule)? {
        BuiltIn::Shifted(shifted) => {
            Shifted::new(scaled_schedule(shifted.schedule(), factor)?, shifted.shift()).boxed()
        }
        BuiltIn::ExponentialDecay(decay) => {
            let initial = rate(decay.initial_learning_rate())?;
            let scaled = ExponentialDecay::new(initial, decay.decay_steps(), decay.decay_rate()).ok()?;
            scaled.with_staircase(decay.staircase()).boxed()
        }
        BuiltIn::InverseTimeDecay(decay) => {
            let initial = rate(decay.initial_learning_rate())?;
            let scaled = InverseTimeDecay::new(initial, decay.decay_steps(), decay.decay_rate()).ok()?;
            scaled.with_staircase(decay.staircase()).boxed()
        }
        BuiltIn::PolynomialDecay(decay) => {
            let (initial, end) = (rate(decay.initial_learning_rate())?, rate(decay.end_learning_rate())?);
            let scaled = PolynomialDecay::new(initial, decay.decay_steps(), end).ok()?;
            scaled.with_power(decay.power()).ok()?.with_cycle(decay.cycle()).boxed()
        }
        BuiltIn::CosineDecayRestarts(restarts) => {
            let initial = rate(restarts.initial_learning_rate())?;
            let scaled = CosineDecayRestarts::new(initial, restarts.first_decay_steps()).ok()?;
            let scaled = scaled.with_t_mul(restarts.t_mul()).ok()?.with_m_mul(restarts.m_mul()).ok()?;
            scaled.with_alpha(restarts.alpha()).ok()?.boxed()
        }
        BuiltIn::CosineHardRestarts(restarts) => {
            let initial = rate(restarts.initial_learning_rate())?;
            CosineHardRestarts::new(initial, restarts.decay_steps(), restarts.num_cycles()).ok()?.boxed()
        }
        BuiltIn::LinearCosineDecay(decay) => {
            let initial = rate(decay.initial_learning_rate())?;
            let scaled = LinearCosineDecay::new(initial, decay.decay_steps()).ok()?;
            let scaled = scaled.with_num_periods(decay.num_periods()).ok()?.with_alpha(decay.alpha()).ok()?;
            scaled.with_beta(decay.beta()).ok()?.boxed()
        }
        BuiltIn::PowerLaw(law) => {
            let scaled =
                PowerLaw::new(rate(law.learning_rate_at_one())?, law.timescale(), law.power()).ok()?;
            scaled.with_offset(law.offset()).ok()?.with_inner_power(law.inner_power()).ok()?.boxed()
        }
        _ => return None,
    })
}

/// A piece with its rates kept between two bounds. `None` if it crosses a bound, which would make a corner.
pub(crate) fn clamped(piece: Piece, min: f64, max: f64) -> Option<Piece> {
    let course = match piece.course {
        Course::Hold(rate) => Course::Hold(rate.max(min).min(max)),
        Course::Ramp(ramp) | Course::Wave(ramp) => {
            let (least, greatest) = (ramp.from.min(ramp.to), ramp.from.max(ramp.to));
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
