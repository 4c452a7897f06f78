//! Values in messages.

use std::borrow::Cow;

use glidepath_serde::did_you_mean;

use super::Value;

/// How many characters of a text are shown.
const LONGEST_IN_MESSAGE: usize = 200;

/// How many keys of an object are shown.
const MOST_KEYS: usize = 5;

/// The beginning of a text of a file, which is enough for a message.
pub(crate) fn shortened(text: &str) -> Cow<'_, str> {
    match text.char_indices().nth(LONGEST_IN_MESSAGE) {
        None => text.into(),
        Some((end, _)) => format!("{}…", &text[..end]).into(),
    }
}

/// What is wrong with an unknown name, and which names there are.
pub(crate) fn must_be_one_of<'n>(known: impl IntoIterator<Item = &'n str>, got: &str) -> String {
    let known: Vec<_> = known.into_iter().collect();
    let meant = did_you_mean(got, known.iter().copied());
    let known: Vec<_> = known.iter().map(|name| format!("`{name}`")).collect();
    format!("must be one of {}, got {:?}{meant}", known.join(", "), shortened(got))
}

/// A value in words.
pub(crate) fn kind(value: &Value) -> String {
    match value {
        Value::Null => "null".to_owned(),
        Value::Bool(value) => value.to_string(),
        Value::Number(value) => format!("the number {value}"),
        Value::NotFinite(token) => (*token).to_owned(),
        Value::String(value) => format!("the string {:?}", shortened(value)),
        Value::Array(_) => "a list".to_owned(),
        Value::Object(_) => "an object".to_owned(),
    }
}

/// A value in words, an object by its first keys.
pub(crate) fn describe(value: &Value) -> String {
    let Value::Object(object) = value else { return kind(value) };
    let keys: Vec<_> = object.keys().map(|key| format!("`{}`", shortened(key))).take(MOST_KEYS).collect();
    match (keys.len(), object.len()) {
        (0, _) => "an empty object".to_owned(),
        (shown, all) if shown < all => format!("an object of {}, …", keys.join(", ")),
        _ => format!("an object of {}", keys.join(", ")),
    }
}
