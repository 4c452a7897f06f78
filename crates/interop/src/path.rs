//! Places in a file, as text.

pub(crate) use glidepath_serde::__private::join_path as join;

/// `outer[index]`.
pub(crate) fn element(outer: &str, index: usize) -> String {
    join(outer, &format!("[{index}]"))
}
