//! The schedules of mlx-lm, from its configuration or from the `adapter_config.json` that it saves.
//!
//! ```yaml
//! iters: 1000
//! learning_rate: 1e-5
//! lr_schedule: {name: cosine_decay, warmup: 100, warmup_init: 1e-7, arguments: [1e-5, 1000, 1e-7]}
//! lora_parameters: {rank: 8, scale: 20.0, dropout: 0.0}
//! ```
//!
//! | `lr_schedule.name` | `arguments` | read as |
//! |---|---|---|
//! | `exponential_decay` | `init`, `decay_rate` | `ExponentialDecay` |
//! | `step_decay` | `init`, `decay_rate`, `step_size` | `ExponentialDecay` in stairs |
//! | `cosine_decay` | `init`, `decay_steps`, `end` | `Transition` |
//! | `linear_schedule` | `init`, `end`, `steps` | `Transition` |
//!
//! `learning_rate` is the rate only where `lr_schedule` is `null` or missing. A `warmup` goes from
//! `warmup_init` to `init` linearly, stays there for one step, and the schedule follows from its own step 0.
//! A step is an update, of which a run has one in `grad_accumulation_steps` of its `iters`. mlx computes in
//! 32 bits; the rates here are those of its formulas.
//!
//! The rules are those of `mlx_lm/tuner/utils.py` and `mlx_lm/lora.py` in mlx-lm 0.32.2, and of
//! `mlx/optimizers/schedulers.py` in mlx 0.32.4.

mod marks;
mod notes;
mod read;
mod schedule;

use super::format::{Format, Reading};
use crate::values::account::Harmless;

pub(super) const FORMAT: Format = Format {
    name: "mlx-lm",
    title: "mlx-lm",
    marks: "`lr_schedule.arguments`; `lora_parameters` beside `learning_rate`",
    built_on: &[],
    mark: marks::mark,
    reading: Reading::By(read::read),
    harmless: Harmless { keys: &[], branches: &["optimizer_config"] },
    reads_hjson: false,
};
