//! The schedules of TorchTitan, from the configuration of a job.
//!
//! ```toml
//! [optimizer]
//! name = "AdamW"
//! lr = 3e-4
//! [lr_scheduler]
//! warmup_steps = 200
//! decay_ratio = 0.1
//! decay_type = "cosine"
//! min_lr_factor = 0.1
//! [training]
//! steps = 1000
//! ```
//!
//! The rate rises linearly, stays, and falls linearly, along a cosine, or as one minus a square root. The
//! first update has the rate of step 1 of the warmup, not 0, and the last one that before the end of the
//! decay, so that it is not 0 either: what is read is a
//! [`WarmupStableDecay`](glidepath_schedules::WarmupStableDecay), one step ahead. `decay_ratio` of the steps
//! is rounded as Python rounds, half to even. A warmup longer than the run is cut, and so is a decay that
//! does not fit after it.
//!
//! Before 0.1.0 the warmup stood in `[training]`, and a line to 0 followed. It was divided by the steps of
//! the warmup and one more. Both are read as what they were. A file without a warmup may be of
//! either time, and is refused.
//!
//! Between, from March to June 2025 (0da8901 to e7c0cae, in no release), `[lr_scheduler]` was there, and was
//! divided by one step more as well. Only `min_lr_factor` tells that a file is later; without it a note says
//! so.
//!
//! The formulas are those of `torchtitan/components/lr_scheduler.py` in 0.1.0, 0.2.0 and 0.3.0, where
//! `lr_min` became `min_lr_factor`, and of `torchtitan/lr_scheduling.py` at 419a202.

mod marks;
mod notes;
mod read;

use super::format::{Format, Reading};
use crate::values::account::Harmless;

pub(super) const FORMAT: Format = Format {
    name: "torchtitan",
    title: "TorchTitan",
    marks: "`training.steps` beside `job.dump_folder`, or beside `training.seq_len` and `optimizer.lr`",
    built_on: &[],
    mark: marks::mark,
    reading: Reading::By(read::read),
    harmless: Harmless { keys: &[], branches: &["parallelism", "experimental", "profiling"] },
    reads_hjson: false,
};
