//! Recognizes inputs of DeePMD-kit.

use crate::containers::Document;

/// The mark of a document: the name of the first rate, within an object that is called as a rate.
pub(super) fn mark(document: &Document<'_>) -> Option<String> {
    document.text()?.at(&["learning_rate", "start_lr"]).map(|_| "`learning_rate.start_lr`".to_owned())
}
