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
//! | a class of PyTorch, in upper or lower case | as [`torch`](crate::torch) reads it |
//! | `null` | `Constant` |
//!
//! WeNet, FunASR and PaddleSpeech have the same keys and copies of `warmuplr`. A step is an update, of which
//! a run has one in `accum_grad` batches; of `StepLR`, `MultiStepLR`, `ExponentialLR` and `CosineAnnealingLR`
//! it is an epoch. The other schedulers are refused by name. So is `use_deepspeed`, with which DeepSpeed's
//! own file has the schedule, and a second optimizer.
//!
//! FunASR since 1.0, which has `train_conf`, makes a step of any scheduler after each update, and one more
//! after each epoch, which a note says. Before it had the trainer of ESPnet: with `dataset_conf` and without
//! `train_conf` the classes whose steps are epochs in ESPnet are refused.
//!
//! The formulas are those of `espnet2/schedulers/` in espnet 202412, the steps those of
//! `espnet2/train/trainer.py` there; `abs_scheduler.py` there says which class steps when. FunASR's steps are
//! those of `funasr/train_utils/trainer.py`, `trainer_ds.py`, and `funasr/bin/train.py`, `train_ds.py`.

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
    harmless: Harmless { keys: &["batch_size_scale_ratio_max", "val_scheduler_criterion"], branches: &[] },
    reads_hjson: false,
};
