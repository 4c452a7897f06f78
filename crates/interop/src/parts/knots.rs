//! Ramps from knot to knot, which need not lie at whole steps.

use glidepath_schedules::{Curve, StepCount};

use super::piece::{Course, Piece, Ramp, ceil};

/// The pieces through knots, each of them a time and a rate. The index of a ramp decides its curve.
///
/// The rate holds before the first knot and after the last. Of several knots at one time, the last one starts
/// the next ramp.
pub(crate) fn through(knots: &[(f64, f64)], curve: impl Fn(usize) -> Curve) -> Vec<Piece> {
    let step_from = |time: f64| ceil(StepCount::from(time)).unwrap_or(u64::MAX);
    let mut pieces = Vec::new();
    if let Some(&(time, rate)) = knots.first() {
        pieces.push(Piece::hold(rate, Some(step_from(time))));
    }
    for (index, pair) in knots.windows(2).enumerate() {
        let [(begin, from), (end, to)] = [pair[0], pair[1]];
        let (first_step, next_step) = (step_from(begin), step_from(end));
        if next_step > first_step {
            let ramp = Ramp { from, to, length: StepCount::from(end - begin), curve: curve(index) };
            pieces.push(Piece {
                course: Course::Ramp(ramp),
                offset: StepCount::from(StepCount::from(first_step).to_f64() - begin),
                steps: Some(next_step - first_step),
            });
        }
    }
    if let Some(&(_, rate)) = knots.last() {
        pieces.push(Piece::hold(rate, None));
    }
    pieces
}
