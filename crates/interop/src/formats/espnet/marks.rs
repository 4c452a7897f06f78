//! Recognizes configurations of ESPnet.

use crate::containers::{Container, Document};

/// The mark of a document: the arguments of a scheduler and of an optimizer, as ESPnet calls them.
pub(super) fn mark(document: &Document<'_>) -> Option<String> {
    let Container::Text(_) = document.container else { return None };
    document.values.get("scheduler_conf")?;
    document.values.get("optim_conf").map(|_| "`scheduler_conf` beside `optim_conf`".to_owned())
}
