//! The schedules of Levanter, from the configuration of a run.
//!
//! ```yaml
//! trainer: {num_train_steps: 20000, train_batch_size: 256}
//! optimizer: {learning_rate: 1E-3, warmup: 0.01, lr_schedule: cosine, min_lr_ratio: 0.1}
//! ```
//!
//! A run is one cycle or several (`cycles`, `cycle_length`, formerly `haps`); each warms up linearly, stays
//! at the rate while `decay` leaves room, and falls along `lr_schedule`; a `cooldown`, formerly, follows the
//! last. Lengths from 0 to 1 are shares of the cycle, rounded down, above that steps; so 1 is all of it.
//!
//! | `lr_schedule` | read as |
//! |---|---|
//! | `constant` | `Constant` |
//! | `cosine`, `linear` | `Transition` |
//! | `polynomial` | `PolynomialDecay` |
//! | `inv_sqrt`, `inv_sqrt_decay` | `PowerLaw`, clamped |
//! | `inv` | `InverseTimeDecay`, clamped, whose first rate is the second |
//! | `power` | refused: it counts tokens |
//!
//! What is not given has the default of Levanter, with a note. Without `num_train_steps` the run is as long
//! as the caller says, or else 400,000 steps long. Optimizers that give some parameters rates of their own,
//! as `muon` does, are refused.
//!
//! The rules are those of `src/levanter/optim/config.py` in stanford-crfm/levanter at 9263f81 (2025-09-26);
//! `polynomial` and `inv_sqrt_decay` are of marin-community/marin at 0f45aa1. Releases before `warmup` had
//! `warmup_ratio`, which is refused.

mod cycles;
mod decay;
mod lengths;
mod marks;
mod notes;
mod read;

use super::format::{Format, Reading};
use crate::values::account::Harmless;

pub(super) const FORMAT: Format = Format {
    name: "levanter",
    title: "Levanter",
    marks: "`trainer.num_train_steps` beside `optimizer`; keys that only its `trainer` has, as `model_axis_size`",
    built_on: &[],
    mark: marks::mark,
    reading: Reading::By(read::read),
    harmless: Harmless { keys: &[], branches: &["data", "model", "trainer.checkpointer", "trainer.tracker"] },
    reads_hjson: false,
};
