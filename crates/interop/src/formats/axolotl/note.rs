//! What a reader of a configuration of Axolotl should know.

use std::fmt;

/// Something that the import of a configuration of Axolotl decided. It prints as a sentence.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub enum AxolotlNote {
    /// The warmup is given as a share of the run.
    WarmupShare {
        /// The share.
        share: f64,
        /// The steps of the run.
        max_steps: u64,
        /// The steps of the warmup.
        warmup_steps: u64,
    },
    /// No warmup is given, but there is one.
    DefaultWarmup {
        /// Its steps.
        warmup_steps: u64,
    },
    /// A warmup of one step is one of two.
    WarmupOfOne,
    /// Some parameters have rates of their own.
    OtherRates {
        /// What gives them.
        name: &'static str,
    },
    /// A parameter of the schedule says nothing beside the others.
    Ignored {
        /// The parameter.
        name: &'static str,
    },
}

impl fmt::Display for AxolotlNote {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::WarmupShare { share, max_steps, warmup_steps } => write!(
                f,
                "`warmup_ratio` of {share:?} of {max_steps} steps, rounded down as in Axolotl, is a warmup of {warmup_steps}"
            ),
            Self::DefaultWarmup { warmup_steps } => write!(
                f,
                "no warmup is given; Axolotl takes 3 in 100 of the steps, 100 at most, which is {warmup_steps}"
            ),
            Self::WarmupOfOne => f.write_str("a warmup of 1 step is one of 2 in Axolotl"),
            Self::OtherRates { name } => {
                write!(
                    f,
                    "`{name}` gives some parameters rates of their own; the schedule is that of the others"
                )
            }
            Self::Ignored { name } => {
                write!(f, "`{name}` says nothing here: Axolotl does not use it for this schedule")
            }
        }
    }
}
