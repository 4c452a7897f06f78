//! Programs that tune models, whose runs have a schedule where the file has none.

use super::row;
use crate::containers::Document;
use crate::formats::format::Format;

pub(in crate::formats) const ONETRAINER: Format = row(
    "onetrainer",
    "OneTrainer",
    "`training_method` beside `base_model_name`",
    onetrainer,
    "its schedulers are not read, and without one it has a warmup of 200 steps; a `Warmup` before a `Constant` or a decay \
     makes the same",
);

fn onetrainer(document: &Document<'_>) -> Option<String> {
    let root = document.text()?;
    root.get("training_method")?;
    root.get("base_model_name").map(|_| "`training_method` beside `base_model_name`".to_owned())
}

pub(in crate::formats) const LITGPT: Format = row(
    "litgpt",
    "LitGPT",
    "`train.global_batch_size` beside `train.micro_batch_size`",
    litgpt,
    "its schedule is not read, and without parameters it has a warmup and a cosine; `CosineDecay` after a `Warmup` makes the \
     same of `optimizer` and `train`",
);

fn litgpt(document: &Document<'_>) -> Option<String> {
    let root = document.text()?;
    root.at(&["train", "global_batch_size"])?;
    root.at(&["train", "micro_batch_size"])
        .map(|_| "`train.global_batch_size` beside `train.micro_batch_size`".to_owned())
}
