//! A schedule taken apart: what it does from step to step, in the simplest terms.
//!
//! The same rates may be a warmup and a cosine, a cosine with a warmup of its own, or a sequence of the two. Taken
//! apart they are the same, so that a framework's form needs to be told by its pieces only.

use glidepath_core::LearningRateSchedule;
use glidepath_schedules::{
    Constant, CosineAnnealing, CosineDecay, Curve, Cyclic, Interpolated, Interpolation, InverseSquareRoot,
    LinearCosineDecay, Noam, OneCycle, PiecewiseConstantDecay, PolynomialDecay, PowerLaw, Scaled, Sequential,
    Shifted, StepCount, Transition, Warmup, WarmupStableDecay,
};
use glidepath_serde::{BoxSchedule, IntoBoxSchedule};

use super::path::path;

/// What a schedule does in some of its steps.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Piece {
    pub(super) course: Course,
    /// The time that has gone by on the course at the first step of the piece.
    pub(super) offset: StepCount,
    /// How many steps the piece has; `None` if it has no end.
    pub(super) steps: Option<u64>,
}

/// How the rate goes.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Course {
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
pub(super) struct Way {
    pub(super) from: f64,
    pub(super) to: f64,
    /// The time from end to end.
    pub(super) length: StepCount,
    pub(super) curve: Curve,
}

/// Half a cosine, as most frameworks have it.
pub(super) const HALF_COSINE: Curve = Curve::Cosine { exponent: 1.0 };

impl Piece {
    pub(super) fn hold(rate: f64, steps: Option<u64>) -> Self {
        Self { course: Course::Hold(rate), offset: StepCount::default(), steps }
    }

    /// From the beginning of a way to the last step before its end.
    fn way(way: Way) -> Self {
        Self { course: Course::Way(way), offset: StepCount::default(), steps: ceil(way.length) }
    }

    fn other(schedule: BoxSchedule) -> Self {
        Self { course: Course::Other(schedule), offset: StepCount::default(), steps: None }
    }

    /// The same without its first steps.
    fn skip(self, steps: u64) -> Self {
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
    fn simplest(self) -> Self {
        match self.course {
            Course::Way(way) | Course::Swing(way) if way.from == way.to => Self::hold(way.from, self.steps),
            Course::Swing(way) if self.begins() && self.steps.is_some() && self.steps <= ceil(way.length) => {
                Self { course: Course::Way(way), ..self }
            }
            _ => self,
        }
    }

    /// Whether it is the beginning of its course.
    pub(super) fn begins(&self) -> bool {
        self.offset == StepCount::default()
    }

    /// The way, if the piece is all of one.
    pub(super) fn whole_way(&self) -> Option<Way> {
        match self.course {
            Course::Way(way) if self.begins() && self.steps == ceil(way.length) => Some(way),
            _ => None,
        }
    }

    /// The rate at its first step, and those that it leads to.
    pub(super) fn rates(&self) -> Vec<f64> {
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

/// Takes a schedule apart. The last piece has no end; all others have steps.
pub(super) fn pieces(schedule: &BoxSchedule) -> Vec<Piece> {
    let mut tidy: Vec<Piece> = Vec::new();
    for piece in parts(schedule).into_iter().map(Piece::simplest) {
        match tidy.last_mut() {
            _ if piece.steps == Some(0) => {}
            Some(last) if matches!(piece.course, Course::Hold(_)) && last.course == piece.course => {
                last.steps = last.steps.zip(piece.steps).and_then(|(last, more)| last.checked_add(more));
            }
            Some(Piece { steps: None, .. }) => {}
            _ => tidy.push(piece),
        }
    }
    tidy
}

fn parts(schedule: &BoxSchedule) -> Vec<Piece> {
    simple(schedule).or_else(|| composite(schedule)).unwrap_or_else(|| vec![Piece::other(schedule.clone())])
}

/// A schedule that holds no other.
fn simple(schedule: &BoxSchedule) -> Option<Vec<Piece>> {
    if let Some(constant) = schedule.downcast_ref::<Constant>() {
        return Some(vec![Piece::hold(constant.learning_rate(0), None)]);
    }
    if let Some(decay) = schedule.downcast_ref::<PiecewiseConstantDecay>() {
        return Some(holds(decay));
    }
    if let Some(transition) = schedule.downcast_ref::<Transition>() {
        return Some(then_hold(Way {
            from: transition.initial_learning_rate(),
            to: transition.end_learning_rate(),
            length: transition.transition_steps(),
            curve: transition.curve(),
        }));
    }
    if let Some(decay) = schedule.downcast_ref::<PolynomialDecay>() {
        return polynomial(decay);
    }
    if let Some(decay) = schedule.downcast_ref::<CosineDecay>() {
        return Some(cosine(decay));
    }
    if let Some(annealing) = schedule.downcast_ref::<CosineAnnealing>() {
        let swing = Way {
            from: annealing.initial_learning_rate(),
            to: annealing.end_learning_rate(),
            length: annealing.decay_steps(),
            curve: HALF_COSINE,
        };
        return Some(vec![Piece { course: Course::Swing(swing), offset: StepCount::default(), steps: None }]);
    }
    if let Some(schedule) = schedule.downcast_ref::<WarmupStableDecay>() {
        return Some(trapezoid(schedule));
    }
    if let Some(points) = schedule.downcast_ref::<Interpolated>() {
        let times = points.steps().iter().map(|steps| steps.to_f64());
        let knots: Vec<_> = times.zip(points.learning_rates().iter().copied()).collect();
        let curve = curve_of(points.interpolation());
        return Some(path(&knots, |_| curve));
    }
    if let Some(cycle) = schedule.downcast_ref::<OneCycle>() {
        return Some(one_cycle(cycle));
    }
    let root = schedule.downcast_ref::<InverseSquareRoot>()?;
    inverse_square_root(root)
}

/// A schedule of others.
fn composite(schedule: &BoxSchedule) -> Option<Vec<Piece>> {
    if let Some(sequential) = schedule.downcast_ref::<Sequential<BoxSchedule>>() {
        let boundaries = sequential.boundaries();
        let begins = std::iter::once(0).chain(boundaries.iter().copied());
        let ends = boundaries.iter().copied().map(Some).chain([None]);
        let spans = sequential.schedules().iter().zip(begins.zip(ends));
        return Some(
            spans
                .flat_map(|(schedule, (begin, end))| cut(parts(schedule), end.map(|end| end - begin)))
                .collect(),
        );
    }
    if let Some(warmup) = schedule.downcast_ref::<Warmup<BoxSchedule>>() {
        let steps = warmup.warmup_steps();
        let inner_step = if warmup.warmup_prefix() { 0 } else { steps };
        let to = warmup.target_learning_rate().unwrap_or_else(|| warmup.schedule().learning_rate(inner_step));
        let ramp = Way {
            from: warmup.initial_learning_rate(),
            to,
            length: StepCount::from(steps),
            curve: warmup.curve(),
        };
        let ramp = (steps > 0).then(|| Piece::way(ramp));
        return Some(ramp.into_iter().chain(skip(parts(warmup.schedule()), inner_step)).collect());
    }
    if let Some(shifted) = schedule.downcast_ref::<Shifted<BoxSchedule>>() {
        let parts = parts(shifted.schedule());
        let late = shifted.shift().min(0).unsigned_abs();
        let wait = Piece::hold(shifted.schedule().learning_rate(0), Some(late));
        let ahead = shifted.shift().max(0).unsigned_abs();
        return Some(std::iter::once(wait).chain(skip(parts, ahead)).collect());
    }
    let scaled = schedule.downcast_ref::<Scaled<BoxSchedule>>()?;
    parts(scaled.schedule()).into_iter().map(|piece| scale(piece, scaled.factor())).collect()
}

/// The first steps of a schedule.
fn cut(parts: Vec<Piece>, steps: Option<u64>) -> Vec<Piece> {
    let Some(mut left) = steps else { return parts };
    let mut first = Vec::new();
    for piece in parts {
        let steps = piece.steps.unwrap_or(left).min(left);
        first.push(Piece { steps: Some(steps), ..piece });
        left -= steps;
    }
    first
}

/// A schedule without its first steps.
fn skip(parts: Vec<Piece>, steps: u64) -> Vec<Piece> {
    let mut left = steps;
    let mut rest = Vec::new();
    for piece in parts {
        let skipped = piece.steps.unwrap_or(left).min(left);
        left -= skipped;
        rest.push(if skipped > 0 { piece.skip(skipped) } else { piece });
    }
    rest
}

/// `None` if a rate is then beyond the doubles, or the course is another.
fn scale(piece: Piece, factor: f64) -> Option<Piece> {
    let scaled = |rate: f64| Some(rate * factor).filter(|rate| rate.is_finite());
    let way = |way: Way| {
        let scaled = Way { from: scaled(way.from)?, to: scaled(way.to)?, ..way };
        let is_lost = way.curve == Curve::Geometric && scaled.from * scaled.to == 0.0;
        (!is_lost).then_some(scaled)
    };
    let course = match piece.course {
        Course::Hold(rate) => Course::Hold(scaled(rate)?),
        Course::Way(old) => Course::Way(way(old)?),
        Course::Swing(old) => Course::Swing(way(old)?),
        Course::Other(_) => return None,
    };
    Some(Piece { course, ..piece })
}

/// The first whole step that is not before this time.
pub(super) fn ceil(time: StepCount) -> Option<u64> {
    time.whole().or_else(|| StepCount::from(time.to_f64().max(0.0).ceil()).whole())
}

fn then_hold(way: Way) -> Vec<Piece> {
    vec![Piece::way(way), Piece::hold(way.to, None)]
}

pub(super) fn curve_of(interpolation: Interpolation) -> Curve {
    if interpolation == Interpolation::Cosine { HALF_COSINE } else { Curve::Linear }
}

/// A rate up to and including each boundary.
fn holds(decay: &PiecewiseConstantDecay) -> Vec<Piece> {
    let mut begin = 0;
    let mut holds = Vec::new();
    let after = |boundary: StepCount| match boundary.whole() {
        Some(boundary) => boundary.checked_add(1),
        None => ceil(boundary),
    };
    let ends = decay.boundaries().iter().map(|&boundary| after(boundary)).chain([None]);
    for (&rate, end) in decay.values().iter().zip(ends) {
        holds.push(Piece::hold(rate, end.map(|end| end - begin)));
        begin = end.unwrap_or(begin);
    }
    holds
}

fn polynomial(decay: &PolynomialDecay) -> Option<Vec<Piece>> {
    let (from, to) = (decay.initial_learning_rate(), decay.end_learning_rate());
    let power = decay.power();
    if power == 0.0 {
        return Some(vec![Piece::hold(from, None)]);
    }
    let curve = if power == 1.0 { Curve::Linear } else { Curve::Polynomial { power } };
    (!decay.cycle()).then(|| then_hold(Way { from, to, length: decay.decay_steps(), curve }))
}

fn cosine(decay: &CosineDecay) -> Vec<Piece> {
    let initial = decay.initial_learning_rate();
    let (warmup_steps, peak) = match decay.warmup_target() {
        Some(target) => (decay.warmup_steps().to_f64(), target),
        None => (0.0, initial),
    };
    let bottom = peak * decay.alpha();
    let end = warmup_steps + decay.decay_steps().to_f64();
    let knots = [(0.0, initial), (warmup_steps, peak), (end, bottom)];
    path(&knots[usize::from(warmup_steps == 0.0)..], |index| {
        if index == 0 && warmup_steps > 0.0 { Curve::Linear } else { HALF_COSINE }
    })
}

fn trapezoid(schedule: &WarmupStableDecay) -> Vec<Piece> {
    let peak = schedule.peak_learning_rate();
    let lengths = [schedule.warmup_steps(), schedule.stable_steps(), schedule.decay_steps()];
    let [up, top, down] = lengths.map(StepCount::to_f64);
    let knots = [
        (0.0, schedule.initial_learning_rate()),
        (up, peak),
        (up + top, peak),
        (up + top + down, schedule.end_learning_rate()),
    ];
    let curves = [schedule.warmup_curve(), Curve::Linear, schedule.decay_curve()];
    path(&knots, |index| curves[index])
}

/// The corners are where PyTorch puts them; the last rate stays.
fn one_cycle(cycle: &OneCycle) -> Vec<Piece> {
    let max = cycle.max_learning_rate();
    let initial = max / cycle.div_factor();
    let end = StepCount::from(cycle.total_steps()).to_f64();
    let rise = cycle.pct_start() * end - 1.0;
    let mut knots = vec![(0.0, initial), (rise, max)];
    if cycle.three_phase() {
        knots.push((2.0 * rise, initial));
    }
    knots.push((end - 1.0, initial / cycle.final_div_factor()));
    let curve = curve_of(cycle.anneal_strategy());
    let last_step = cycle.total_steps() - 1;
    let mut parts = path(&knots, |_| curve);
    if rise == 0.0 {
        // A rise without a length has one step, which is at its beginning.
        parts = std::iter::once(Piece::hold(initial, Some(1))).chain(skip(parts, 1)).collect();
    }
    let mut parts = cut(parts, Some(last_step));
    parts.push(Piece::hold(cycle.learning_rate(last_step), None));
    parts
}

/// `None` if the warmup ends between two steps.
fn inverse_square_root(root: &InverseSquareRoot) -> Option<Vec<Piece>> {
    let peak = root.peak_learning_rate();
    let warmup_steps = root.warmup_steps().whole()?;
    let timescale = root.timescale().unwrap_or(StepCount::from(match warmup_steps {
        0 => 10_000,
        steps => steps,
    }));
    let fall = PowerLaw::new(peak, timescale, -0.5).and_then(|fall| fall.with_offset(1.0)).ok()?;
    let ramp = Way { from: 0.0, to: peak, length: StepCount::from(warmup_steps), curve: Curve::Linear };
    let ramp = (warmup_steps > 0).then(|| Piece::way(ramp));
    Some(ramp.into_iter().chain([Piece::other(fall.boxed())]).collect())
}
