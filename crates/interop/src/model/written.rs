//! What a schedule was written as.

use std::fmt;

use super::note::Note;
use crate::values::Json;

/// A schedule in the form of a [`Target`](crate::Target), and notes on it.
///
/// It prints as the text of the file: JSON is indented, and the last line ends with a line feed.
#[derive(Clone, Debug, PartialEq)]
pub struct Written {
    form: Form,
    notes: Vec<Note>,
}

#[derive(Clone, Debug, PartialEq)]
enum Form {
    Json(Json),
    Text(String),
}

impl Written {
    pub(crate) fn json_form(json: Json, notes: Vec<Note>) -> Self {
        Self { form: Form::Json(json), notes }
    }

    pub(crate) fn text_form(text: String, notes: Vec<Note>) -> Self {
        Self { form: Form::Text(text), notes }
    }

    /// The value, if the form is JSON; `None` if it is Python, YAML or TOML.
    pub fn json(&self) -> Option<&Json> {
        match &self.form {
            Form::Json(json) => Some(json),
            Form::Text(_) => None,
        }
    }

    /// What a reader of the form should know.
    pub fn notes(&self) -> &[Note] {
        &self.notes
    }
}

impl fmt::Display for Written {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.form {
            Form::Json(json) => writeln!(f, "{json:#}"),
            Form::Text(text) => f.write_str(text),
        }
    }
}
