//! The cosine of torchtune, from the configuration of a recipe.
//!
//! ```yaml
//! optimizer: {_component_: torch.optim.AdamW, lr: 3e-4}
//! lr_scheduler:
//!   _component_: torchtune.training.lr_schedulers.get_cosine_schedule_with_warmup
//!   num_warmup_steps: 100
//! epochs: 1
//! ```
//!
//! `get_cosine_schedule_with_warmup` is the only schedule that torchtune has; another component is code, and
//! refused. Without `lr_scheduler` the rate is constant. A step is an update. The run has `epochs` times the
//! updates of an epoch, which are batches divided by `gradient_accumulation_steps`, and at most
//! `max_steps_per_epoch`.
//!
//! The formula is that of `torchtune/training/lr_schedulers.py`, the length that of
//! `recipes/lora_finetune_single_device.py`, both of torchtune 0.6.1. The recipes for reinforcement learning
//! count other steps, and are refused.

mod marks;
mod notes;
mod read;

use super::format::{Format, Reading};
use crate::values::account::Harmless;

pub(super) const FORMAT: Format = Format {
    name: "torchtune",
    title: "torchtune",
    marks: "`_component_`",
    built_on: &[],
    mark: marks::mark,
    reading: Reading::By(read::read),
    harmless: Harmless { keys: &[], branches: &["profiler"] },
    reads_hjson: false,
};
