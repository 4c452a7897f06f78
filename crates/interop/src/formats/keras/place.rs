//! Where in a file a reader is.

use glidepath_serde::{Horizon, LearningRate};

use crate::model::{Imported, InteropError, Note, Source};
use crate::values::{Value, path, text};

/// A place in a file of a known kind, for a run of a known length.
#[derive(Clone)]
pub(crate) struct Place<'h> {
    source: Source,
    path: String,
    pub(crate) horizon: &'h Horizon,
}

impl<'h> Place<'h> {
    pub(crate) fn root(source: Source, horizon: &'h Horizon) -> Self {
        Self::new(source, "", horizon)
    }

    pub(crate) fn new(source: Source, path: impl Into<String>, horizon: &'h Horizon) -> Self {
        Self { source, path: path.into(), horizon }
    }

    /// The place of a value in the object that is here.
    pub(crate) fn key(mut self, key: &str) -> Self {
        self.path = path::join(&self.path, key);
        self
    }

    pub(crate) fn path(&self) -> &str {
        &self.path
    }

    pub(crate) fn wrong_kind(&self, expected: &str, got: &Value) -> InteropError {
        InteropError::invalid(&self.path, format!("must be {expected}, got {}", text::kind(got)))
    }

    pub(crate) fn imported(self, learning_rate: LearningRate, notes: Vec<Note>) -> Imported {
        Imported { path: self.path, ..Imported::new(learning_rate, self.source, notes) }
    }
}
