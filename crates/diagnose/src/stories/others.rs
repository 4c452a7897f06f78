//! The alternatives to a schedule, with their rates at hand.

use super::extended;
use super::fit::Fit;
use crate::alternatives::Alternatives;
use crate::finding::Story;
use crate::map::Map;
use crate::numbers::real;
use crate::rates::Rates;
use crate::view::{Trial, View};

/// The alternatives, with their rates at hand.
pub(crate) struct Others<'a> {
    groups: Vec<(usize, Rates<'a>)>,
    alternatives: &'a Alternatives<'a>,
}

impl<'a> Others<'a> {
    pub(crate) fn new(alternatives: &'a Alternatives<'a>, last: u64) -> Self {
        let groups = alternatives.groups.iter().map(|&(group, schedule)| (group, Rates::new(schedule, last)));
        Self { groups: groups.collect(), alternatives }
    }

    /// The rates of another group.
    pub(super) fn group(&self, group: usize) -> Option<&Rates<'a>> {
        self.groups.iter().find(|(index, _)| *index == group).map(|(_, rates)| rates)
    }

    /// Each other group as a story, with its rates.
    pub(super) fn groups(&self) -> impl Iterator<Item = (Fit, &Rates<'a>)> {
        let choices = real(self.groups.len() as u64);
        self.groups
            .iter()
            .map(move |(group, rates)| (Fit::one_of(choices, Story::OtherGroup { group: *group }), rates))
    }

    /// Another group whose rates the log has at the mapped steps.
    pub(super) fn that_fits(&self, trial: &Trial<'_>, map: Map) -> Option<Fit> {
        let fits = |(_, rates): &(Fit, &Rates<'_>)| trial.fits(&View::through(rates, map), Map::Same);
        self.groups().find(fits).map(|(fit, _)| fit)
    }

    /// The same schedule with another end.
    pub(super) fn extended<'t>(&'t self, trial: &'t Trial<'_>, view: View<'t>) -> impl Iterator<Item = Fit> {
        let (end, other_ends) = (self.alternatives.end, &self.alternatives.other_ends);
        other_ends.iter().filter_map(move |other_end| extended::find(trial, &view, *other_end, end))
    }
}
