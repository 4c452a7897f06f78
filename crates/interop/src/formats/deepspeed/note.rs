//! What a reader of a configuration of DeepSpeed should know.

use std::fmt;

/// Something that the import of a scheduler of DeepSpeed decided, or that may surprise. It prints as a sentence.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub enum DeepSpeedNote {
    /// A parameter is `"auto"`.
    Auto {
        /// The parameter.
        parameter: String,
        /// What the training arguments say.
        value: String,
    },
    /// The length of the run is `"auto"`, and was told.
    AutoLength {
        /// The length.
        total_steps: u64,
    },
    /// The greatest rate is that of the optimizer.
    OptimizerRate {
        /// That rate.
        learning_rate: f64,
    },
    /// The warmup begins with the second update.
    LateWarmup,
    /// The first update has a rate of 0, whatever the warmup begins with.
    FirstRateZero,
    /// The warmup ends, and the decay begins, below the rate of the optimizer.
    PeakNotReached,
    /// A warmup has 2 steps at least.
    ShortWarmup,
    /// DeepSpeed does not know this type of a warmup.
    UnknownWarmupType {
        /// The type.
        warmup_type: String,
    },
    /// The scheduler changes the momentum as well.
    Momentum,
}

impl fmt::Display for DeepSpeedNote {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Auto { parameter, value } => {
                write!(f, "`{parameter}` is \"auto\": {value}, as the training arguments say")
            }
            Self::AutoLength { total_steps } => {
                write!(f, "`total_num_steps` is \"auto\": {total_steps}, as was told")
            }
            Self::OptimizerRate { learning_rate } => write!(
                f,
                "`warmup_max_lr` is not given; it is the rate of the optimizer, {learning_rate:?}, though older \
                 releases of DeepSpeed take 0.001"
            ),
            Self::LateWarmup => {
                f.write_str("the first two updates have the same rate: DeepSpeed's warmup is one step late")
            }
            Self::FirstRateZero => f.write_str(
                "the first rate is 0 and the warmup begins with the second update, as in DeepSpeed",
            ),
            Self::PeakNotReached => f.write_str(
                "the rate of the optimizer is not reached: the cosine begins one step ahead, as in DeepSpeed",
            ),
            Self::ShortWarmup => {
                f.write_str("`warmup_num_steps` is 1, which DeepSpeed takes as 2, the least that it has")
            }
            Self::UnknownWarmupType { warmup_type } => {
                write!(f, "`warmup_type` {warmup_type:?} is unknown, which DeepSpeed takes as \"log\"")
            }
            Self::Momentum => f.write_str("OneCycle changes the momentum as well; only the rate is read"),
        }
    }
}
