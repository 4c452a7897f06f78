//! What the parameters of another framework were built into.

use glidepath_serde::BoxSchedule;

use crate::model::Note;

/// A schedule built from the parameters of another framework, and what a reader of them should know.
#[derive(Clone, Debug, PartialEq)]
pub struct Built {
    /// The schedule.
    pub schedule: BoxSchedule,
    /// What was decided on the way.
    pub notes: Vec<Note>,
}
