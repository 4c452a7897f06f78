//! The names of rules that a caller may allow or deny.

use glidepath_diagnose::{LOG_DIFFERS, RULES};
use thiserror::Error;

/// There is no rule of this name.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
#[error("there is no rule `{name}`{}", near(.similar.as_deref()))]
pub struct UnknownRule {
    name: String,
    similar: Option<String>,
}

fn near(similar: Option<&str>) -> String {
    similar.map_or_else(String::new, |similar| format!("; did you mean `{similar}`?"))
}

/// The note on a log that has several rows for one step.
pub(crate) const REPEATED_STEPS: &str = "repeated-steps";

/// The note on a log of the Trainer whose format does not show who wrote it.
pub(crate) const COMPLETED_UPDATES: &str = "completed-updates";

/// The note on a log with a row for each epoch.
pub(crate) const END_OF_EPOCH: &str = "logged-at-end-of-epoch";

/// The notes on logs that are not made by a reader.
const NOTES_ON_LOGS: [&str; 3] = [REPEATED_STEPS, COMPLETED_UPDATES, END_OF_EPOCH];

/// All rules: of schedules, of logs, and of the notes that readers of files make.
pub(crate) fn all() -> impl Iterator<Item = &'static str> {
    let notes = glidepath_interop::NOTE_RULES.iter().copied();
    RULES.iter().map(|rule| rule.name).chain([LOG_DIFFERS.name]).chain(NOTES_ON_LOGS).chain(notes)
}

/// Finds a rule by name.
pub(crate) fn find(name: &str) -> Result<&'static str, UnknownRule> {
    all().find(|rule| *rule == name).ok_or_else(|| {
        let similar = all()
            .map(|rule| (strsim::jaro_winkler(rule, name), rule))
            .filter(|&(similarity, _)| similarity > 0.85)
            .max_by(|left, right| left.0.total_cmp(&right.0));
        UnknownRule { name: name.to_owned(), similar: similar.map(|(_, rule)| rule.to_owned()) }
    })
}
