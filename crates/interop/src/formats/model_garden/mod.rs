//! The learning rate of TensorFlow Model Garden, from `trainer.optimizer_config` of an experiment.
//!
//! ```yaml
//! trainer:
//!   train_steps: 90000
//!   optimizer_config:
//!     optimizer: {type: sgd}
//!     learning_rate: {type: cosine, cosine: {initial_learning_rate: 1.6, decay_steps: 90000}}
//!     warmup: {type: linear, linear: {warmup_steps: 2500}}
//! ```
//!
//! | `learning_rate.type` | read as |
//! |---|---|
//! | `constant` | `Constant` |
//! | `stepwise`, `polynomial`, `exponential`, `cosine` | the class of Keras: `PiecewiseConstantDecay` and so on |
//! | `power` | `PowerLaw` |
//! | `power_linear` | a `Product` of a `PowerLaw` and a `WarmupStableDecay` |
//! | `power_with_offset` | a `Constant`, then a `PowerLaw` below a bound |
//! | `step_cosine_with_offset` | refused: from its last boundary on, the class divides by 0 |
//!
//! The decay counts from step 0. The warmup takes the place of its first steps and goes to the rate that the
//! decay has at their end; the `polynomial` one counts step 0 as step 1. Before its `offset` a decay is
//! evaluated at negative steps, where it is more than its first rate; that is read only if the warmup covers
//! these steps.
//!
//! The class `WarmUp` of `official/nlp/optimization.py` stands in Keras's files. That of transformers has the
//! same name and parameters, so a file is read as one of Model Garden's only if it is forced, as
//! [`with_format`](crate::ImportOptions::with_format) does, or if the `module` of the class says so.
//!
//! The formulas are those of `official/modeling/optimization/lr_schedule.py` in tf-models-official 2.20.0,
//! the defaults those of `configs/learning_rate_config.py` beside it.

mod choice;
mod class;
mod decay;
mod marks;
mod notes;
mod powers;
mod read;
mod warmup;

use super::format::{Format, Reading};
use crate::model::Import;
use crate::values::account::Harmless;

pub(super) const FORMAT: Format = Format {
    name: "model-garden",
    title: "TensorFlow Model Garden",
    marks: "`optimizer_config` with a `learning_rate` by its `type`",
    built_on: &[],
    mark: |document| marks::mark(&document.values),
    reading: Reading::By(|document, horizon| match marks::place(&document.values) {
        None if class::is_in(&document.values) => class::read(document, horizon),
        _ => read::read(&document.values).map(Import::Rate),
    }),
    harmless: Harmless { keys: &[], branches: &["task", "runtime", "**.optimizer.adafactor"] },
    reads_hjson: false,
};
