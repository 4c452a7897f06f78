//! JSON text, as Python writes it.

use std::io::Read;

use serde::de::DeserializeSeed;

use super::tree::{Bounds, Left};
use crate::model::InteropError;
use crate::values::Value;

/// The most that a file of JSON may have.
const LIMIT: u64 = 32 << 20;

/// The log of a run with 100 000 entries takes somewhat less memory; serde_json itself bounds the depth.
const BOUNDS: Bounds = Bounds { depth: 128, values: usize::MAX, text: usize::MAX, memory: 96 << 20 };

/// What a file is not that begins like no file that is read.
const UNKNOWN: &str = "neither JSON, YAML or TOML nor a file of Keras or PyTorch";

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
    reader.take(LIMIT + 1).read_to_end(&mut bytes)?;
    if u64::try_from(bytes.len()).is_ok_and(|length| length <= LIMIT) {
        Ok(bytes)
    } else {
        Err(InteropError::new(format!("too large: JSON may have {} MiB", LIMIT >> 20)))
    }
}

/// Parses JSON as Python writes it, with `NaN` and `Infinity`.
pub(crate) fn parse(bytes: &[u8]) -> Result<Value, InteropError> {
    try_parse(bytes).map_err(Fault::of_file)
}

/// As [`parse`], for a text that stands at `path` in a file.
pub(crate) fn parse_at(bytes: &[u8], path: &str) -> Result<Value, InteropError> {
    try_parse(bytes).map_err(|fault| {
        let problem = match fault {
            Fault::Empty => "is empty".to_owned(),
            Fault::NotUtf8(problem) => problem,
            Fault::NotJson(problem) => format!("not JSON: {problem}"),
            Fault::Other(error) => error.to_string(),
        };
        InteropError::invalid(path, problem)
    })
}

/// Why a text is not JSON, where the words depend on whether it is a whole file.
enum Fault {
    Empty,
    NotUtf8(String),
    NotJson(String),
    Other(InteropError),
}

impl Fault {
    fn of_file(self) -> InteropError {
        match self {
            Self::Empty => InteropError::new("the file is empty"),
            Self::NotUtf8(problem) | Self::NotJson(problem) => {
                InteropError::new(format!("{UNKNOWN}: {problem}"))
            }
            Self::Other(error) => error,
        }
    }
}

fn try_parse(bytes: &[u8]) -> Result<Value, Fault> {
    let text = try_decode(bytes)?;
    if text.trim_start().is_empty() {
        return Err(Fault::Empty);
    }
    parse_strictly(text, |_| None).or_else(|fault| match masked(text) {
        Some(text) => parse_strictly(&text, not_finite),
        None => Err(fault),
    })
}

fn parse_strictly(text: &str, not_finite: fn(&str) -> Option<&'static str>) -> Result<Value, Fault> {
    let left = Left::with_not_finite(&BOUNDS, not_finite);
    let mut deserializer = serde_json::Deserializer::from_str(text);
    let parsed = left.seed().deserialize(&mut deserializer);
    let parsed = parsed.and_then(|value| deserializer.end().map(|()| value));
    left.check_memory().map_err(|error| Fault::Other(error.into()))?;
    parsed.map_err(|error| {
        let problem = error.to_string();
        if !begins_like_json(text) {
            Fault::NotJson(problem)
        } else if error.is_eof() {
            Fault::Other(InteropError::new(format!("the JSON breaks off: {problem}")))
        } else {
            Fault::Other(InteropError::new(format!("not valid JSON: {problem}")))
        }
    })
}

/// The number that Python wrote where this string stands now, if it is not finite.
fn not_finite(text: &str) -> Option<&'static str> {
    NOT_FINITE.iter().find(|(_, mask)| mask.trim_matches('"') == text).map(|&(token, _)| token)
}

/// The text of a file, without a byte order mark.
pub(crate) fn decode(bytes: &[u8]) -> Result<&str, InteropError> {
    try_decode(bytes).map_err(Fault::of_file)
}

fn try_decode(bytes: &[u8]) -> Result<&str, Fault> {
    if bytes.starts_with(b"\xff\xfe") || bytes.starts_with(b"\xfe\xff") {
        return Err(Fault::Other(InteropError::new("the text is UTF-16; JSON must be UTF-8")));
    }
    let text = str::from_utf8(bytes).map_err(|error| {
        let offset = error.valid_up_to();
        Fault::NotUtf8(format!("byte {:#04x} at offset {offset} is not UTF-8", bytes[offset]))
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
