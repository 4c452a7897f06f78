//! The notes of the import from Hugging Face transformers.

use crate::model::Note;

/// The warmup is given as a share of the run.
pub(crate) fn warmup_share(argument: &str, share: f64, max_steps: u64, warmup_steps: u64) -> Note {
    Note::new(
        "share-rounded-up",
        format!(
            "`{argument}` is a share: {share:?} of {max_steps} steps, rounded up, is a warmup of \
             {warmup_steps}"
        ),
    )
}

/// The number of warmup steps is not whole.
pub(crate) fn warmup_rounded_down(given: f64, warmup_steps: u64) -> Note {
    Note::new("warmup-rounded-down", format!("`warmup_steps` of {given:?} is rounded down to {warmup_steps}"))
}

/// The type has no warmup, but there is one in the arguments.
pub(crate) fn no_warmup(lr_scheduler_type: &str) -> Note {
    Note::new(
        "unused-warmup",
        format!("`{lr_scheduler_type}` has no warmup, so that of the arguments is ignored"),
    )
}

/// The type has no parameters, but there are some in the arguments.
pub(crate) fn no_parameters(lr_scheduler_type: &str) -> Note {
    Note::new(
        "unused-parameters",
        format!("`{lr_scheduler_type}` has no parameters, so `lr_scheduler_kwargs` is ignored"),
    )
}

/// A model card has no `lr_scheduler_kwargs`.
pub(crate) fn card_without_parameters() -> Note {
    Note::new(
        "card-without-parameters",
        "a model card leaves out `lr_scheduler_kwargs`; the schedule is read with their defaults",
    )
}

/// The warmup takes the whole run.
pub(crate) fn divides_by_zero(step: u64) -> Note {
    Note::new(
        "divides-by-zero",
        format!(
            "transformers divides by zero at step {step}, where warmup and run end; here the rate is \
             `lr_end`"
        ),
    )
}

/// The plateau is given, so that the decay does not end with the run.
pub(crate) fn decay_ends(step: u64, max_steps: u64) -> Note {
    Note::new(
        "decay-ends",
        format!("`num_stable_steps` is given, so the decay ends at step {step}, the run at {max_steps}"),
    )
}

/// The decay does not fit after the warmup.
pub(crate) fn decay_in_warmup(step: u64) -> Note {
    Note::new(
        "decay-in-warmup",
        format!(
            "the decay has begun when the warmup ends, so the rate jumps at step {step}, as in transformers"
        ),
    )
}

/// The arguments and the state of the run have different lengths.
pub(crate) fn max_steps(arguments: u64, state: u64) -> Note {
    Note::new(
        "max-steps-of-state",
        format!(
            "`max_steps` is {arguments} in the arguments, which counts, and {state} in `trainer_state.json`"
        ),
    )
}

/// Where the run stood.
pub(crate) fn saved_at(step: u64, max_steps: u64) -> Note {
    Note::new("saved-at", format!("the run was saved at step {step} of {max_steps}"))
}

/// The rates that the run logged are those of the schedule.
pub(crate) fn logged_rates_agree(count: usize) -> Note {
    Note::new(
        "logged-rates-agree",
        format!("{} in `log_history` agree{} with the schedule", rates(count), third_person(count)),
    )
}

/// The rates that the run logged are those of the schedule, of the next update each.
pub(crate) fn logged_after_step(count: usize) -> Note {
    Note::new(
        "logged-one-step-later",
        format!(
            "{} in `log_history` agree{} with the schedule one step later, as older releases log",
            rates(count),
            third_person(count)
        ),
    )
}

/// The rates that the run logged are those of a scheduler that waits where the optimizer skips an update.
pub(crate) fn logged_behind(count: usize, skipped: u64) -> Note {
    let updates = if skipped == 1 { "1 update".to_owned() } else { format!("{skipped} updates") };
    Note::new(
        "logged-behind",
        format!(
            "the {count} rates in `log_history` agree with the schedule if the optimizer skipped {updates}, as in fp16, \
             where the scheduler waits"
        ),
    )
}

/// The rates that the run logged are not those of the schedule.
pub(crate) fn logged_rate_differs(
    step: u64,
    logged: f64,
    computed: f64,
    differing: usize,
    count: usize,
) -> Note {
    Note::new(
        "logged-rate-differs",
        format!(
            "at step {step} `log_history` has the rate {logged:?}, where the schedule gives {computed:?}; \
             {differing} of {count} differ"
        ),
    )
}

/// The cosine was written as one that does not stay at its end.
pub(crate) fn rises_behind_run(max_steps: u64) -> Note {
    Note::new(
        "rises-after-run",
        format!(
            "the cosine of transformers rises again after step {max_steps}, where the run ends; this one \
             stays at its end"
        ),
    )
}

/// Arguments were written without the length of the run.
pub(crate) fn no_max_steps() -> Note {
    Note::new(
        "no-max-steps",
        "`max_steps` is not written, since the schedule does not tell how long the run is; the rates do \
             not depend on it",
    )
}

/// Arguments were written with another length of the run than was given.
pub(crate) fn other_max_steps(max_steps: u64, given: u64) -> Note {
    Note::new(
        "max-steps-of-schedule",
        format!(
            "`max_steps` is {max_steps}, which gives these rates in transformers, though the run has {given} steps"
        ),
    )
}

/// The scheduler has not made a step for every update.
pub(crate) fn skipped_updates(steps: u64, updates: u64) -> Note {
    Note::new(
        "skipped-updates",
        format!(
            "the scheduler has made {steps} steps, which count, in {updates} updates; it waits where the \
             optimizer skips one, so the rates in `log_history` are not looked at"
        ),
    )
}

/// The parameter groups have other rates than that of the arguments.
pub(crate) fn base_rates(rates: &[f64], learning_rate: f64) -> Note {
    Note::new(
        "other-base-rates",
        format!(
            "the groups in `scheduler.pt` begin with the rates {rates:?}; the schedule is that of the \
             arguments, with {learning_rate:?}"
        ),
    )
}

/// The rate in `scheduler.pt` is that of the schedule.
pub(crate) fn saved_rate_agrees(step: u64) -> Note {
    Note::new(
        "saved-rate-agrees",
        format!("the rate in `scheduler.pt` is that of the schedule at step {step}"),
    )
}

/// The rate in `scheduler.pt` is not that of the schedule.
pub(crate) fn saved_rate_differs(step: u64, saved: f64, computed: f64) -> Note {
    Note::new(
        "saved-rate-differs",
        format!(
            "`scheduler.pt` has the rate {saved:?} at step {step}, where the schedule gives {computed:?}"
        ),
    )
}

/// The file with the state of the scheduler cannot be read.
pub(crate) fn unread_scheduler(problem: &str) -> Note {
    Note::new(
        "unread-scheduler",
        format!("`scheduler.pt` is not read, so the step is that of `trainer_state.json`: {problem}"),
    )
}

/// The arguments name a file of DeepSpeed, whose scheduler would take the place of this one.
pub(crate) fn deepspeed_file(path: &str) -> Note {
    Note::new(
        "deepspeed-file",
        format!("`deepspeed` names the file {path:?}; a scheduler there takes the place of this one"),
    )
}

fn rates(count: usize) -> String {
    if count == 1 { "the rate".to_owned() } else { format!("the {count} rates") }
}

fn third_person(count: usize) -> &'static str {
    if count == 1 { "s" } else { "" }
}
