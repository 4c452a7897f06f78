//! What the parameters of another framework are built into.

use glidepath_serde::BoxSchedule;

use super::note::Note;

/// A schedule built from the parameters of another framework, and notes on it.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub struct Built {
    /// The schedule.
    pub schedule: BoxSchedule,
    /// What a reader of the parameters should know.
    pub notes: Vec<Note>,
}
