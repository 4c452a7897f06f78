//! What the reference vectors stand for, and where other rates are wanted.

use serde_json::{Value, json};

use crate::VectorCase;

/// `DIFFERENCE:` where the file's own decimal digits put a restart at a whole step, a restart it is. The
/// double next to 3.52 lies above it, so the sums 93750 · (1 + 3.52 + …) of the doubles end a hair behind
/// these steps.
pub const DECIMAL_RESTARTS: [(&str, u64, f64); 3] = [
    ("06_t_nonint", 423_750, 0.000_883_599_999_999_999_9),
    ("06_t_nonint", 1_585_350, 0.000_830_583_999_999_999_9),
    ("06_t_nonint", 5_674_182, 0.000_780_748_959_999_999_8),
];

/// Whether that step of that case is one of [`DECIMAL_RESTARTS`].
#[must_use]
pub fn is_decimal_restart(case: &str, step: u64) -> bool {
    DECIMAL_RESTARTS.iter().any(|&(name, at, _)| name == case && at == step)
}

/// `DIFFERENCE:` PyTorch gives one rate after the end of `OneCycleLR`, which climbs or is negative.
#[must_use]
pub fn is_behind_one_cycle(class: &str, case: &VectorCase, step: u64) -> bool {
    class == "OneCycleLR" && step >= total_steps(&case.serialized["kwargs"])
}

/// Whether a rate of PyTorch is compared at another step, or not at all. Where epochs are given, steps are
/// only their numbers; and `DIFFERENCE:` after the end of its cosine, a chain is no product of rates.
#[must_use]
pub fn is_elsewhere_in_torch(class: &str, case: &VectorCase, step: u64) -> bool {
    let has_epochs = ["03_fractional", "04_explicit_epoch_log_rounding", "05_fractional_mult1"];
    is_behind_one_cycle(class, case, step)
        || (class == "CosineAnnealingWarmRestarts" && has_epochs.contains(&&*case.name))
        || (class == "ChainedScheduler" && case.name == "03_cosine_past_end" && step > 40)
}

/// What a user of transformers, timm or DeepSpeed has: the parameters, without what the scheduler saves.
///
/// # Panics
///
/// If the framework is none of these.
#[must_use]
pub fn as_saved(framework: &str, class: &str, case: &VectorCase) -> Value {
    let (base_lr, kwargs) = (&case.serialized["base_lr"], &case.serialized["kwargs"]);
    match framework {
        "transformers" => kwargs.clone(),
        "timm" => json!({"class": class, "base_lr": base_lr, "kwargs": kwargs}),
        "deepspeed" => {
            let mut config = kwargs.clone();
            config["optimizer"] = json!({"type": "AdamW", "params": {"lr": base_lr}});
            config
        }
        other => panic!("nothing is imported from {other}"),
    }
}

fn total_steps(arguments: &Value) -> u64 {
    let number = |key: &str| arguments[key].as_u64();
    number("total_steps").or_else(|| Some(number("epochs")? * number("steps_per_epoch")?)).expect("a length")
}
