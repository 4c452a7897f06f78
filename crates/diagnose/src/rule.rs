//! What a rule is.

use crate::course::Course;
use crate::facts::Facts;
use crate::finding::Finding;

/// What a rule says, whatever the schedule.
#[derive(Clone, Copy, Debug)]
#[non_exhaustive]
pub struct Rule {
    /// The stable name: lower-case words with hyphens.
    pub name: &'static str,
    /// What happens, in one sentence.
    pub summary: &'static str,
    /// Why it matters, what causes it, and what to do.
    pub explanation: &'static str,
    /// Whether the rule is silent where the length of the run is not known.
    pub needs_length: bool,
    pub(crate) check: Check,
}

/// What the rule of logs says.
#[derive(Clone, Copy, Debug)]
#[non_exhaustive]
pub struct Description {
    /// The stable name.
    pub name: &'static str,
    /// What happens, in one sentence.
    pub summary: &'static str,
    /// How it is found.
    pub explanation: &'static str,
}

/// Looks for what a rule is about.
pub(crate) type Check = fn(&Course<'_>, &Facts) -> Vec<Finding>;
