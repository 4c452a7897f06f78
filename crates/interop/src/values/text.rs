//! From bytes to a JSON value.

use std::borrow::Cow;
use std::io::Read;

use glidepath_serde::{SerdeError, parse_json};
use serde_json::Value;

use crate::model::InteropError;
use crate::values::arguments::token;

/// The most that a file of JSON may have.
const JSON_LIMIT: u64 = 32 << 20;

/// How many characters of a text are shown.
const LONGEST_IN_MESSAGE: usize = 200;

/// What Python writes for numbers that JSON has not, and the strings of the same length that stand for them
/// while the rest is parsed. Nobody else writes DEL.
const NOT_FINITE: [(&str, &str); 3] = [
    ("NaN", "\"\u{7f}\""),
    ("-Infinity", "\"-\u{7f}\u{7f}\u{7f}\u{7f}\u{7f}\u{7f}\""),
    ("Infinity", "\"\u{7f}\u{7f}\u{7f}\u{7f}\u{7f}\u{7f}\""),
];

/// Reads the whole of a file that is not an archive.
pub(crate) fn read(reader: impl Read) -> Result<Vec<u8>, InteropError> {
    let mut bytes = Vec::new();
    reader.take(JSON_LIMIT + 1).read_to_end(&mut bytes).map_err(InteropError::Io)?;
    if u64::try_from(bytes.len()).is_ok_and(|length| length <= JSON_LIMIT) {
        Ok(bytes)
    } else {
        Err(InteropError::TooLarge { limit: JSON_LIMIT })
    }
}

/// Parses JSON as Python writes it: `NaN` and `Infinity` may stand anywhere but where [`not_finite`] looks.
pub(crate) fn parse(bytes: &[u8]) -> Result<Value, InteropError> {
    let text = decode(bytes)?;
    if text.trim_start().is_empty() {
        return Err(InteropError::Empty);
    }
    let parsed = parse_json(text).or_else(|error| match masked(text) {
        Some(text) => parse_json(&text),
        None => Err(error),
    });
    parsed.map_err(|error| match error {
        SerdeError::Syntax(error) if !begins_like_json(text) => InteropError::NotJson(error),
        SerdeError::Syntax(error) if error.is_eof() => InteropError::Truncated(error),
        SerdeError::Syntax(error) => InteropError::InvalidJson(error),
        error => InteropError::Schedule(error),
    })
}

/// The number that Python wrote where this string stands now, if it is not finite.
pub(crate) fn not_finite(text: &str) -> Option<&'static str> {
    NOT_FINITE.iter().find(|(_, mask)| mask.trim_matches('"') == text).map(|&(token, _)| token)
}

/// What stands for a number that is not finite, as [`not_finite`] knows it.
pub(crate) fn mask(number: f64) -> &'static str {
    let token = token(number);
    NOT_FINITE.iter().find(|(name, _)| *name == token).map_or("", |(_, mask)| mask.trim_matches('"'))
}

/// The beginning of a text of a file, which is enough for a message.
pub(crate) fn shortened(text: &str) -> Cow<'_, str> {
    match text.char_indices().nth(LONGEST_IN_MESSAGE) {
        None => text.into(),
        Some((end, _)) => format!("{}…", &text[..end]).into(),
    }
}

/// The text of a file, without a byte order mark.
pub(crate) fn decode(bytes: &[u8]) -> Result<&str, InteropError> {
    if bytes.starts_with(b"\xff\xfe") || bytes.starts_with(b"\xfe\xff") {
        return Err(InteropError::Utf16);
    }
    let text = str::from_utf8(bytes).map_err(|error| InteropError::NotUtf8 {
        byte: bytes[error.valid_up_to()],
        offset: error.valid_up_to(),
    })?;
    Ok(text.strip_prefix('\u{feff}').unwrap_or(text))
}

fn begins_like_json(text: &str) -> bool {
    text.trim_start().starts_with(['{', '[', '"', '-', '0', '1', '2', '3', '4', '5', '6', '7', '8', '9'])
}

/// The text with the numbers that JSON has not replaced by strings; `None` if there are none.
fn masked(text: &str) -> Option<String> {
    let mut masked = String::with_capacity(text.len());
    let mut found = false;
    // Every other piece between quotation marks that are not escaped lies within a string.
    let mut rest = text;
    while !rest.is_empty() {
        let outside = rest.find('"').unwrap_or(rest.len());
        let (before, string) = rest.split_at(outside);
        if before.contains(['N', 'I']) {
            let replaced =
                NOT_FINITE.iter().fold(before.to_owned(), |piece, (token, mask)| piece.replace(token, mask));
            found |= replaced != before;
            masked.push_str(&replaced);
        } else {
            masked.push_str(before);
        }
        let (string, after) = string.split_at(string_length(string));
        masked.push_str(string);
        rest = after;
    }
    found.then_some(masked)
}

/// The length of the string that the text begins with, with its quotation marks.
fn string_length(text: &str) -> usize {
    let mut escaped = false;
    for (index, byte) in text.bytes().enumerate().skip(1) {
        match byte {
            _ if escaped => escaped = false,
            b'\\' => escaped = true,
            b'"' => return index + 1,
            _ => {}
        }
    }
    text.len()
}
