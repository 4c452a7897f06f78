//! Recognizes configurations of detectron2.

use crate::containers::Document;

/// The mark of a document: the rate, as detectron2 calls it.
pub(super) fn mark(document: &Document<'_>) -> Option<String> {
    document.text()?.at(&["SOLVER", "BASE_LR"]).map(|_| "`SOLVER.BASE_LR`".to_owned())
}
