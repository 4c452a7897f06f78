//! What the page gets: `{"ok": …}`, or `{"error": …, "path": …}`.

use glidepath_serde::SerdeError;
use serde::Serialize;

/// Why a question has no answer: the text, and the place in the schedule that is at fault.
#[derive(Debug, Serialize)]
pub(crate) struct Problem {
    pub(crate) error: String,
    pub(crate) path: String,
}

impl Problem {
    pub(crate) fn new(error: impl ToString) -> Self {
        Self { error: error.to_string(), path: String::new() }
    }

    /// The error at `path`, which is removed from the beginning of the text.
    pub(crate) fn at(path: &str, error: &str) -> Self {
        let text = error.strip_prefix(path).and_then(|rest| rest.strip_prefix(": ")).unwrap_or(error);
        Self { error: text.to_owned(), path: path.to_owned() }
    }
}

impl From<SerdeError> for Problem {
    fn from(error: SerdeError) -> Self {
        Self::at(error.path(), &error.to_string())
    }
}

#[derive(Serialize)]
struct Answer<T> {
    ok: T,
}

/// The answer as text.
pub(crate) fn text<T: Serialize>(result: Result<T, Problem>) -> String {
    let text = match result {
        Ok(ok) => serde_json::to_string(&Answer { ok }),
        Err(problem) => serde_json::to_string(&problem),
    };
    text.unwrap_or_else(|_| r#"{"error":"the answer cannot be written as JSON","path":""}"#.to_owned())
}
