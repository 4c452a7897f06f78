//! The schedule of Ultralytics, from the `args.yaml` of a run.
//!
//! ```yaml
//! epochs: 100
//! optimizer: SGD
//! lr0: 0.01
//! lrf: 0.01
//! cos_lr: false
//! warmup_epochs: 3.0
//! warmup_bias_lr: 0.1
//! ```
//!
//! The rate falls from `lr0` to `lr0 * lrf` over the `epochs`, linearly or along a half cosine, and changes
//! once an epoch. During the warmup it is multiplied by a line from 0 to 1, batch by batch; the biases go
//! from `warmup_bias_lr` instead, and are the second parameter group here, where that makes a difference. A
//! step is a batch: with a `batch` below `nbs` the weights are updated once in several, which a note says.
//! The file does not have the number of batches in an epoch, so the caller must give it.
//!
//! `optimizer: auto` is refused: Ultralytics then takes a rate of its own, by the number of classes and of
//! iterations, and leaves `lr0` aside. So is `time`, with which the number of epochs follows from the clock.
//!
//! The rules are those of `ultralytics/engine/trainer.py` in 8.4.190. Two were others, and what a run saves
//! tells the release by its keys: without `channels_last` (before 8.4.105) the warmup has at least 100
//! batches, and without `bgr` (before 8.1.40) the rate is one epoch late, as it was before 8.1.43, but for
//! the rest of the epoch in which the warmup ends. Only a file with all that a run saves tells its release;
//! one of a few keys by hand is read by the rules of today.

mod clock;
mod marks;
mod notes;
mod read;
mod release;

use super::format::{Format, Reading};
use crate::containers::Neighbours;

pub(super) const FORMAT: Format = Format {
    name: "ultralytics",
    title: "Ultralytics",
    marks: "`lr0` and `lrf` beside `epochs`; a folder with such an `args.yaml`",
    built_on: &[],
    mark: |document| match &document.neighbours {
        Neighbours::Folder(folder) => marks::of_folder(folder),
        _ => marks::mark(document),
    },
    reading: Reading::By(read::read),
    harmless: read::HARMLESS,
    reads_hjson: false,
};
