//! Recognizes runs of Ultralytics.

use std::path::Path;

use crate::containers::{Document, open_file};
use crate::formats::wanted::WANTED;
use crate::values::Value;

/// The file in the folder of a run.
pub(super) const ARGUMENTS: &str = "args.yaml";

/// The mark of a document: the two rates, as only YOLO calls them, beside the length of the run.
pub(super) fn mark(document: &Document<'_>) -> Option<String> {
    let root = document.text()?;
    let has = |key| root.get(key).is_some_and(|value: &Value| !value.is_null());
    (has("lr0") && has("lrf") && has("epochs")).then(|| "`lr0` and `lrf` beside `epochs`".to_owned())
}

/// The mark of a folder.
pub(super) fn of_folder(folder: &Path) -> Option<String> {
    let document = open_file(&folder.join(ARGUMENTS), &WANTED).ok()?;
    mark(&document).map(|mark| format!("{mark} in `{ARGUMENTS}`"))
}
