//! Programs that train detectors.

use super::row;
use crate::containers::Document;
use crate::formats::format::Format;
use crate::values::Value;

pub(in crate::formats) const MMDETECTION: Format = row(
    "mmdetection-2",
    "mmcv 1 (MMDetection 2 and its like)",
    "`lr_config.policy`",
    mmdetection,
    "`lr_config` is not read; the `param_scheduler` of mmengine is, and MMDetection's guide on migration says how to write \
     the one as the other",
);

pub(in crate::formats) const YOLOV5: Format = row(
    "yolov5",
    "YOLOv5 and its like",
    "`lr0`, `lrf` and `warmup_bias_lr` without `epochs`",
    yolov5,
    "its hyperparameters do not determine the rate: the number of epochs, the optimizer and the curve are options of the \
     command line, which the `opt.yaml` of a run has; with `epochs`, `optimizer` and `cos_lr` beside the others the file is \
     read as one of Ultralytics; where a program has `linear_lr` instead, as YOLOv7, `cos_lr` is its opposite",
);

fn yolov5(document: &Document<'_>) -> Option<String> {
    let root = document.text()?;
    let has = |key: &str| root.get(key).is_some_and(Value::is_number);
    let is_it = has("lr0") && has("lrf") && has("warmup_bias_lr") && root.get("epochs").is_none();
    is_it.then(|| "`lr0`, `lrf` and `warmup_bias_lr` without `epochs`".to_owned())
}

fn mmdetection(document: &Document<'_>) -> Option<String> {
    document.text()?.at(&["lr_config", "policy"]).map(|_| "`lr_config.policy`".to_owned())
}
