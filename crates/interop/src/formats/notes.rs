//! Notes that several formats have.

use crate::model::Note;

/// An argument is not in the file.
pub(crate) fn default_argument(argument: &str, value: &str, program: &str) -> Note {
    default_arguments(&[(argument, value)], program)
}

/// Arguments are not in the file: their names, and what the program takes for each.
pub(crate) fn default_arguments(arguments: &[(&str, &str)], program: &str) -> Note {
    let (are, defaults) = if arguments.len() == 1 { ("is", "default") } else { ("are", "defaults") };
    let names: Vec<_> = arguments.iter().map(|(name, _)| format!("`{name}`")).collect();
    let values: Vec<_> = arguments.iter().map(|&(_, value)| value).collect();
    Note::new(
        "default-argument",
        format!(
            "{} {are} not given; the {defaults} of {program} {are} {}",
            names.join(", "),
            values.join(", ")
        ),
    )
}

/// Some parameters have rates of their own.
pub(crate) fn other_rates(name: &str) -> Note {
    Note::new(
        "other-rates",
        format!("`{name}` gives some parameters rates of their own; the schedule is that of the others"),
    )
}

/// The cosine does not end with the run.
pub(crate) fn swings_on(total_steps: u64, program: &str) -> Note {
    Note::new(
        "swings-on",
        format!("the cosine swings on after step {total_steps}, the end of the run, as in {program}"),
    )
}

/// The length of a swing is no double.
pub(crate) fn rounded_swing(num_cycles: f64, steps: f64) -> Note {
    Note::new(
        "rounded-swing",
        format!(
            "with `num_cycles` {num_cycles:?} the cosine goes one way in {steps:?} steps, which is rounded"
        ),
    )
}

/// The file has optimizers of which some have no scheduler.
pub(crate) fn optimizers_without_scheduler(scheduler: &str, optimizers: &[String]) -> Note {
    Note::new(
        "optimizers-without-scheduler",
        format!(
            "there are several optimizers, {}; the rates here are those of the one that `{scheduler}` belongs to",
            optimizers.join(", ")
        ),
    )
}

/// The folder has several checkpoints, perhaps.
pub(crate) fn newest_checkpoint(name: &str) -> Note {
    Note::new("newest-checkpoint", format!("read from the newest checkpoint in the folder, `{name}`"))
}

/// A parameter that the schedule does not use, and why.
pub(crate) fn unused_parameter(name: &str, why: &str) -> Note {
    Note::new("unused-parameter", format!("`{name}` has no effect: {why}"))
}
