//! Rates that fall by the same factor at some steps.

use glidepath_core::LearningRateSchedule;
use glidepath_schedules::ExponentialDecay;

use super::scheduler::{Choice, Milestone, Scheduler};
use crate::parts::piece::{Course, Piece};
use crate::parts::shortest;

/// A `MultiStepLR`, if all rates are the first rate times powers of one factor.
pub(super) fn milestones(pieces: &[Piece]) -> Option<Choice> {
    let rates: Vec<_> = pieces.iter().map(held_rate).collect::<Option<_>>()?;
    let base = match *rates {
        // A single rise is a `ConstantLR` that ends.
        [first, second] if first < second => return None,
        [first, _, ..] => first,
        _ => return None,
    };
    // The factor that changes the rate least counts once.
    let ratios = || rates.windows(2).map(|pair| pair[1] / pair[0]);
    let is_nearer = |a: &f64, b: &f64| a.ln().abs().total_cmp(&b.ln().abs());
    let nearest = ratios().min_by(is_nearer)?;
    let counts: Vec<_> = ratios().map(|ratio| count(ratio, nearest)).collect::<Option<_>>()?;
    let fits = |gamma: f64| {
        let powers = ExponentialDecay::new(base, 1, gamma);
        powers.is_ok_and(|powers| {
            let mut passed = 0_u64;
            rates[1..].iter().zip(&counts).all(|(&rate, &count)| {
                passed = passed.saturating_add(count);
                powers.learning_rate(passed) == rate
            })
        })
    };
    let gamma = shortest(nearest, fits);
    if !fits(gamma) {
        return None;
    }
    let mut begin = 0_u64;
    let mut milestones = Vec::with_capacity(counts.len());
    for (piece, &count) in pieces.iter().zip(&counts) {
        begin = begin.checked_add(piece.steps?)?;
        milestones.push(Milestone { step: begin, count });
    }
    Some(Choice { scheduler: Scheduler::MultiStep { milestones, gamma }, base })
}

fn held_rate(piece: &Piece) -> Option<f64> {
    match piece.course {
        Course::Hold(rate) => Some(rate),
        _ => None,
    }
}

/// How many times a factor is contained in a ratio.
fn count(ratio: f64, factor: f64) -> Option<u64> {
    if ratio == factor {
        return Some(1);
    }
    let times = (ratio.ln() / factor.ln()).round();
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "it is from 1 to 1000")]
    (1.0..=1000.0).contains(&times).then_some(times as u64)
}
