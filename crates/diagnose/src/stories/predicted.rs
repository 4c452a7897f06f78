//! The rates that stories predict.

use super::fit::Fit;
use super::others::Others;
use crate::finding::Story;
use crate::rates::Rates;

/// The rate of a step of the log if these stories are true, the first of them next to the schedule.
pub(super) fn predicted(fits: &[&Fit], rates: &Rates<'_>, others: &Others<'_>, step: u64) -> f64 {
    let (mut rates, mut step, mut scale) = (rates, step, 1.0);
    for fit in fits.iter().rev() {
        match &fit.story {
            Story::Shifted { steps } => step = step.saturating_add_signed(*steps),
            Story::Faster { factor } => step = step.saturating_mul(whole(*factor)),
            Story::Slower { factor } => step /= whole(*factor).max(1),
            Story::Scaled { factor, since } if step >= *since => scale *= factor,
            Story::Restarted { since } if step >= *since => step -= since,
            Story::Behind { changes, .. } => {
                let change = changes.iter().rev().find(|(since, _)| step >= *since);
                step = step.saturating_add_signed(change.map_or(0, |&(_, ahead)| ahead));
            }
            Story::OtherGroup { group } => rates = others.group(*group).unwrap_or(rates),
            _ => {}
        }
    }
    scale * rates.at(step)
}

#[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "a whole number from 2 on")]
fn whole(factor: f64) -> u64 {
    factor as u64
}
