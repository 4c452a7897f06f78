//! A schedule taken apart: what it does from step to step, in the simplest terms.
//!
//! The same rates may be a warmup and a cosine, a cosine with a warmup of its own, or a sequence of the two. Taken
//! apart they are the same, so that a framework's form needs to be told by its pieces only.

use glidepath_core::LearningRateSchedule;
use glidepath_schedules::{Clamped, Constant, Product, Scaled, Sequential, Shifted, StepCount, Sum, Warmup};
use glidepath_serde::BoxSchedule;

use super::changed::{clamped, scaled};
pub(crate) use super::piece::{Course, HALF_COSINE, Piece, Way};
use super::simple::simple;

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
    simple(schedule).or_else(|| composite(schedule)).unwrap_or_else(|| vec![Piece::other(schedule.clone())])
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
    if let Some(scaled) = schedule.downcast_ref::<Scaled<BoxSchedule>>() {
        return all_scaled(parts(scaled.schedule()), scaled.factor());
    }
    if let Some(clamped) = schedule.downcast_ref::<Clamped<BoxSchedule>>() {
        let (parts, min, max) = (parts(clamped.schedule()), clamped.min(), clamped.max());
        let is_bound = min > 0.0 || max < f64::MAX;
        return if is_bound { all_clamped(parts, min, max) } else { Some(parts) };
    }
    if let Some(product) = schedule.downcast_ref::<Product<BoxSchedule>>() {
        return product_with_constants(product.schedules());
    }
    match schedule.downcast_ref::<Sum<BoxSchedule>>()?.schedules() {
        [only] => Some(parts(only)),
        _ => None,
    }
}

fn all_scaled(parts: Vec<Piece>, factor: f64) -> Option<Vec<Piece>> {
    parts.into_iter().map(|piece| scaled(piece, factor)).collect()
}

fn all_clamped(parts: Vec<Piece>, min: f64, max: f64) -> Option<Vec<Piece>> {
    parts.into_iter().map(|piece| clamped(piece, min, max)).collect()
}

/// Factors of which all but one are constant.
fn product_with_constants(factors: &[BoxSchedule]) -> Option<Vec<Piece>> {
    let mut constant = 1.0;
    let mut other = None;
    for factor in factors {
        match factor.downcast_ref::<Constant>() {
            Some(factor) => constant *= factor.learning_rate(0),
            None if other.is_none() => other = Some(factor),
            None => return None,
        }
    }
    match other {
        Some(other) => all_scaled(parts(other), constant),
        None => f64::is_finite(constant).then(|| vec![Piece::hold(constant, None)]),
    }
}

/// The first steps of a schedule.
pub(crate) fn cut(parts: Vec<Piece>, steps: Option<u64>) -> Vec<Piece> {
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
pub(crate) fn skip(parts: Vec<Piece>, steps: u64) -> Vec<Piece> {
    let mut left = steps;
    let mut rest = Vec::new();
    for piece in parts {
        let skipped = piece.steps.unwrap_or(left).min(left);
        left -= skipped;
        rest.push(if skipped > 0 { piece.skip(skipped) } else { piece });
    }
    rest
}
