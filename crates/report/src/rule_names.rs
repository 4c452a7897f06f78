//! The names of rules that a caller may allow or deny.

use glidepath_diagnose::{LOG_DIFFERS, RULES};
use glidepath_serde::did_you_mean;
use thiserror::Error;

/// There is no rule of this name.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
#[error("there is no rule `{0}`{hint}", hint = did_you_mean(.0, rule_names()))]
pub struct UnknownRule(String);

/// The note on a log that has several rows for one step.
pub(crate) const REPEATED_STEPS: &str = "repeated-steps";

/// The note on a log of the Trainer whose format does not show who wrote it.
pub(crate) const COMPLETED_UPDATES: &str = "completed-updates";

/// The note on a log with a row for each epoch.
pub(crate) const END_OF_EPOCH: &str = "logged-at-end-of-epoch";

/// The notes on logs that are not made by a reader.
const NOTES_ON_LOGS: [&str; 3] = [REPEATED_STEPS, COMPLETED_UPDATES, END_OF_EPOCH];

/// The names of all rules: of schedules, of logs, and of the notes that readers of files make.
pub fn rule_names() -> impl Iterator<Item = &'static str> {
    let notes = glidepath_interop::NOTE_RULES.iter().copied();
    RULES.iter().map(|rule| rule.name).chain([LOG_DIFFERS.name]).chain(NOTES_ON_LOGS).chain(notes)
}

/// Finds a rule by name.
pub(crate) fn find(name: &str) -> Result<&'static str, UnknownRule> {
    rule_names().find(|rule| *rule == name).ok_or_else(|| UnknownRule(name.to_owned()))
}
