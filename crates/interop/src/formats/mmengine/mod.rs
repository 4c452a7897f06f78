//! mmengine's schedulers, from a configuration or a checkpoint.
//!
//! ```yaml
//! optim_wrapper: {type: OptimWrapper, optimizer: {type: SGD, lr: 0.02}}
//! train_cfg: {by_epoch: true, max_epochs: 12}
//! param_scheduler:
//!   - {type: LinearLR, start_factor: 0.001, by_epoch: false, begin: 0, end: 500}
//!   - {type: MultiStepLR, by_epoch: true, milestones: [8, 11], gamma: 0.1}
//! ```
//!
//! [`import`](crate::import) reads a whole configuration as YAML, TOML or JSON, as `Config.dump` writes it,
//! and the `param_schedulers` of a checkpoint, which has all of their parameters.
//!
//! | class | read as |
//! |---|---|
//! | `StepLR`, `MultiStepLR`, `ExponentialLR` | as the classes of [`torch`](crate::torch) |
//! | `ConstantLR` | `PiecewiseConstantDecay` |
//! | `LinearLR` | `Transition` |
//! | `PolyLR` | `PolynomialDecay` |
//! | `CosineAnnealingLR` | `Transition`, beyond `T_max` `CosineAnnealing` |
//! | `CosineRestartLR` | `Transition`s in a `Sequential` |
//! | `OneCycleLR` | `OneCycle` |
//! | `ReduceOnPlateauLR` | refused: it follows a metric |
//!
//! A step here is an iteration, which is an update of the optimizer. A scheduler with `by_epoch` makes a step
//! each epoch: that needs the number of steps in an epoch. What does not move the rate, as
//! `CosineAnnealingMomentum`, does not count.
//!
//! Each scheduler goes on from the rate that it finds. Those that follow each other are put one after the
//! other; those that overlap are multiplied, which is what mmengine computes as long as none of them has an
//! `eta_min` above 0.
//!
//! The formulas are those of `mmengine/optim/scheduler/` in mmengine 0.10.7, the defaults those of its
//! `Runner`.

mod checkpoint;
mod classes;
mod config;
mod course;
mod least;
mod marks;
mod notes;
mod restarts;
mod run;
mod timeline;

use super::format::{Format, Reading};
use crate::model::Import;
use crate::values::account::Harmless;

pub(super) const FORMAT: Format = Format {
    name: "mmengine",
    title: "mmengine",
    marks: "`param_scheduler` by its `type`; `optim_wrapper`; a checkpoint with `param_schedulers`",
    built_on: &[],
    mark: marks::mark,
    reading: Reading::By(|document, horizon| {
        let imported = match marks::is_checkpoint(&document.values) {
            true => checkpoint::read(document, horizon),
            false => config::read(&document.values, horizon),
        };
        imported.map(Import::Rate)
    }),
    harmless: Harmless {
        keys: &[],
        branches: &[
            "albu_train_transforms",
            "data_preprocessor",
            "model",
            "test_dataloader",
            "test_evaluator",
            "test_pipeline",
            "train_dataloader",
            "train_pipeline",
            "val_dataloader",
            "val_evaluator",
            "val_pipeline",
            "visualizer",
        ],
    },
    reads_hjson: false,
};
