//! PyTorch's schedulers, named by their classes in the configuration of a program.
//!
//! ```yaml
//! optimizer:
//!   _target_: torch.optim.Adam
//!   lr: 0.001
//! scheduler:
//!   _target_: torch.optim.lr_scheduler.StepLR
//!   step_size: 30
//! ```
//!
//! A class is named as Hydra does it (`_target_`, with the arguments beside it), as Lightning's command line
//! does it (`class_path` and `init_args`), or as many programs do it: `name` or `type`, with the arguments in
//! `args`, `params` or `kwargs`, or beside it. A scheduler within `SequentialLR` or `ChainedScheduler` is
//! named in the same way. The classes and their rates are those of [`torch`](crate::torch).
//!
//! The base rate is the `lr` of the optimizer that stands beside the scheduler, or further up; with MONAI's
//! `optimizer: "@optimizer"` it is that of this optimizer. A reference to a number or a text in the file, as
//! OmegaConf's `${model.lr}` and MONAI's `@model#lr`, is replaced by it. Relative references (`${.lr}`,
//! `@#lr`), expressions, and what stands in another file are refused.
//!
//! # Steps
//!
//! A step here is one of the scheduler's own. Which it makes, one after each update or one after each epoch,
//! is up to the program, and a note says so, unless the file has Lightning's `interval` or MONAI's
//! `LrScheduleHandler`. With [`StepUnit::Epoch`](crate::StepUnit) and the number of steps in an epoch the
//! schedule is stretched to updates.

mod around;
mod composed;
mod lightning;
mod marks;
mod monai;
mod rate;
mod read;

use super::format::{Format, Reading};
use crate::model::Import;
use crate::values::account::Harmless;

pub(super) const FORMAT: Format = Format {
    name: "torch-config",
    title: "a configuration that names classes of PyTorch",
    marks: "the name of a class of `torch.optim.lr_scheduler` as `_target_`, `class_path`, `name` or `type`",
    // What Lightning saves of a run may name the classes.
    built_on: &["lightning-hparams"],
    mark: |document| marks::mark(document.text()?),
    reading: Reading::By(|document, _| read::read(&document.values).map(Import::Rate)),
    harmless: Harmless { keys: &[], branches: &[] },
    reads_hjson: false,
};
