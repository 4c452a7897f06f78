//! Containers by themselves, for the fuzz targets; only there under `cfg(fuzzing)`.

use serde_json::Value;

use crate::InteropError;
use crate::containers::{hjson, protobuf, python};

/// Reads Hjson, and says whether the text can be nothing else.
///
/// # Errors
///
/// If it is not Hjson.
pub fn hjson(text: &str) -> (bool, Result<Value, InteropError>) {
    (hjson::can_only_be(text), hjson::parse(text))
}

/// Reads a literal of Python, and says whether the text looks like one.
///
/// # Errors
///
/// If it is no literal.
pub fn python(text: &str) -> (bool, Result<Value, InteropError>) {
    (python::may_be(text), python::parse(text))
}

/// Reads the optimizer of a model card, and says in which line it stands.
///
/// # Errors
///
/// If there are several, or it is no literal.
pub fn model_card(text: &str) -> Result<Option<(Value, usize)>, InteropError> {
    Ok(python::in_model_card(text)?.map(|found| (found.config, found.line)))
}

/// The number of the fields of a message, or where it is damaged; and the texts at a path of two.
///
/// # Errors
///
/// If the message is damaged: where, and how.
pub fn protobuf(bytes: &[u8]) -> (Result<usize, (usize, String)>, Option<Vec<&str>>) {
    let count = protobuf::fields(bytes).try_fold(0, |count, field| field.map(|_| count + 1));
    let count = count.map_err(|error| (error.offset, error.to_string()));
    (count, protobuf::strings(bytes, &[1, 5]).ok())
}
