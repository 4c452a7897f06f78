//! A part of what a schedule does.

use glidepath_core::LearningRateSchedule;
use glidepath_schedules::{Curve, Cyclic, LinearCosineDecay, Noam, PowerLaw, Shifted, StepCount};
use glidepath_serde::{BoxSchedule, IntoBoxSchedule};

/// What a schedule does in some of its steps.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Piece {
    pub(crate) course: Course,
    /// The time that has gone by on the course at the first step of the piece.
    pub(crate) offset: StepCount,
    /// How many steps the piece has; `None` if it has no end.
    pub(crate) steps: Option<u64>,
}

/// How the rate goes.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Course {
    /// It stays.
    Hold(f64),
    /// From one rate to another. A piece of it never goes on behind its end.
    Way(Way),
    /// There and back along a half cosine, for ever.
    Swing(Way),
    /// As that schedule, which is none of these. Its offset is 0.
    Other(BoxSchedule),
}

/// From one rate to another.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct Way {
    pub(crate) from: f64,
    pub(crate) to: f64,
    /// The time from end to end.
    pub(crate) length: StepCount,
    pub(crate) curve: Curve,
}

/// Half a cosine, as most frameworks have it.
pub(crate) const HALF_COSINE: Curve = Curve::Cosine { exponent: 1.0 };

impl Piece {
    pub(crate) fn hold(rate: f64, steps: Option<u64>) -> Self {
        Self { course: Course::Hold(rate), offset: StepCount::default(), steps }
    }

    /// From the beginning of a way to the last step before its end.
    pub(crate) fn way(way: Way) -> Self {
        Self { course: Course::Way(way), offset: StepCount::default(), steps: ceil(way.length) }
    }

    pub(crate) fn other(schedule: BoxSchedule) -> Self {
        Self { course: Course::Other(schedule), offset: StepCount::default(), steps: None }
    }

    /// The same without its first steps.
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

    /// The same in other words: a way that leads nowhere holds, a swing that does not turn back is a way.
    pub(crate) fn simplest(self) -> Self {
        match self.course {
            Course::Way(way) | Course::Swing(way) if way.from == way.to => Self::hold(way.from, self.steps),
            Course::Swing(way) if self.begins() && self.steps.is_some() && self.steps <= ceil(way.length) => {
                Self { course: Course::Way(way), ..self }
            }
            _ => self,
        }
    }

    /// Whether it is the beginning of its course.
    pub(crate) fn begins(&self) -> bool {
        self.offset == StepCount::default()
    }

    /// The way, if the piece is all of one.
    pub(crate) fn whole_way(&self) -> Option<Way> {
        match self.course {
            Course::Way(way) if self.begins() && self.steps == ceil(way.length) => Some(way),
            _ => None,
        }
    }

    /// The same, and its steps, where they are all of the way's length.
    pub(crate) fn way_in_whole_steps(&self) -> Option<(Way, u64)> {
        let way = self.whole_way()?;
        Some((way, way.length.whole()?))
    }

    /// The rate at its first step, and those that it leads to.
    pub(crate) fn rates(&self) -> Vec<f64> {
        match &self.course {
            Course::Hold(rate) => vec![*rate],
            Course::Way(way) | Course::Swing(way) => vec![way.from, way.to],
            Course::Other(schedule) => vec![natural_rate(schedule)],
        }
    }
}

/// The rate that people say of a schedule: its greatest one, or the one that its formula is a multiple of.
fn natural_rate(schedule: &BoxSchedule) -> f64 {
    if let Some(decay) = schedule.downcast_ref::<LinearCosineDecay>() {
        return decay.initial_learning_rate();
    }
    if let Some(law) = schedule.downcast_ref::<PowerLaw>() {
        return law.learning_rate_at_one();
    }
    if let Some(noam) = schedule.downcast_ref::<Noam>() {
        return noam.factor() / f64::from(noam.model_size()).sqrt();
    }
    if let Some(cyclic) = schedule.downcast_ref::<Cyclic>() {
        return cyclic.base_learning_rate().max(cyclic.max_learning_rate());
    }
    match schedule.downcast_ref::<Shifted<BoxSchedule>>() {
        Some(shifted) => natural_rate(shifted.schedule()),
        None => schedule.learning_rate(0),
    }
}

/// The first whole step that is not before this time.
pub(crate) fn ceil(time: StepCount) -> Option<u64> {
    time.whole().or_else(|| StepCount::from(time.to_f64().max(0.0).ceil()).whole())
}
