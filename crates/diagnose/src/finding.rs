//! A finding of a rule.

use std::fmt;

/// How bad a finding is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[non_exhaustive]
pub enum Severity {
    /// Worth knowing.
    Note,
    /// Probably a mistake.
    Warning,
    /// The log contradicts the schedule, or the finding was denied.
    Error,
}

impl Severity {
    /// The word for it: `note`, `warning` or `error`.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Note => "note",
            Self::Warning => "warning",
            Self::Error => "error",
        }
    }
}

impl fmt::Display for Severity {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.as_str())
    }
}

/// One thing that is wrong, or worth knowing.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub struct Finding {
    /// The stable name of the rule, such as `warmup-longer-than-run`: lower-case words with hyphens.
    pub rule: &'static str,
    /// How bad it is.
    pub severity: Severity,
    /// What is wrong, with the numbers of this case.
    pub message: String,
    /// What to do about it; empty if there is nothing to do.
    pub help: String,
    /// The path in the file, such as `config.decay_steps`; empty if the finding is about the whole schedule.
    pub path: String,
    /// The first and the last step that the finding is about, if any.
    pub steps: Option<(u64, u64)>,
    /// Why the log differs from the schedule; only for the rule `log-differs`.
    pub story: Option<Story>,
}

impl Finding {
    /// A finding about the whole schedule.
    pub fn new(rule: &'static str, severity: Severity, message: impl Into<String>) -> Self {
        Self {
            rule,
            severity,
            message: message.into(),
            help: String::new(),
            path: String::new(),
            steps: None,
            story: None,
        }
    }

    /// A warning about the whole schedule.
    pub(crate) fn warning(rule: &'static str, message: impl Into<String>) -> Self {
        Self::new(rule, Severity::Warning, message)
    }

    /// The same finding with this help.
    #[must_use]
    pub fn with_help(self, help: impl Into<String>) -> Self {
        Self { help: help.into(), ..self }
    }

    /// The same finding at this path in the file.
    #[must_use]
    pub fn at(self, path: impl Into<String>) -> Self {
        Self { path: path.into(), ..self }
    }

    /// The same finding about these steps, including the last.
    #[must_use]
    pub fn with_steps(self, first: u64, last: u64) -> Self {
        Self { steps: Some((first, last)), ..self }
    }

    pub(crate) fn with_story(self, story: Story) -> Self {
        Self { story: Some(story), ..self }
    }
}

/// Why a log differs from its schedule; [`STORIES`](crate::STORIES) describes each.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub enum Story {
    /// The log has the rates of other steps: `steps` later ones, or earlier ones if it is negative.
    Shifted {
        /// How many steps the log is ahead of the schedule.
        steps: i64,
    },
    /// The log goes through the schedule this many times as fast.
    Faster {
        /// How many times, more than 1.
        factor: f64,
    },
    /// The log goes through the schedule this many times as slow.
    Slower {
        /// How many times, more than 1.
        factor: f64,
    },
    /// The rates of the log are this many times those of the schedule.
    Scaled {
        /// The logged rate, divided by that of the schedule.
        factor: f64,
        /// The first step that is scaled; 0 if all are.
        since: u64,
    },
    /// The schedule started again from step 0.
    Restarted {
        /// The step at which the log has the rate of step 0.
        since: u64,
    },
    /// Since a step, the log is a number of steps behind, or ahead.
    Behind {
        /// The first step that has the rate of another step.
        since: u64,
        /// The number of steps that the log is ahead at its end; negative if it is behind.
        steps: i64,
        /// All changes, as (first step, steps ahead from there on). There are several if updates were skipped
        /// at several places.
        changes: Vec<(u64, i64)>,
    },
    /// The log has the rates of another parameter group.
    OtherGroup {
        /// The index of the group, from 0.
        group: usize,
    },
    /// The log follows the same schedule for a run of another length.
    Extended {
        /// The first step of the other length; 0 if all steps have it.
        since: u64,
        /// The step at which that schedule ends.
        end: u64,
    },
    /// No known cause explains all points.
    Unexplained {
        /// The first step whose rate differs.
        since: u64,
        /// The number of points that differ.
        differing: usize,
        /// The number of points in the log.
        points: usize,
    },
}
