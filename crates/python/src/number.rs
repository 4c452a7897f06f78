//! Numbers, as Python prints them.

/// A float as Python prints it.
pub(crate) fn python_float(value: f64) -> String {
    if value.is_nan() { "nan".to_owned() } else { format!("{value:?}") }
}
