//! Recognizes configurations of ESPnet.

use crate::containers::Document;

/// The mark of a document: the arguments of a scheduler and of an optimizer, as ESPnet calls them.
pub(super) fn mark(document: &Document<'_>) -> Option<String> {
    let root = document.text()?;
    root.get("scheduler_conf")?;
    root.get("optim_conf").map(|_| "`scheduler_conf` beside `optim_conf`".to_owned())
}
