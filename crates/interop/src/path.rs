//! Places in a file, as text.

/// `outer.key`, where `outer` may be empty.
pub(crate) fn join(outer: &str, key: &str) -> String {
    if outer.is_empty() { key.to_owned() } else { format!("{outer}.{key}") }
}

/// `outer[index]`.
pub(crate) fn element(outer: &str, index: usize) -> String {
    format!("{outer}[{index}]")
}
