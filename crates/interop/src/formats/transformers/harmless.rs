//! The training arguments that have no influence on the rate.

use crate::values::account::Harmless;

/// Arguments that only sound like a schedule, and parts that are not about the rate.
pub(super) const HARMLESS: Harmless = Harmless {
    keys: &["lr_scheduler_callback", "torch_empty_cache_steps", "restore_callback_states_from_checkpoint"],
    branches: &[
        "**.log_history",
        "deepspeed.compression_training",
        "deepspeed.curriculum_learning",
        "deepspeed.data_efficiency",
    ],
};

/// The same for the object itself, which may be of a class of its own: TRL's `PPOConfig` discounts by its
/// `gamma`.
pub(super) const OF_OBJECTS: Harmless = Harmless {
    keys: &[
        "gamma",
        "lr_scheduler_callback",
        "torch_empty_cache_steps",
        "restore_callback_states_from_checkpoint",
    ],
    branches: HARMLESS.branches,
};
