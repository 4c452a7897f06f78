//! The notes of the import from DeepSpeed.

use crate::model::Note;

/// A parameter is `"auto"`.
pub(crate) fn auto_parameter(parameter: &str, value: &str) -> Note {
    Note::new("auto-parameter", format!("`{parameter}` is \"auto\": {value}, as the training arguments say"))
}

/// The length of the run is `"auto"`, and the caller gave it.
pub(crate) fn auto_length(total_steps: u64) -> Note {
    Note::new("auto-length", format!("`total_num_steps` is \"auto\": {total_steps}, as given"))
}

/// The greatest rate is that of the optimizer.
pub(crate) fn optimizer_rate(learning_rate: f64) -> Note {
    Note::new(
        "rate-of-optimizer",
        format!(
            "`warmup_max_lr` is not given; it is the rate of the optimizer, {learning_rate:?}, though older \
             releases of DeepSpeed take 0.001"
        ),
    )
}

/// The warmup begins with the second update.
pub(crate) fn late_warmup() -> Note {
    Note::new("late-warmup", "the first two updates have the same rate: DeepSpeed's warmup is one step late")
}

/// The first update has a rate of 0, whatever the warmup begins with.
pub(crate) fn first_rate_zero() -> Note {
    Note::new(
        "first-rate-zero",
        "the first rate is 0 and the warmup begins with the second update, as in DeepSpeed",
    )
}

/// The warmup ends, and the decay begins, below the rate of the optimizer.
pub(crate) fn peak_not_reached() -> Note {
    Note::new(
        "peak-not-reached",
        "the rate of the optimizer is not reached: the cosine begins one step ahead, as in DeepSpeed",
    )
}

/// A warmup has 2 steps at least.
pub(crate) fn short_warmup(steps: u64) -> Note {
    Note::new(
        "short-warmup",
        format!("`warmup_num_steps` is {steps}, which DeepSpeed takes as 2, the least that it has"),
    )
}

/// DeepSpeed does not know this type of a warmup.
pub(crate) fn unknown_warmup_type(warmup_type: &str) -> Note {
    Note::new(
        "unknown-warmup-type",
        format!("`warmup_type` {warmup_type:?} is unknown, which DeepSpeed takes as \"log\""),
    )
}

/// The scheduler changes the momentum as well.
pub(crate) fn momentum() -> Note {
    Note::new("one-cycle-momentum", "OneCycle changes the momentum as well; only the rate is read")
}

/// The folder has several checkpoints, perhaps.
pub(crate) fn latest_checkpoint(name: &str) -> Note {
    Note::new("latest-checkpoint", format!("read from the checkpoint that `latest` names, `{name}`"))
}
