//! Places in a file, as text.

use super::Value;
pub(crate) use glidepath_serde::join_path as join;

/// `outer[index]`.
pub(crate) fn element(outer: &str, index: usize) -> String {
    join(outer, &format!("[{index}]"))
}

/// The values in a list or an object that are wanted, and their places.
pub(crate) fn children<'v>(
    value: &'v Value,
    place: &str,
    is_wanted: fn(&Value) -> bool,
) -> impl Iterator<Item = (&'v Value, String)> {
    let list = value.as_array().into_iter().flatten().enumerate();
    let entries = value.as_object().into_iter().flatten();
    let elements = list
        .filter(move |(_, element)| is_wanted(element))
        .map(move |(index, value)| (value, element(place, index)));
    let entries =
        entries.filter(move |(_, entry)| is_wanted(entry)).map(move |(key, value)| (value, join(place, key)));
    elements.chain(entries)
}

/// Whether a value has others in it.
pub(crate) fn is_container(value: &Value) -> bool {
    value.is_object() || value.is_array()
}
