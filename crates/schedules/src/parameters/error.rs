//! What can be wrong with the parameters of a schedule.

use alloc::format;
use alloc::string::String;

/// A parameter that a schedule cannot be built from.
///
/// The text gives the field by its name in constructor and file, the rule, and the value:
///
/// ```
/// use glidepath::prelude::*;
///
/// let error = ExponentialDecay::new(0.1, 0, 0.96).unwrap_err();
/// assert_eq!(error.to_string(), "`decay_steps` must be greater than 0, got 0");
/// ```
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum ScheduleError {
    /// A number lies outside its range.
    #[error("`{}{field}{}` must be {rule}, got {got}", in_front(*parent), at(*index))]
    #[non_exhaustive]
    OutOfRange {
        /// The parameter.
        field: &'static str,
        /// The parameter that this one is a part of, if it is.
        parent: Option<&'static str>,
        /// Where in it, if it is a list.
        index: Option<usize>,
        /// Its range, in words.
        rule: &'static str,
        /// The number that was given.
        got: String,
    },
    /// A list has too few or too many elements.
    #[error("`{field}` must have {rule}, got {got}")]
    #[non_exhaustive]
    Length {
        /// The parameter.
        field: &'static str,
        /// The number of elements that it must have, in words.
        rule: String,
        /// The number of elements that were given.
        got: usize,
    },
    /// A list does not increase.
    #[error("`{field}` must increase strictly, got {previous} before {next} at index {index}")]
    #[non_exhaustive]
    NotIncreasing {
        /// The parameter.
        field: &'static str,
        /// The element before.
        previous: String,
        /// The element that should be greater.
        next: String,
        /// The index of that element.
        index: usize,
    },
}

impl ScheduleError {
    /// The same of an element of a list.
    pub(crate) fn at_index(mut self, position: usize) -> Self {
        if let Self::OutOfRange { index, .. } = &mut self {
            *index = Some(position);
        }
        self
    }

    /// The same of a part of a parameter.
    pub(crate) fn within(mut self, parameter: &'static str) -> Self {
        if let Self::OutOfRange { parent, .. } = &mut self {
            *parent = Some(parameter);
        }
        self
    }
}

fn in_front(parent: Option<&str>) -> String {
    parent.map_or_else(String::new, |parent| format!("{parent}."))
}

fn at(index: Option<usize>) -> String {
    index.map_or_else(String::new, |index| format!("[{index}]"))
}
