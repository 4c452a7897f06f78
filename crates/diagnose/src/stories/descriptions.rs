//! What each story means, for `glidepath explain`.

use crate::finding::Story;
use crate::rule::Description;

/// The explanations that [`compare`](crate::compare) may give of a log that differs, sorted by name.
pub const STORIES: [Description; 9] =
    [BEHIND, EXTENDED, FASTER, OTHER_GROUP, RESTARTED, SCALED, SHIFTED, SLOWER, UNEXPLAINED];

const BEHIND: Description = Description {
    name: "behind",
    summary: "Since a step, the log is a number of steps behind the schedule, or ahead of it.",
    explanation: "Up to that step the rates agree; from there on each is the rate of an earlier step, or of a later one. \
                  A scheduler falls behind if it does not step where an update is skipped, as after an overflow in \
                  16-bit floats, or if the run was resumed from an earlier step. It gets ahead if it steps without an \
                  update, as when a resume repeats its last step.",
};

const EXTENDED: Description = Description {
    name: "extended",
    summary: "The log follows the same schedule for a run of another length.",
    explanation: "The run was started or resumed with another number of steps or epochs than the file says, so the rates \
                  fall faster or more slowly. Give the schedule the length that the run really has.",
};

const FASTER: Description = Description {
    name: "faster",
    summary: "The log goes through the schedule several times as fast.",
    explanation: "The scheduler steps more than once per update: once per process in a distributed run, or once per \
                  micro-batch under gradient accumulation. Step it once per update, or multiply the lengths in the \
                  schedule by the factor.",
};

const OTHER_GROUP: Description = Description {
    name: "other-group",
    summary: "The log has the rates of another parameter group.",
    explanation: "The optimizer has several parameter groups with rates of their own, and the log holds those of another \
                  one. Check that group with `--group`, or choose the metric of this group with `--metric`.",
};

const RESTARTED: Description = Description {
    name: "restarted",
    summary: "The schedule starts again from step 0 in the middle of the run.",
    explanation: "The scheduler lost its state, usually on a resume that loaded the weights alone. Save the state of the \
                  scheduler with the checkpoint and load it.",
};

const SCALED: Description = Description {
    name: "scaled",
    summary: "The rates in the log are those of the schedule, multiplied by a factor.",
    explanation: "Something multiplies the rate, from the start or since a step: the number of processes, a scaled batch \
                  size, the factor of a parameter group, or a resume that takes the rate of the checkpoint as the \
                  initial rate.",
};

const SHIFTED: Description = Description {
    name: "shifted",
    summary: "Each rate in the log is that of a step before or after its own.",
    explanation: "By one step: the rate is logged after the scheduler steps instead of before, or the scheduler steps \
                  once too often or too rarely at the start. By more steps: the log counts something else as a step, or \
                  the scheduler starts at another step, as after a warmup that is missing.",
};

const SLOWER: Description = Description {
    name: "slower",
    summary: "The log goes through the schedule several times as slowly.",
    explanation: "The scheduler steps once in several updates, for example once per epoch, or not at all. Step it once \
                  per update, or divide the lengths in the schedule by the factor.",
};

const UNEXPLAINED: Description = Description {
    name: "unexplained",
    summary: "No known cause explains all points of the log.",
    explanation: "Neither one of the other causes nor a combination of two gives every logged rate. Look at what happened \
                  at the first step that differs, and check that the file belongs to this run and what the log counts \
                  as a step.",
};

impl Story {
    /// What it means and what to do about it.
    pub const fn description(&self) -> &'static Description {
        match self {
            Self::Shifted { .. } => &SHIFTED,
            Self::Faster { .. } => &FASTER,
            Self::Slower { .. } => &SLOWER,
            Self::Scaled { .. } => &SCALED,
            Self::Restarted { .. } => &RESTARTED,
            Self::Behind { .. } => &BEHIND,
            Self::OtherGroup { .. } => &OTHER_GROUP,
            Self::Extended { .. } => &EXTENDED,
            Self::Unexplained { .. } => &UNEXPLAINED,
        }
    }

    /// The stable name: `shifted`, `faster`, `slower`, `scaled`, `restarted`, `behind`, `other-group`,
    /// `extended` or `unexplained`.
    pub const fn name(&self) -> &'static str {
        self.description().name
    }
}
