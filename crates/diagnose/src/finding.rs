//! What a rule found.

use std::fmt;

/// How bad a finding is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[non_exhaustive]
pub enum Severity {
    /// Worth knowing.
    Note,
    /// Probably a mistake.
    Warning,
    /// A contradiction, or a finding that was denied.
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
    /// The stable name of the rule, as `warmup-longer-than-run`: lower-case words with hyphens.
    pub rule: &'static str,
    /// How bad it is.
    pub severity: Severity,
    /// What happens, with the numbers of this case.
    pub message: String,
    /// What to do about it; empty if there is nothing to do.
    pub help: String,
    /// Where in the file, as `config.decay_steps`; empty if it is about the whole schedule.
    pub path: String,
    /// The first and the last step concerned, if it is about some.
    pub steps: Option<(u64, u64)>,
    /// Why the log differs from the schedule; only of the rule `log-differs`.
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

    /// The same finding with what to do about it.
    #[must_use]
    pub fn with_help(self, help: impl Into<String>) -> Self {
        Self { help: help.into(), ..self }
    }

    /// The same finding about a part of the file.
    #[must_use]
    pub fn at(self, path: impl Into<String>) -> Self {
        Self { path: path.into(), ..self }
    }

    /// The same finding about these steps, the last included.
    #[must_use]
    pub fn with_steps(self, first: u64, last: u64) -> Self {
        Self { steps: Some((first, last)), ..self }
    }

    pub(crate) fn with_story(self, story: Story) -> Self {
        Self { story: Some(story), ..self }
    }
}

/// Why a log differs from its schedule.
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
    /// The log goes through the schedule this many times as slowly.
    Slower {
        /// How many times, more than 1.
        factor: f64,
    },
    /// The rates of the log are this many times those of the schedule.
    Scaled {
        /// The logged rate, divided by that of the schedule.
        factor: f64,
        /// The step since which it is, 0 if it always was.
        since: u64,
    },
    /// The schedule began again.
    Restarted {
        /// The step at which the log has the rate of step 0.
        since: u64,
    },
    /// The log stays a number of steps behind, or ahead, since a step.
    Behind {
        /// The first step with a rate of another step.
        since: u64,
        /// How many steps the log is ahead at its end; negative if it is behind.
        steps: i64,
        /// All changes, as (first step, steps ahead from there on); more than one where updates were skipped at several
        /// places.
        changes: Vec<(u64, i64)>,
    },
    /// The log has the rates of another parameter group.
    OtherGroup {
        /// The index of the group, from 0.
        group: usize,
    },
    /// The log follows the same schedule for a run of another length.
    Extended {
        /// The step since which it does, 0 if it always did.
        since: u64,
        /// The step at which that schedule ends.
        end: u64,
    },
    /// No story explains all points.
    Unexplained {
        /// The first step whose rate differs.
        since: u64,
        /// How many points of the log differ.
        differing: usize,
        /// How many points the log has.
        points: usize,
    },
}

impl Story {
    /// The stable name: `shifted`, `faster`, `slower`, `scaled`, `restarted`, `behind`, `other-group`, `extended` or
    /// `unexplained`.
    pub const fn name(&self) -> &'static str {
        match self {
            Self::Shifted { .. } => "shifted",
            Self::Faster { .. } => "faster",
            Self::Slower { .. } => "slower",
            Self::Scaled { .. } => "scaled",
            Self::Restarted { .. } => "restarted",
            Self::Behind { .. } => "behind",
            Self::OtherGroup { .. } => "other-group",
            Self::Extended { .. } => "extended",
            Self::Unexplained { .. } => "unexplained",
        }
    }
}
