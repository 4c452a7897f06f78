//! The schedulers of ESPnet, from the configuration of a training.
//!
//! ```yaml
//! optim: adam
//! optim_conf: {lr: 0.002}
//! scheduler: warmuplr
//! scheduler_conf: {warmup_steps: 25000}
//! accum_grad: 4
//! ```
//!
//! | `scheduler` | read as |
//! |---|---|
//! | `warmuplr` | `InverseSquareRoot`, one step ahead |
//! | `noamlr` | `Noam` |
//! | `null` | `Constant` |
//!
//! WeNet and FunASR have the same keys and copies of `warmuplr`. A step is an update, of which a run has one
//! in `accum_grad` batches. The other schedulers are refused by name: some of them make a step after each
//! epoch. So is `use_deepspeed`, with which DeepSpeed's own file has the schedule, and a second optimizer.
//!
//! The formulas are those of `espnet2/schedulers/` in espnet 202412, the steps those of
//! `espnet2/train/trainer.py` there.

mod marks;
mod read;

use super::format::{Format, Reading};
use crate::values::account::Harmless;

pub(super) const FORMAT: Format = Format {
    name: "espnet",
    title: "ESPnet",
    marks: "`scheduler_conf` beside `optim_conf`",
    built_on: &[],
    mark: marks::mark,
    reading: Reading::By(read::read),
    harmless: Harmless { keys: &["val_scheduler_criterion"], branches: &[] },
    reads_hjson: false,
};
