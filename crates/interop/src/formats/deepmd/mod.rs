//! The schedules of DeePMD-kit, from the `input.json` of a training.
//!
//! ```json
//! {"learning_rate": {"type": "exp", "decay_steps": 5000, "start_lr": 0.001, "stop_lr": 3.51e-8},
//!  "training": {"numb_steps": 1000000}}
//! ```
//!
//! | `type` | read as, after a [`Warmup`](glidepath_schedules::Warmup) |
//! |---|---|
//! | `exp` | a geometric `Transition` in stairs of `decay_steps` |
//! | `exp` with `decay_rate` | `ExponentialDecay`, clamped at `stop_lr` |
//! | `cosine` | `Transition` |
//! | `wsd` | `WarmupStableDecay` |
//!
//! `exp` falls from `start_lr` so that it is at `stop_lr` at the end. DeePMD-kit rounds the rate of decay to
//! a double on the way, which adds up over the stairs; here it is not rounded. Where `decay_steps` is not
//! below the length of the decay, and no `decay_rate` is given, DeePMD-kit takes another (100, or a hundredth
//! of the length and 1), with a note here. A step is a batch.
//!
//! The rules are those of `deepmd/dpmodel/utils/learning_rate.py` and `deepmd/utils/argcheck.py` in
//! DeePMD-kit 3.2.0. A training of several tasks, with `learning_rate_dict`, is refused.

mod decay;
mod length;
mod marks;
mod notes;
mod read;

use super::format::{Format, Reading};
use crate::values::account::Harmless;

pub(super) const FORMAT: Format = Format {
    name: "deepmd",
    title: "DeePMD-kit",
    marks: "`learning_rate.start_lr`",
    built_on: &[],
    mark: marks::mark,
    reading: Reading::By(read::read),
    harmless: Harmless { keys: &[], branches: &["model", "loss"] },
    reads_hjson: false,
};
