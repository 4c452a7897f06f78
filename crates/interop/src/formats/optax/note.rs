//! What the author of a call should know.

use std::fmt;

/// Something about the arguments of a function of optax. It prints as a sentence.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub enum OptaxNote {
    /// There are no steps in which anything changes, so nothing ever does.
    NoTransition {
        /// Where the number stands.
        path: String,
        /// The number.
        steps: String,
    },
    /// A decay rate of 0 does not mean that the rate falls to 0.
    NoDecay {
        /// Where it stands.
        path: String,
    },
    /// A transition cannot begin before step 0.
    NegativeBegin {
        /// Where the number stands.
        path: String,
        /// The number.
        begin: i64,
    },
    /// A part of `join_schedules` has no steps.
    NeverRuns {
        /// Where it stands.
        path: String,
    },
    /// With this power optax never reaches the documented end.
    PowerOfZero {
        /// Where it stands.
        path: String,
    },
    /// Beside a peak of 0 optax forgets the end.
    EndOfZeroPeak {
        /// Where the end stands.
        path: String,
    },
}

impl fmt::Display for OptaxNote {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::NoTransition { path, steps } => write!(
                f,
                "{path}: {steps} steps mean that the rate stays as it is for ever, here as in optax, which only logs it"
            ),
            Self::NoDecay { path } => write!(
                f,
                "{path}: a decay rate of 0 means that the rate stays as it is for ever, here as in optax, which only \
                 logs it"
            ),
            Self::NegativeBegin { path, begin } => {
                write!(f, "{path}: {begin} is taken for 0, here as in optax, which only logs it")
            }
            Self::NeverRuns { path } => {
                write!(f, "{path}: never runs, as the next one begins at the same step")
            }
            Self::PowerOfZero { path } => write!(
                f,
                "{path}: with power 0 optax stays at `init_value`; here `end_value` follows, as documented"
            ),
            Self::EndOfZeroPeak { path } => write!(
                f,
                "{path}: beside a `peak_value` of 0 optax stays at 0; here the rate rises to `end_value`, as documented"
            ),
        }
    }
}
