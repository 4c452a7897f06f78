//! The learning-rate schedulers of burn, from the JSON that its `Config` saves.
//!
//! ```json
//! {"Cosine": {"initial_lr": 0.001, "min_lr": 0.0, "num_iters": 10000}}
//! ```
//!
//! [`import`](crate::import) reads an `LrSchedulerConfig`, alone or under a key of a training configuration,
//! and a `ModuleLrSchedulerConfig`, each of whose groups is a parameter group. The rate of step n is what the
//! call of `step()` after n others returns. [`Target::Burn`](crate::Target::Burn) writes the same.
//!
//! | variant | read as |
//! |---|---|
//! | `Constant` | `Constant` |
//! | `Linear` | `Transition` |
//! | `Cosine` | `CosineAnnealing`, which swings on after `num_iters`, as burn's does |
//! | `Exponential`, `Step` | `ExponentialDecay` |
//! | `Noam` | `Noam` |
//! | `Composed` | `Product`, `Sum`, or a `Sum` that is scaled |
//! | `Sequential` | `Sequential` |
//!
//! The variants and what burn refuses are those of burn-optim 0.22.1 (`src/lr_scheduler/`). burn writes all
//! fields and fills none in when it reads.

mod marks;
mod read;
pub(crate) mod write;

use super::format::{Format, Reading};
use crate::model::Import;
use crate::values::account::Harmless;

pub(super) const FORMAT: Format = Format {
    name: "burn",
    title: "burn",
    marks: "a variant of `LrSchedulerConfig`, as `Cosine`, with its parameters `initial_lr`, `num_iters` and others",
    built_on: &[],
    mark: |document| marks::find(&document.values).map(|found| found.mark()),
    reading: Reading::By(|document, _| read::read(&document.values).map(Import::Rate)),
    harmless: Harmless { keys: &[], branches: &[] },
    reads_hjson: false,
};
