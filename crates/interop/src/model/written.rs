//! What a schedule was written as.

use crate::model::Note;
use crate::values::Json;

/// The form of another framework, and what a reader of it should know.
#[derive(Clone, Debug, PartialEq)]
pub struct Written {
    /// The form.
    pub json: Json,
    /// What was decided on the way.
    pub notes: Vec<Note>,
}
