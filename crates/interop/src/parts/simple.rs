//! Takes apart the schedules that hold no other.

use glidepath_core::LearningRateSchedule;
use glidepath_schedules::{
    CosineAnnealing, CosineDecay, Curve, ExponentialDecay, Interpolated, Interpolation, InverseSquareRoot,
    InverseTimeDecay, OneCycle, PiecewiseConstantDecay, PolynomialDecay, PowerLaw, StepCount, Table,
    Transition, TransitionRestarts, WarmupStableDecay,
};
use glidepath_serde::IntoBoxSchedule;

use super::knots::through;
use super::piece::{Course, HALF_COSINE, Piece, Ramp, ceil, cut, skip};

/// A rate that stays for ever.
pub(super) fn stays(rate: f64) -> Vec<Piece> {
    vec![Piece::hold(rate, None)]
}

fn then_hold(ramp: Ramp) -> Vec<Piece> {
    vec![Piece::ramp(ramp), Piece::hold(ramp.to, None)]
}

pub(super) fn transition(transition: &Transition) -> Vec<Piece> {
    then_hold(Ramp {
        from: transition.initial_learning_rate(),
        to: transition.end_learning_rate(),
        length: transition.transition_steps(),
        curve: transition.curve(),
    })
}

/// `None` if the rate changes.
pub(super) fn exponential(decay: &ExponentialDecay) -> Option<Vec<Piece>> {
    let rate = decay.initial_learning_rate();
    (decay.decay_rate() == 1.0 || rate == 0.0).then(|| stays(rate))
}

/// `None` if the rate changes.
pub(super) fn inverse_time(decay: &InverseTimeDecay) -> Option<Vec<Piece>> {
    let rate = decay.initial_learning_rate();
    (decay.decay_rate() == 0.0 || rate == 0.0).then(|| stays(rate))
}

pub(super) fn wave(annealing: &CosineAnnealing) -> Vec<Piece> {
    let ramp = Ramp {
        from: annealing.initial_learning_rate(),
        to: annealing.end_learning_rate(),
        length: annealing.decay_steps(),
        curve: HALF_COSINE,
    };
    vec![Piece { course: Course::Wave(ramp), offset: StepCount::default(), steps: None }]
}

pub(super) fn interpolated(points: &Interpolated) -> Vec<Piece> {
    let times = points.steps().iter().map(|steps| steps.to_f64());
    let knots: Vec<_> = times.zip(points.learning_rates().iter().copied()).collect();
    let curve = curve_of(points.interpolation());
    through(&knots, |_| curve)
}

fn curve_of(interpolation: Interpolation) -> Curve {
    if interpolation == Interpolation::Cosine { HALF_COSINE } else { Curve::Linear }
}

/// The rates hold up to and including their boundaries.
pub(super) fn holds(decay: &PiecewiseConstantDecay) -> Vec<Piece> {
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

/// A table of more holds stays whole.
const MOST_HOLDS_OF_TABLE: usize = 100;

/// `None` if the table is too long.
pub(super) fn short_table(table: &Table) -> Option<Vec<Piece>> {
    Some(holds_of_table(table)).filter(|holds| holds.len() <= MOST_HOLDS_OF_TABLE)
}

/// The rates of a table; equal neighbours are one piece.
pub(crate) fn holds_of_table(table: &Table) -> Vec<Piece> {
    let runs = table.learning_rates().chunk_by(|rate, next| rate == next);
    let mut holds: Vec<_> = runs.map(|run| Piece::hold(run[0], u64::try_from(run.len()).ok())).collect();
    if let Some(last) = holds.last_mut() {
        last.steps = None;
    }
    holds
}

/// A transition that is never restarted. `None` if it is, or if `k_decay` bends the time.
pub(super) fn only_cycle(restarts: &TransitionRestarts) -> Option<Vec<Piece>> {
    let ramp = Ramp {
        from: restarts.initial_learning_rate(),
        to: restarts.end_learning_rate(),
        length: restarts.transition_steps(),
        curve: restarts.curve(),
    };
    (restarts.cycle_limit() == Some(1) && restarts.k_decay() == 1.0).then(|| then_hold(ramp))
}

pub(super) fn polynomial(decay: &PolynomialDecay) -> Option<Vec<Piece>> {
    let (from, to) = (decay.initial_learning_rate(), decay.end_learning_rate());
    let power = decay.power();
    if power == 0.0 {
        return Some(stays(from));
    }
    let curve = if power == 1.0 { Curve::Linear } else { Curve::Polynomial { power } };
    (!decay.cycle()).then(|| then_hold(Ramp { from, to, length: decay.decay_steps(), curve }))
}

pub(super) fn cosine(decay: &CosineDecay) -> Vec<Piece> {
    let initial = decay.initial_learning_rate();
    let (warmup_steps, peak) = match decay.warmup_target() {
        Some(target) => (decay.warmup_steps().to_f64(), target),
        None => (0.0, initial),
    };
    let bottom = peak * decay.alpha();
    let end = warmup_steps + decay.decay_steps().to_f64();
    let knots = [(0.0, initial), (warmup_steps, peak), (end, bottom)];
    through(&knots[usize::from(warmup_steps == 0.0)..], |index| {
        if index == 0 && warmup_steps > 0.0 { Curve::Linear } else { HALF_COSINE }
    })
}

pub(super) fn trapezoid(schedule: &WarmupStableDecay) -> Vec<Piece> {
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
    through(&knots, |index| curves[index])
}

/// The corners are where PyTorch puts them; the last rate stays.
pub(super) fn one_cycle(cycle: &OneCycle) -> Vec<Piece> {
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
    let mut parts = through(&knots, |_| curve);
    if rise == 0.0 {
        // The rise begins and ends at one step; the double cannot tell which of the two rates that step has.
        parts = std::iter::once(Piece::hold(cycle.learning_rate(0), Some(1))).chain(skip(parts, 1)).collect();
    }
    let mut parts = cut(parts, Some(last_step));
    parts.push(Piece::hold(cycle.learning_rate(last_step), None));
    parts
}

/// `None` if one of its rates is beyond the doubles.
pub(super) fn inverse_square_root(root: &InverseSquareRoot) -> Option<Vec<Piece>> {
    let (peak, warmup_steps) = (root.peak_learning_rate(), root.warmup_steps());
    let has_warmup = warmup_steps != StepCount::default();
    let default_timescale = if has_warmup { warmup_steps } else { StepCount::from(10_000_u64) };
    let timescale = root.timescale().unwrap_or(default_timescale);
    // The fall begins at the end of the warmup, which may lie before its first step.
    let late = StepCount::from(ceil(warmup_steps)?).to_f64() - warmup_steps.to_f64();
    let offset = 1.0 + late / timescale.to_f64();
    let fall = PowerLaw::new(peak, timescale, -0.5).and_then(|fall| fall.with_offset(offset)).ok()?;
    let ramp = Ramp { from: 0.0, to: peak, length: warmup_steps, curve: Curve::Linear };
    let ramp = has_warmup.then(|| Piece::ramp(ramp));
    Some(ramp.into_iter().chain([Piece::other(fall.boxed())]).collect())
}
