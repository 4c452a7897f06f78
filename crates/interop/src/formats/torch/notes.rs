//! The notes of the import from PyTorch.

use crate::model::Note;

/// A file does not name the class of its scheduler.
pub(crate) fn class_by_parameters(class: &str) -> Note {
    Note::new(
        "class-by-parameters",
        format!("PyTorch does not save the class; the parameters are those of `{class}`"),
    )
}

/// The file has more schedulers than one.
pub(crate) fn other_schedulers(main: &str, others: &[String]) -> Note {
    Note::new(
        "other-schedulers",
        format!("the file has several schedulers: `{main}` was read, these were not: {}", others.join(", ")),
    )
}

/// The file has the state of the scheduler several times.
pub(crate) fn equal_schedulers(main: &str, others: &[String]) -> Note {
    let others = others.join(", ");
    Note::new("equal-schedulers", format!("`{main}` was read; the same state is in {others}"))
}

/// The program may change the rates itself.
pub(super) fn warmup_of_arguments(path: &str, value: &str) -> Note {
    Note::new(
        "warmup-of-arguments",
        format!(
            "is {value}, but the scheduler has no warmup; if the program makes one itself, the first rates are others"
        ),
    )
    .at(path)
}

/// accelerate steps a scheduler once for each process.
pub(crate) fn processes(count: usize) -> Note {
    Note::new(
        "steps-per-process",
        format!(
            "accelerate ran {count} processes and, unless with `split_batches`, made a step of the \
             scheduler for each of them at every update; a step here is one of these"
        ),
    )
}

/// The rate that was in force when the file was saved is not that of the schedule.
pub(crate) fn last_rate(group: usize, saved: f64, computed: f64) -> Note {
    Note::new(
        "last-rate",
        format!(
            "in parameter group {group} the last rate was {saved:?}, but the schedule gives {computed:?} at \
             that step; somebody else may have changed the rate"
        ),
    )
}

/// Scheduler and optimizer do not agree.
pub(crate) fn initial_rate(group: usize, scheduler: f64, optimizer: f64) -> Note {
    Note::new(
        "initial-rate",
        format!(
            "in parameter group {group} the optimizer's `initial_lr` is {optimizer:?}; the scheduler's own, \
             {scheduler:?}, was taken"
        ),
    )
}

/// The optimizer has another rate than the schedule.
pub(crate) fn optimizer_rate(group: usize, saved: f64, computed: f64) -> Note {
    let text = format!(
        "in parameter group {group} the optimizer's `lr` is {saved:?}, but the schedule gives {computed:?} at that step; a run \
         that resumes from this file begins with that of the optimizer"
    );
    Note::new("optimizer-rate", text)
}

/// The scheduler is stepped once an epoch.
pub(crate) fn scheduler_counts_epochs(steps: u64, epoch: u64, global_step: u64) -> Note {
    let text = format!(
        "a step is an epoch here: the scheduler has made {steps} steps, while `epoch` is {epoch} and `global_step` \
         {global_step}; `Stretched` makes updates of them"
    );
    Note::new("scheduler-counts-epochs", text)
}

/// The scheduler changes the momentum as well.
pub(crate) fn momentum(class: &str) -> Note {
    Note::new("momentum-not-read", format!("`{class}` changes the momentum as well, which was not read"))
}

/// A function given to `CyclicLR` is not saved.
pub(crate) fn scale_function() -> Note {
    Note::new(
        "scale-function",
        "PyTorch saves a `scale_fn` that is a plain function as if there were none; if one was given, \
             the triangles have other heights",
    )
}

/// PyTorch divides by the factor of `ConstantLR`.
pub(crate) fn factor_zero(step: u64) -> Note {
    Note::new(
        "factor-zero",
        format!(
            "with a factor of 0, PyTorch divides by zero at step {step}; here the base rate begins there"
        ),
    )
}

/// Milestones before the beginning.
pub(crate) fn negative_milestones(count: usize) -> Note {
    Note::new(
        "negative-milestones",
        format!("milestones below 0 were left out, {count} of them; PyTorch never reaches them either"),
    )
}

/// A factor that never ends.
pub(crate) fn no_iterations(class: &str) -> Note {
    Note::new(
        "no-iterations",
        format!("`total_iters` of `{class}` is 0, so that the rate never changes, as it does not in PyTorch"),
    )
}

/// A `SequentialLR` with a milestone at 0.
pub(crate) fn milestone_zero() -> Note {
    Note::new(
        "milestone-zero",
        "the scheduler before milestone 0 is never used, but PyTorch before 2.13 begins with it",
    )
}

/// A scheduler within a `SequentialLR` that replaces the optimizer's initial rate.
pub(crate) fn initial_rate_within(class: &str) -> Note {
    Note::new(
        "initial-rate-replaced",
        format!(
            "`{class}` replaces the optimizer's initial rate, from which the others begin here as in PyTorch"
        ),
    )
}

/// A scheduler that ignores what those before it in a chain did.
pub(crate) fn overwrites(class: &str) -> Note {
    Note::new(
        "overwritten-chain",
        format!(
            "the last scheduler of the chain, `{class}`, sets the rate anew at every step; those before it \
             have no effect"
        ),
    )
}

/// A `CosineAnnealingLR` in a chain.
pub(crate) fn chained_cosine(step: u64) -> Note {
    Note::new(
        "chained-cosine",
        format!(
            "the chain is a product up to step {step}, where its cosine reaches 0; from there on the rate \
             is 0 here, while PyTorch's rises again by an amount that is no product"
        ),
    )
}

/// The rule of [`fractional_epochs`].
pub(crate) const FRACTIONAL_EPOCHS: &str = "fractional-epochs";

/// `CosineAnnealingWarmRestarts`, stepped by fractions.
pub(crate) fn fractional_epochs(epoch: f64) -> Note {
    Note::new(
        FRACTIONAL_EPOCHS,
        format!("the scheduler was stepped by fractions and is at {epoch:?}; a step here is one whole epoch"),
    )
}

/// The rate at which `SWALR` began is found from the last one.
pub(crate) fn swa_start(rate: f64) -> Note {
    Note::new(
        "swa-start",
        format!("`SWALR` began at the rate then in force, {rate:?}, which its last rate tells"),
    )
}

/// The rate at which `SWALR` began is not in the file.
pub(crate) fn swa_start_lost() -> Note {
    Note::new(
        "swa-start-lost",
        "the rate at which `SWALR` began is no longer known; the base rate was taken, which does not \
             matter for the steps to come",
    )
}

/// A `ReduceLROnPlateau` forgets its first rate.
pub(crate) fn first_rate_lost() -> Note {
    Note::new("first-rate-lost", "the state does not have the initial rate; the last rate is taken for it")
}

/// The end of a `OneCycleLR`.
pub(crate) fn end_of_cycle(total_steps: u64) -> Note {
    Note::new(
        "end-of-cycle",
        format!("from step {total_steps} on PyTorch overshoots or raises an error; here the last rate stays"),
    )
}

/// The powers of 2 of a `CyclicLR` end.
pub(crate) fn height_overflow(step: u64) -> Note {
    Note::new(
        "height-overflow",
        format!(
            "from step {step} on PyTorch raises an error, since \"triangular2\" divides by 2 to the number \
             of the cycle, which no double holds then"
        ),
    )
}

/// A scheduler was written with a formula.
pub(crate) fn formula_not_in_state() -> Note {
    Note::new(
        "formula-not-in-state",
        "no class of PyTorch has such a rate, so a `LambdaLR` has its formula; a state does not hold \
             it, so keep the lines that build it",
    )
}

/// The cycles of `CosineAnnealingWarmupRestarts`, each of which is longer than the one before.
pub(crate) fn cycles_written_out(end: u64) -> Note {
    Note::new(
        "cycles-written-out",
        format!("the cycles are written out one by one, up to step {end}; no other follows"),
    )
}
