//! What is wrong with a pickle.

use crate::model::InteropError;

/// What is wrong with a pickle, and where.
pub(super) fn damaged(offset: usize, problem: impl Into<String>) -> InteropError {
    InteropError::Pickle { offset, problem: problem.into() }
}
