//! Classes on the command line.

use glidepath_serde::{class_names, near_names};

/// The name of a class that this program knows.
pub(crate) fn parse_class(text: &str) -> Result<&'static str, String> {
    let known = class_names().into_iter().find(|&name| name == text);
    known.ok_or_else(|| match near_names(text).first() {
        Some(near) => format!("unknown class; did you mean `{near}`?"),
        None => "unknown class; `glidepath list` lists them".to_owned(),
    })
}
