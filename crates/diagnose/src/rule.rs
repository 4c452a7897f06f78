//! A rule and its description.

use crate::course::Course;
use crate::facts::Facts;
use crate::finding::Finding;

/// A rule that is checked on schedules.
#[derive(Clone, Copy, Debug)]
#[non_exhaustive]
pub struct Rule {
    /// The stable name: lower-case words with hyphens.
    pub name: &'static str,
    /// What happens, in one sentence.
    pub summary: &'static str,
    /// Why it matters, what causes it, and what to do.
    pub explanation: &'static str,
    /// Whether the rule applies only if the length of the run is known.
    pub needs_length: bool,
    pub(crate) check: Check,
}

/// The description of the rule that is checked on logs, and of each of its stories.
#[derive(Clone, Copy, Debug)]
#[non_exhaustive]
pub struct Description {
    /// The stable name.
    pub name: &'static str,
    /// What happens, in one sentence.
    pub summary: &'static str,
    /// How it is found, what causes it, and what to do.
    pub explanation: &'static str,
}

/// Checks a rule.
pub(crate) type Check = fn(&Course<'_>, &Facts) -> Vec<Finding>;
