//! The schedules that hold no other, taken apart.

use glidepath_core::LearningRateSchedule;
use glidepath_schedules::{
    Constant, CosineAnnealing, CosineDecay, Curve, ExponentialDecay, Interpolated, Interpolation,
    InverseSquareRoot, InverseTimeDecay, OneCycle, PiecewiseConstantDecay, PolynomialDecay, PowerLaw,
    StepCount, Table, Transition, TransitionRestarts, WarmupStableDecay,
};
use glidepath_serde::{BoxSchedule, IntoBoxSchedule};

use super::path::path;
use super::piece::{Course, HALF_COSINE, Piece, Way, ceil};
use super::pieces::{cut, skip};

/// The pieces of a schedule; `None` if it holds others, or its rates are no pieces.
pub(crate) fn simple(schedule: &BoxSchedule) -> Option<Vec<Piece>> {
    if let Some(constant) = schedule.downcast_ref::<Constant>() {
        return Some(stays(constant.learning_rate(0)));
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
    if let Some(decay) = schedule.downcast_ref::<ExponentialDecay>() {
        let rate = decay.initial_learning_rate();
        return (decay.decay_rate() == 1.0 || rate == 0.0).then(|| stays(rate));
    }
    if let Some(decay) = schedule.downcast_ref::<InverseTimeDecay>() {
        let rate = decay.initial_learning_rate();
        return (decay.decay_rate() == 0.0 || rate == 0.0).then(|| stays(rate));
    }
    if let Some(table) = schedule.downcast_ref::<Table>() {
        return Some(holds_of_table(table)).filter(|holds| holds.len() <= MOST_HOLDS_OF_TABLE);
    }
    if let Some(restarts) = schedule.downcast_ref::<TransitionRestarts>() {
        return only_cycle(restarts);
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

fn stays(rate: f64) -> Vec<Piece> {
    vec![Piece::hold(rate, None)]
}

fn then_hold(way: Way) -> Vec<Piece> {
    vec![Piece::way(way), Piece::hold(way.to, None)]
}

fn curve_of(interpolation: Interpolation) -> Curve {
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

/// A longer list of rates stays a list.
const MOST_HOLDS_OF_TABLE: usize = 100;

/// The rates of a table, equal ones together.
pub(crate) fn holds_of_table(table: &Table) -> Vec<Piece> {
    let runs = table.learning_rates().chunk_by(|rate, next| rate == next);
    let mut holds: Vec<_> = runs.map(|run| Piece::hold(run[0], u64::try_from(run.len()).ok())).collect();
    if let Some(last) = holds.last_mut() {
        last.steps = None;
    }
    holds
}

/// Restarts that never come. `None` if there are some, or the time is bent.
fn only_cycle(restarts: &TransitionRestarts) -> Option<Vec<Piece>> {
    let way = Way {
        from: restarts.initial_learning_rate(),
        to: restarts.end_learning_rate(),
        length: restarts.transition_steps(),
        curve: restarts.curve(),
    };
    (restarts.cycle_limit() == Some(1) && restarts.k_decay() == 1.0).then(|| then_hold(way))
}

fn polynomial(decay: &PolynomialDecay) -> Option<Vec<Piece>> {
    let (from, to) = (decay.initial_learning_rate(), decay.end_learning_rate());
    let power = decay.power();
    if power == 0.0 {
        return Some(stays(from));
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
        // The step where a rise without a length begins and ends: which of the two its rate is, the double cannot tell.
        parts = std::iter::once(Piece::hold(cycle.learning_rate(0), Some(1))).chain(skip(parts, 1)).collect();
    }
    let mut parts = cut(parts, Some(last_step));
    parts.push(Piece::hold(cycle.learning_rate(last_step), None));
    parts
}

/// `None` if a rate of it is beyond the doubles.
fn inverse_square_root(root: &InverseSquareRoot) -> Option<Vec<Piece>> {
    let (peak, warmup_steps) = (root.peak_learning_rate(), root.warmup_steps());
    let has_warmup = warmup_steps != StepCount::default();
    let default_timescale = if has_warmup { warmup_steps } else { StepCount::from(10_000_u64) };
    let timescale = root.timescale().unwrap_or(default_timescale);
    // The fall begins with the end of the warmup, which its first step may be behind.
    let late = StepCount::from(ceil(warmup_steps)?).to_f64() - warmup_steps.to_f64();
    let offset = 1.0 + late / timescale.to_f64();
    let fall = PowerLaw::new(peak, timescale, -0.5).and_then(|fall| fall.with_offset(offset)).ok()?;
    let ramp = Way { from: 0.0, to: peak, length: warmup_steps, curve: Curve::Linear };
    let ramp = has_warmup.then(|| Piece::way(ramp));
    Some(ramp.into_iter().chain([Piece::other(fall.boxed())]).collect())
}
