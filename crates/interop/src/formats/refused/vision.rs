//! Programs that train detectors.

use super::{of_text, row};
use crate::containers::Document;
use crate::formats::format::Format;

pub(in crate::formats) const MMDETECTION: Format = row(
    "mmdetection-2",
    "mmcv 1 (MMDetection 2 and its like)",
    "`lr_config.policy`",
    mmdetection,
    "`lr_config` is not read; the `param_scheduler` of mmengine is, and MMDetection's guide on migration says how to write \
     the one as the other",
);

fn mmdetection(document: &Document<'_>) -> Option<String> {
    of_text(document)?.at(&["lr_config", "policy"]).map(|_| "`lr_config.policy`".to_owned())
}
