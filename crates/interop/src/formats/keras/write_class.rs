//! Finds the Keras class that produces the same rates.

use glidepath_schedules::{
    Constant, CosineDecay, Curve, InverseTimeDecay, PiecewiseConstantDecay, PolynomialDecay, ScheduleError,
};
use glidepath_serde::{BoxSchedule, BuiltIn, IntoBoxSchedule, LearningRate};

use crate::parts::piece::{Course, HALF_COSINE, Piece, Ramp};
use crate::parts::share::share;
use crate::parts::simple::holds_of_table;

/// The same rates as a number or as a Keras class.
pub(super) fn of_pieces(pieces: &[Piece]) -> Option<LearningRate> {
    if let [Piece { course: Course::Hold(rate), .. }] = pieces {
        return Constant::new(*rate).ok().map(LearningRate::Constant);
    }
    let schedule = match pieces {
        [Piece { course: Course::Other(schedule), .. }] => of_schedule(schedule)?,
        [first, Piece { course: Course::Hold(end), .. }] if let Some(ramp) = first.whole_ramp() => {
            decay(ramp, *end)?
        }
        [first, second, Piece { course: Course::Hold(end), .. }] if let Some(warmup) = first.whole_ramp() => {
            let ramp =
                second.whole_ramp().filter(|ramp| ramp.curve == HALF_COSINE && ramp.from == warmup.to)?;
            let with_warmup = |decay: CosineDecay| decay.with_warmup_target(warmup.to, warmup.length);
            // After a warmup that ends between two steps the cosine would begin sooner.
            let is_line = warmup.curve == Curve::Linear && warmup.length.whole().is_some() && ramp.to == *end;
            let decay = cosine(Ramp { from: warmup.from, ..ramp }, warmup.to).and_then(with_warmup);
            decay.ok().filter(|_| is_line)?.boxed()
        }
        holds => constants(holds)?.ok()?.boxed(),
    };
    Some(schedule.into())
}

/// A schedule that is not taken apart.
fn of_schedule(schedule: &BoxSchedule) -> Option<BoxSchedule> {
    match BuiltIn::of(schedule)? {
        BuiltIn::CosineDecay(_)
        | BuiltIn::CosineDecayRestarts(_)
        | BuiltIn::ExponentialDecay(_)
        | BuiltIn::InverseTimeDecay(_)
        | BuiltIn::LinearCosineDecay(_)
        | BuiltIn::NoisyLinearCosineDecay(_)
        | BuiltIn::PiecewiseConstantDecay(_)
        | BuiltIn::PolynomialDecay(_) => Some(schedule.clone()),
        BuiltIn::PowerLaw(law) => {
            let is_inverse = law.offset() == 1.0 && law.inner_power() == 1.0 && law.power() == -1.0;
            let inverse = InverseTimeDecay::new(law.learning_rate_at_one(), law.timescale(), 1.0);
            inverse.ok().filter(|_| is_inverse).map(InverseTimeDecay::boxed)
        }
        BuiltIn::Table(table) => constants(&holds_of_table(table))?.ok().map(PiecewiseConstantDecay::boxed),
        _ => None,
    }
}

/// A ramp followed by a constant rate.
fn decay(ramp: Ramp, end: f64) -> Option<BoxSchedule> {
    if ramp.to != end {
        return None;
    }
    let power = match ramp.curve {
        Curve::Linear => 1.0,
        Curve::Polynomial { power } => power,
        curve if curve == HALF_COSINE => return cosine(ramp, ramp.from).ok().map(CosineDecay::boxed),
        _ => return None,
    };
    let decay =
        PolynomialDecay::new(ramp.from, ramp.length, ramp.to).and_then(|decay| decay.with_power(power));
    decay.ok().map(PolynomialDecay::boxed)
}

/// A cosine decay from a peak, possibly after a warmup.
fn cosine(ramp: Ramp, peak: f64) -> Result<CosineDecay, ScheduleError> {
    CosineDecay::new(ramp.from, ramp.length)?.with_alpha(share(ramp.to, peak).unwrap_or(f64::NAN))
}

/// Constant pieces; `None` if a piece is not constant.
fn constants(pieces: &[Piece]) -> Option<Result<PiecewiseConstantDecay, ScheduleError>> {
    let (mut boundaries, mut values) = (Vec::new(), Vec::new());
    let mut begin = 0_u64;
    for piece in pieces {
        let Course::Hold(rate) = piece.course else { return None };
        values.push(rate);
        if let Some(steps) = piece.steps {
            begin = begin.checked_add(steps)?;
            boundaries.push(begin - 1);
        }
    }
    Some(PiecewiseConstantDecay::new(boundaries, values))
}
