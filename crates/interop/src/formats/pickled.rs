//! What is wanted of pickles: the states of PyTorch's schedulers, and the training arguments of transformers.

use crate::containers::pickle::{Enum, Wanted};

pub(crate) const PICKLED: Wanted = Wanted {
    state_with: &TRAINING_ARGUMENTS,
    enums: &[
        Enum { name: "SchedulerType", value: scheduler_type },
        // The name of an optimizer does not tell its value.
        Enum { name: "OptimizerNames", value: |_| None },
    ],
    // States of schedulers, and parameter groups.
    marks: &["last_epoch", "_schedulers", "lr"],
};

/// What the training arguments of every version of transformers since 4.0 have.
pub(crate) const TRAINING_ARGUMENTS: [&str; 5] =
    ["learning_rate", "lr_scheduler_type", "max_steps", "num_train_epochs", "warmup_steps"];

/// The value of a `SchedulerType`, of which some releases write the name.
fn scheduler_type(name: &str) -> Option<String> {
    Some(match name {
        "REDUCE_ON_PLATEAU" => "reduce_lr_on_plateau".to_owned(),
        name => name.to_ascii_lowercase(),
    })
}
