//! Formats that are recognized by their marks and refused by name: what the file is, and what could be done
//! instead.
//!
//! To read one of them, give it a folder of its own and move its row and its mark there
//! (docs/adding-a-format.md).

mod language_models;
mod records;
mod texts;
mod tuners;
mod vision;

use super::format::{Format, Reading};
use crate::containers::Document;
use crate::values::Value;
use crate::values::account::Harmless;

pub(super) use language_models::{FAIRSEQ, MEGATRON, NEMO, OLMO, OPENNMT};
pub(super) use records::{LIGHTNING, WANDB};
pub(super) use texts::recognize as recognize_text;
pub(super) use tuners::{LITGPT, ONETRAINER};
pub(super) use vision::{MMDETECTION, YOLOV5};

/// A row that is not read.
const fn row(
    name: &'static str,
    title: &'static str,
    marks: &'static str,
    mark: fn(&Document<'_>) -> Option<String>,
    advice: &'static str,
) -> Format {
    Format {
        name,
        title,
        marks,
        built_on: &[],
        mark,
        reading: Reading::Refused(advice),
        harmless: Harmless { keys: &[], branches: &[] },
        reads_hjson: false,
    }
}

/// The first of these keys, in the spelling of the file, with `-` for `_` too.
fn key_of<'v>(value: &'v Value, wanted: &[&str]) -> Option<&'v str> {
    let keys = value.as_object()?.keys();
    let is_wanted = |key: &&String| wanted.contains(&&*key.trim_start_matches('-').replace('-', "_"));
    keys.into_iter().find(is_wanted).map(String::as_str)
}
