//! What the formats want to see of containers, which hold far more.

use super::refused;
use crate::containers::Wanted;
use crate::containers::pickle::{self, Enum};

/// Keras's archives have their configuration in `config.json`, its HDF5 files in an attribute; of pickles the
/// states of PyTorch's schedulers and the arguments of transformers and of timm matter.
pub(crate) const WANTED: Wanted = Wanted {
    member: "config.json",
    attributes: &["training_config"],
    pickled: PICKLED,
    unread: refused::recognize_text,
};

const PICKLED: pickle::Wanted = pickle::Wanted {
    state_with: &[&TRAINING_ARGUMENTS, &TRAIN_PY],
    enums: &[
        Enum { name: "SchedulerType", value: |name| Some(scheduler_type(name)) },
        // The name of an optimizer does not tell its value.
        Enum { name: "OptimizerNames", value: |_| None },
    ],
    // States of schedulers, and parameter groups.
    marks: &["last_epoch", "_schedulers", "lr"],
};

/// What the training arguments of every version of transformers since 4.0 have.
pub(crate) const TRAINING_ARGUMENTS: [&str; 5] =
    ["learning_rate", "lr_scheduler_type", "max_steps", "num_train_epochs", "warmup_steps"];

/// What the arguments of timm's `train.py` have, and of no other program together.
pub(crate) const TRAIN_PY: [&str; 4] = ["sched", "opt", "warmup_lr", "cooldown_epochs"];

/// The value of a `SchedulerType`, of which some releases write the name.
pub(super) fn scheduler_type(name: &str) -> String {
    match name {
        "REDUCE_ON_PLATEAU" => "reduce_lr_on_plateau".to_owned(),
        name => name.to_ascii_lowercase(),
    }
}
