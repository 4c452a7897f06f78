//! Takes a schedule apart: what it does from step to step, in the simplest terms.
//!
//! The same rates may be a warmup and a cosine, a cosine with a warmup of its own, or a sequence of the two.
//! Their pieces are the same, so a writer needs to look at the pieces only.

use glidepath_core::LearningRateSchedule;
use glidepath_schedules::{Clamped, Sequential, Shifted, StepCount, Warmup};
use glidepath_serde::{BoxSchedule, BuiltIn};

use super::changed::{clamped, scaled};
use super::piece::{Course, Piece, Ramp, cut, skip};
use super::simple;

/// Takes a schedule apart. The last piece has no end; all others have steps.
pub(crate) fn pieces(schedule: &BoxSchedule) -> Vec<Piece> {
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
    let parts = BuiltIn::of(schedule).and_then(parts_of_class);
    parts.unwrap_or_else(|| vec![Piece::other(schedule.clone())])
}

/// `None` if the schedule stays whole.
///
/// The compiler asks here about a new class, and nowhere else in the writers. One that stays whole is refused
/// by all of them, until those that can write it whole have an arm for it: `formula/schedule.rs` (as Python),
/// the writers of Keras, PyTorch, transformers, DeepSpeed, burn and optax, and `changed.rs` (times a factor).
fn parts_of_class(schedule: BuiltIn<'_>) -> Option<Vec<Piece>> {
    match schedule {
        BuiltIn::Constant(constant) => Some(simple::stays(constant.learning_rate(0))),
        BuiltIn::CosineAnnealing(annealing) => Some(simple::wave(annealing)),
        BuiltIn::CosineDecay(decay) => Some(simple::cosine(decay)),
        BuiltIn::ExponentialDecay(decay) => simple::exponential(decay),
        BuiltIn::Interpolated(points) => Some(simple::interpolated(points)),
        BuiltIn::InverseSquareRoot(root) => simple::inverse_square_root(root),
        BuiltIn::InverseTimeDecay(decay) => simple::inverse_time(decay),
        BuiltIn::OneCycle(cycle) => Some(simple::one_cycle(cycle)),
        BuiltIn::PiecewiseConstantDecay(decay) => Some(simple::holds(decay)),
        BuiltIn::PolynomialDecay(decay) => simple::polynomial(decay),
        BuiltIn::Table(table) => simple::short_table(table),
        BuiltIn::Transition(transition) => Some(simple::transition(transition)),
        BuiltIn::TransitionRestarts(restarts) => simple::only_cycle(restarts),
        BuiltIn::WarmupStableDecay(schedule) => Some(simple::trapezoid(schedule)),
        BuiltIn::Clamped(clamped) => clamped_parts(clamped),
        BuiltIn::Product(product) => product_with_constants(product.schedules()),
        BuiltIn::Scaled(scaled) => all_scaled(parts(scaled.schedule()), scaled.factor()),
        BuiltIn::Sequential(sequential) => Some(sequence(sequential)),
        BuiltIn::Shifted(shifted) => Some(shifted_parts(shifted)),
        BuiltIn::Sum(sum) => match sum.schedules() {
            [only] => Some(parts(only)),
            _ => None,
        },
        BuiltIn::Warmup(warmup) => Some(with_warmup(warmup)),
        BuiltIn::CosineDecayRestarts(_)
        | BuiltIn::CosineHardRestarts(_)
        | BuiltIn::Cyclic(_)
        | BuiltIn::LinearCosineDecay(_)
        | BuiltIn::Noam(_)
        | BuiltIn::NoisyLinearCosineDecay(_)
        | BuiltIn::OneCycleMomentum(_)
        | BuiltIn::PowerLaw(_)
        | BuiltIn::Repeated(_)
        | BuiltIn::Stretched(_) => None,
    }
}

fn sequence(sequential: &Sequential<BoxSchedule>) -> Vec<Piece> {
    let boundaries = sequential.boundaries();
    let begins = std::iter::once(0).chain(boundaries.iter().copied());
    let ends = boundaries.iter().copied().map(Some).chain([None]);
    let spans = sequential.schedules().iter().zip(begins.zip(ends));
    spans.flat_map(|(schedule, (begin, end))| cut(parts(schedule), end.map(|end| end - begin))).collect()
}

fn with_warmup(warmup: &Warmup<BoxSchedule>) -> Vec<Piece> {
    let steps = warmup.warmup_steps();
    let inner_step = if warmup.warmup_prefix() { 0 } else { steps };
    let to = warmup.target_learning_rate().unwrap_or_else(|| warmup.schedule().learning_rate(inner_step));
    let ramp = Ramp {
        from: warmup.initial_learning_rate(),
        to,
        length: StepCount::from(steps),
        curve: warmup.curve(),
    };
    let ramp = (steps > 0).then(|| Piece::ramp(ramp));
    ramp.into_iter().chain(skip(parts(warmup.schedule()), inner_step)).collect()
}

fn shifted_parts(shifted: &Shifted<BoxSchedule>) -> Vec<Piece> {
    let parts = parts(shifted.schedule());
    let late = shifted.shift().min(0).unsigned_abs();
    let wait = Piece::hold(shifted.schedule().learning_rate(0), Some(late));
    let ahead = shifted.shift().max(0).unsigned_abs();
    std::iter::once(wait).chain(skip(parts, ahead)).collect()
}

fn all_scaled(parts: Vec<Piece>, factor: f64) -> Option<Vec<Piece>> {
    parts.into_iter().map(|piece| scaled(piece, factor)).collect()
}

fn clamped_parts(schedule: &Clamped<BoxSchedule>) -> Option<Vec<Piece>> {
    let (parts, min, max) = (parts(schedule.schedule()), schedule.min(), schedule.max());
    let is_bound = min > 0.0 || max < f64::MAX;
    if is_bound { parts.into_iter().map(|piece| clamped(piece, min, max)).collect() } else { Some(parts) }
}

/// Factors of which all but one are constant.
fn product_with_constants(factors: &[BoxSchedule]) -> Option<Vec<Piece>> {
    let mut constant = 1.0;
    let mut other = None;
    for factor in factors {
        match BuiltIn::of(factor) {
            Some(BuiltIn::Constant(factor)) => constant *= factor.learning_rate(0),
            _ if other.is_none() => other = Some(factor),
            _ => return None,
        }
    }
    match other {
        Some(other) => all_scaled(parts(other), constant),
        None => f64::is_finite(constant).then(|| vec![Piece::hold(constant, None)]),
    }
}
