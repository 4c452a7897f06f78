//! Ways from knot to knot, which need not lie at whole steps.

use glidepath_schedules::{Curve, StepCount};

use super::piece::{Course, Piece, Way, ceil};

/// The pieces of the ways between knots, each a time and a rate; the curve of a way is told by its index. Before the
/// first knot and behind the last the rate stays. Where several knots have the same time, the last one's way goes on.
pub(crate) fn path(knots: &[(f64, f64)], curve: impl Fn(usize) -> Curve) -> Vec<Piece> {
    let step_from = |time: f64| ceil(StepCount::from(time)).unwrap_or(u64::MAX);
    let mut pieces = Vec::new();
    if let Some(&(time, rate)) = knots.first() {
        pieces.push(Piece::hold(rate, Some(step_from(time))));
    }
    for (index, pair) in knots.windows(2).enumerate() {
        let [(begin, from), (end, to)] = [pair[0], pair[1]];
        let (first_step, next_step) = (step_from(begin), step_from(end));
        if next_step > first_step {
            let way = Way { from, to, length: StepCount::from(end - begin), curve: curve(index) };
            pieces.push(Piece {
                course: Course::Way(way),
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
