//! What a reader of a scheduler of timm should know.

use std::fmt;

/// Something that the import of a scheduler of timm decided, or that may surprise. It prints as a sentence.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub enum TimmNote {
    /// Time is counted in epochs.
    Epochs,
    /// The warmup aims at another rate than the one that follows.
    WarmupJump {
        /// The step at which the warmup ends.
        step: u64,
        /// The rate that it goes to.
        target: f64,
        /// The rate at that step.
        then: f64,
    },
    /// Milestones are one step early.
    EarlyMilestones,
    /// The cycles are of different lengths.
    Restarts,
}

impl fmt::Display for TimmNote {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Epochs => f.write_str(
                "a step is an epoch here, as `t_in_epochs` is true; `Stretched` makes updates of them",
            ),
            Self::WarmupJump { step, target, then } => write!(
                f,
                "without `warmup_prefix` the warmup goes to {target:?}, but the rate at step {step} is {then:?}, as in \
                 timm"
            ),
            Self::EarlyMilestones => f.write_str("each milestone takes effect one step early, as in timm"),
            Self::Restarts => {
                f.write_str("timm misses some restarts where `cycle_mul` is not 1; here none is missed")
            }
        }
    }
}
