//! Which class of Keras has the rates of a schedule that is of none.

use glidepath_schedules::{
    Constant, CosineDecay, Curve, InverseTimeDecay, PiecewiseConstantDecay, PolynomialDecay, PowerLaw,
    ScheduleError, Table,
};
use glidepath_serde::{BoxSchedule, IntoBoxSchedule, LearningRate};

use super::class;
use crate::parts::pieces::{Course, HALF_COSINE, Piece, Way};
use crate::parts::{holds_of_table, share};

/// The same rates as a number or as a class of Keras.
pub(super) fn of_pieces(pieces: &[Piece]) -> Option<LearningRate> {
    if let [Piece { course: Course::Hold(rate), .. }] = pieces {
        return Constant::new(*rate).ok().map(LearningRate::Constant);
    }
    let schedule = match pieces {
        [Piece { course: Course::Other(schedule), .. }] => of_schedule(schedule)?,
        [first, Piece { course: Course::Hold(end), .. }] if let Some(way) = first.whole_way() => {
            decay(way, *end)?
        }
        [first, second, Piece { course: Course::Hold(end), .. }] if let Some(ramp) = first.whole_way() => {
            let way = second.whole_way().filter(|way| way.curve == HALF_COSINE && way.from == ramp.to)?;
            let warmup = |decay: CosineDecay| decay.with_warmup_target(ramp.to, ramp.length);
            // Behind a part of a step the cosine would begin sooner.
            let is_line = ramp.curve == Curve::Linear && ramp.length.whole().is_some() && way.to == *end;
            let decay = cosine(Way { from: ramp.from, ..way }, ramp.to).and_then(warmup);
            decay.ok().filter(|_| is_line)?.boxed()
        }
        holds => constants(holds)?.ok()?.boxed(),
    };
    Some(schedule.into())
}

/// A schedule that is no piece of another.
fn of_schedule(schedule: &BoxSchedule) -> Option<BoxSchedule> {
    if class::class(schedule.class_name()).is_some() {
        return Some(schedule.clone());
    }
    if let Some(table) = schedule.downcast_ref::<Table>() {
        return constants(&holds_of_table(table))?.ok().map(PiecewiseConstantDecay::boxed);
    }
    let law = schedule.downcast_ref::<PowerLaw>()?;
    let is_inverse = law.offset() == 1.0 && law.inner_power() == 1.0 && law.power() == -1.0;
    let inverse = InverseTimeDecay::new(law.learning_rate_at_one(), law.timescale(), 1.0);
    inverse.ok().filter(|_| is_inverse).map(InverseTimeDecay::boxed)
}

/// A way, and a rate that stays.
fn decay(way: Way, end: f64) -> Option<BoxSchedule> {
    if way.to != end {
        return None;
    }
    let power = match way.curve {
        Curve::Linear => 1.0,
        Curve::Polynomial { power } => power,
        curve if curve == HALF_COSINE => return cosine(way, way.from).ok().map(CosineDecay::boxed),
        _ => return None,
    };
    let decay = PolynomialDecay::new(way.from, way.length, way.to).and_then(|decay| decay.with_power(power));
    decay.ok().map(PolynomialDecay::boxed)
}

/// A cosine from a peak, which a warmup may come before.
fn cosine(way: Way, peak: f64) -> Result<CosineDecay, ScheduleError> {
    CosineDecay::new(way.from, way.length)?.with_alpha(share(way.to, peak).unwrap_or(f64::NAN))
}

/// Rates that stay for some steps each; `None` if not all do.
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
