//! Recognizes configurations of detectron2.

use crate::containers::{Container, Document};

/// The mark of a document: the rate, as detectron2 calls it.
pub(super) fn mark(document: &Document<'_>) -> Option<String> {
    let Container::Text(_) = document.container else { return None };
    document.values.at(&["SOLVER", "BASE_LR"]).map(|_| "`SOLVER.BASE_LR`".to_owned())
}
