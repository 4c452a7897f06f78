//! What can go wrong.

/// Why a plot cannot be made.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum PlotError {
    /// The range of steps holds no step.
    #[error("`steps` must not be empty, got {start}..{end}")]
    EmptySteps {
        /// The first step.
        start: u64,
        /// One past the last step.
        end: u64,
    },
    /// A number in the options is too small or too large.
    #[error("`{option}` must be between {min} and {max}, got {got}")]
    OutOfRange {
        /// The option, as in the text.
        option: &'static str,
        /// The smallest number allowed.
        min: u32,
        /// The largest number allowed.
        max: u32,
        /// The value that was given.
        got: u32,
    },
    /// The pixels could not be stored or written.
    #[error("the picture could not be written as PNG: {reason}")]
    Png {
        /// What the encoder says.
        reason: String,
    },
}

/// Checks a number of the options.
pub(crate) fn check(option: &'static str, got: u32, min: u32, max: u32) -> Result<(), PlotError> {
    if (min..=max).contains(&got) { Ok(()) } else { Err(PlotError::OutOfRange { option, min, max, got }) }
}
