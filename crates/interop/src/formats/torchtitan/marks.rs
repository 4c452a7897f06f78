//! Recognizes configurations of TorchTitan.

use crate::containers::Document;

/// The mark of a document: its tables, by keys that stand together nowhere else.
pub(super) fn mark(document: &Document<'_>) -> Option<String> {
    let root = document.text()?;
    root.at(&["training", "steps"])?;
    if root.at(&["job", "dump_folder"]).is_some() {
        return Some("`training.steps` and `job.dump_folder`".to_owned());
    }
    root.at(&["training", "seq_len"])?;
    root.at(&["optimizer", "lr"])?;
    Some("`training.steps`, `training.seq_len` and `optimizer.lr`".to_owned())
}
