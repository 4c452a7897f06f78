//! What trackers of experiments save of a run.

use super::{of_text, row};
use crate::containers::{Document, Neighbours};
use crate::formats::format::Format;

pub(in crate::formats) const WANDB: Format = row(
    "wandb",
    "Weights & Biases",
    "`wandb_version` or `_wandb`",
    wandb,
    "its `config.yaml` has what a program gave it, each with a `desc` and a `value`; the configuration of that program is \
     read, if it is one of those known here",
);

fn wandb(document: &Document<'_>) -> Option<String> {
    let root = of_text(document)?;
    let key = ["wandb_version", "_wandb"].into_iter().find(|key| root.get(key).is_some())?;
    Some(format!("`{key}`"))
}

/// The file that Lightning's loggers write.
const HPARAMS: &str = "hparams.yaml";

pub(in crate::formats) const LIGHTNING: Format = row(
    "lightning-hparams",
    "a run of Lightning",
    "a file `hparams.yaml`, or a folder with it",
    lightning,
    "its `hparams.yaml` has the arguments of a class of one's own, which say nothing certain of the rate; a checkpoint has \
     the state of the scheduler, and is read",
);

fn lightning(document: &Document<'_>) -> Option<String> {
    let is_it = match &document.neighbours {
        Neighbours::Folder(folder) => folder.join(HPARAMS).is_file(),
        _ => document.name.as_deref() == Some(HPARAMS),
    };
    is_it.then(|| format!("the file `{HPARAMS}`"))
}
