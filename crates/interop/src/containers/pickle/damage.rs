//! What is wrong with a pickle.

use crate::model::InteropError;

/// What is wrong with a pickle, and where.
pub(crate) fn damaged(offset: usize, problem: impl Into<String>) -> InteropError {
    InteropError::new(format!("damaged pickle: at byte {offset} it {}", problem.into()))
}
