//! Notes on files.

use pyo3::prelude::*;

/// Something about a file that is no error, but may not be what its author expects. `str()` gives the
/// sentence.
#[pyclass(frozen, module = "glidepath")]
#[derive(Clone)]
pub(crate) struct Note {
    /// The stable name of the kind of note.
    #[pyo3(get)]
    rule: &'static str,
    /// Where in the file; empty if the note is about the whole file.
    #[pyo3(get)]
    path: String,
    /// The sentence, without the path.
    #[pyo3(get)]
    text: String,
}

#[pymethods]
impl Note {
    fn __str__(&self) -> String {
        self.sentence()
    }

    fn __repr__(&self) -> String {
        format!("<glidepath.Note {}: {}>", self.rule, self.sentence())
    }
}

impl Note {
    /// The sentence, with the path.
    pub(crate) fn sentence(&self) -> String {
        if self.path.is_empty() { self.text.clone() } else { format!("{}: {}", self.path, self.text) }
    }
}

pub(crate) fn notes(notes: &[glidepath_interop::Note]) -> Vec<Note> {
    let note = |note: &glidepath_interop::Note| Note {
        rule: note.rule(),
        path: note.path().to_owned(),
        text: note.text().to_owned(),
    };
    notes.iter().map(note).collect()
}
