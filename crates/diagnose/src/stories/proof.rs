//! Whether stories could fit by accident, since many were tried.

use super::evidence;
use super::fit::Fit;
use super::others::Others;
use super::predicted::predicted;
use crate::finding::Story;
use crate::rates::Rates;
use crate::view::Trial;

/// A story is proven by this many bits of evidence beyond its cost.
const CERTAIN: f64 = 5.0;

/// Looks for stories that are proven, and keeps in mind what else fits.
pub(crate) struct Proof<'a> {
    rates: &'a Rates<'a>,
    others: &'a Others<'a>,
    /// Whether stories fit that are not proven.
    pub(crate) is_open: bool,
    /// The last of them that has enough evidence to be likely, but not to be proven.
    pub(crate) possible: Option<Vec<Story>>,
    /// The maximum cost of an explanation that is told instead of the possible one.
    most: f64,
}

impl<'a> Proof<'a> {
    pub(crate) const fn new(rates: &'a Rates<'a>, others: &'a Others<'a>) -> Self {
        Self { rates, others, is_open: false, possible: None, most: f64::INFINITY }
    }

    /// The first explanation that is likely, if it is proven. If it is not, a later one is told only if it is
    /// so much cheaper that the log tells them apart.
    pub(crate) fn first(
        &mut self,
        trial: &Trial<'_>,
        explanations: impl Iterator<Item = Vec<Fit>>,
    ) -> Option<Vec<Story>> {
        for fits in explanations {
            let cost: f64 = fits.iter().map(|fit| fit.cost).sum();
            if cost > self.most {
                continue;
            }
            let stories = || fits.iter().map(|fit| fit.story.clone()).collect();
            if self.holds(trial, &fits, CERTAIN) {
                return Some(stories());
            }
            self.is_open = true;
            if self.holds(trial, &fits, 0.0) {
                self.possible = Some(stories());
                self.most = cost - CERTAIN;
            }
        }
        None
    }

    /// Whether the log holds enough evidence: for each story, among the points that the other one alone does
    /// not explain; for all of them, among the points that differ from the schedule.
    fn holds(&self, trial: &Trial<'_>, fits: &[Fit], beyond: f64) -> bool {
        let suffices = |known: &[&Fit], bits: f64| {
            let predicted = |step| predicted(known, self.rates, self.others, step);
            evidence::suffices(trial, |index| trial.agrees(index, predicted(trial.step(index))), bits)
        };
        let needed = |fit: &Fit| fit.cost + beyond;
        suffices(&[], fits.iter().map(|fit| fit.cost).sum::<f64>() + beyond)
            && match fits {
                [first, second] => suffices(&[second], needed(first)) && suffices(&[first], needed(second)),
                _ => true,
            }
    }
}
