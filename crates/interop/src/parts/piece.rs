//! The pieces that a schedule is taken apart into.

use glidepath_core::LearningRateSchedule;
use glidepath_schedules::{Curve, Shifted, StepCount};
use glidepath_serde::{BoxSchedule, BuiltIn, IntoBoxSchedule};

/// What a schedule does during some of its steps.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Piece {
    pub(crate) course: Course,
    /// The time that has passed on the course at the first step of the piece.
    pub(crate) offset: StepCount,
    /// How many steps the piece has; `None` if it has no end.
    pub(crate) steps: Option<u64>,
}

/// How the rate changes.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Course {
    /// It stays the same.
    Hold(f64),
    /// It goes from one rate to another. A piece of it never goes on after its end.
    Ramp(Ramp),
    /// It follows a cosine wave without an end; the ramp is the first half of a period.
    Wave(Ramp),
    /// It follows a schedule that is none of these, from its step 0: the offset is 0.
    Other(BoxSchedule),
}

/// A change from one rate to another.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct Ramp {
    pub(crate) from: f64,
    pub(crate) to: f64,
    /// The time from end to end.
    pub(crate) length: StepCount,
    pub(crate) curve: Curve,
}

/// A half cosine, as most frameworks have it.
pub(crate) const HALF_COSINE: Curve = Curve::Cosine { exponent: 1.0 };

impl Piece {
    pub(crate) fn hold(rate: f64, steps: Option<u64>) -> Self {
        Self { course: Course::Hold(rate), offset: StepCount::default(), steps }
    }

    /// The whole of a ramp, up to the last step before its end.
    pub(crate) fn ramp(ramp: Ramp) -> Self {
        Self { course: Course::Ramp(ramp), offset: StepCount::default(), steps: ceil(ramp.length) }
    }

    pub(crate) fn other(schedule: BoxSchedule) -> Self {
        Self { course: Course::Other(schedule), offset: StepCount::default(), steps: None }
    }

    /// The piece without its first steps.
    pub(crate) fn skip(self, steps: u64) -> Self {
        let offset = match (self.offset.whole(), &self.course) {
            (_, Course::Hold(_) | Course::Other(_)) => StepCount::default(),
            (Some(offset), _) => StepCount::from(offset.saturating_add(steps)),
            (None, _) => StepCount::from(self.offset.to_f64() + StepCount::from(steps).to_f64()),
        };
        let course = match self.course {
            Course::Other(schedule) => {
                let at_once = i64::try_from(steps).unwrap_or(i64::MAX);
                let rest = (steps - at_once.unsigned_abs()).cast_signed();
                let shifted = Shifted::new(schedule, at_once).boxed();
                Course::Other(if rest > 0 { Shifted::new(shifted, rest).boxed() } else { shifted })
            }
            course => course,
        };
        Self { course, offset, steps: self.steps.map(|all| all.saturating_sub(steps)) }
    }

    /// The simplest piece with the same rates: a ramp between equal rates is a hold, a wave that ends before
    /// it turns is a ramp.
    pub(crate) fn simplest(self) -> Self {
        match self.course {
            Course::Ramp(ramp) | Course::Wave(ramp) if ramp.from == ramp.to => {
                Self::hold(ramp.from, self.steps)
            }
            Course::Wave(ramp)
                if self.begins() && self.steps.is_some() && self.steps <= ceil(ramp.length) =>
            {
                Self { course: Course::Ramp(ramp), ..self }
            }
            _ => self,
        }
    }

    /// Whether the piece starts at the start of its course.
    pub(crate) fn begins(&self) -> bool {
        self.offset == StepCount::default()
    }

    /// The ramp, if the piece is the whole of one.
    pub(crate) fn whole_ramp(&self) -> Option<Ramp> {
        match self.course {
            Course::Ramp(ramp) if self.begins() && self.steps == ceil(ramp.length) => Some(ramp),
            _ => None,
        }
    }

    /// The ramp and its number of steps, if the piece is the whole of one whose length is a whole number.
    pub(crate) fn ramp_in_whole_steps(&self) -> Option<(Ramp, u64)> {
        let ramp = self.whole_ramp()?;
        Some((ramp, ramp.length.whole()?))
    }

    /// The rates between which the piece moves.
    pub(crate) fn rates(&self) -> Vec<f64> {
        match &self.course {
            Course::Hold(rate) => vec![*rate],
            Course::Ramp(ramp) | Course::Wave(ramp) => vec![ramp.from, ramp.to],
            Course::Other(schedule) => vec![scale(schedule)],
        }
    }
}

/// The rate by which people describe a schedule: its greatest one, or the one that its formula is a multiple
/// of.
fn scale(schedule: &BoxSchedule) -> f64 {
    let first = || schedule.learning_rate(0);
    let Some(built_in) = BuiltIn::of(schedule) else { return first() };
    match built_in {
        BuiltIn::LinearCosineDecay(decay) => decay.initial_learning_rate(),
        BuiltIn::PowerLaw(law) => law.learning_rate_at_one(),
        BuiltIn::Noam(noam) => noam.factor() / f64::from(noam.model_size()).sqrt(),
        BuiltIn::Cyclic(cyclic) => cyclic.base_learning_rate().max(cyclic.max_learning_rate()),
        BuiltIn::Shifted(shifted) => scale(shifted.schedule()),
        _ => first(),
    }
}

/// The first steps of a sequence of pieces.
pub(crate) fn cut(pieces: Vec<Piece>, steps: Option<u64>) -> Vec<Piece> {
    let Some(mut left) = steps else { return pieces };
    let mut first = Vec::new();
    for piece in pieces {
        let steps = piece.steps.unwrap_or(left).min(left);
        first.push(Piece { steps: Some(steps), ..piece });
        left -= steps;
    }
    first
}

/// A sequence of pieces without its first steps.
pub(crate) fn skip(pieces: Vec<Piece>, steps: u64) -> Vec<Piece> {
    let mut left = steps;
    let mut rest = Vec::new();
    for piece in pieces {
        let skipped = piece.steps.unwrap_or(left).min(left);
        left -= skipped;
        rest.push(if skipped > 0 { piece.skip(skipped) } else { piece });
    }
    rest
}

/// The first whole step that is not before this time.
pub(crate) fn ceil(time: StepCount) -> Option<u64> {
    time.whole().or_else(|| StepCount::from(time.to_f64().max(0.0).ceil()).whole())
}
