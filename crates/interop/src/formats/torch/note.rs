//! What a reader of a PyTorch file should know.

use std::fmt;

/// Something that the import of a scheduler of PyTorch decided, or that is not as there. It prints as a sentence.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub enum TorchNote {
    /// A file does not name the class of its scheduler.
    Class {
        /// The class that has such a state.
        class: &'static str,
    },
    /// The file has more schedulers than one.
    OtherSchedulers {
        /// The places of those that were not read.
        paths: Vec<String>,
    },
    /// accelerate steps a scheduler once for each process.
    Processes {
        /// How many processes there were.
        count: usize,
    },
    /// The rate that was in force when the file was saved is not that of the schedule.
    LastRate {
        /// The number of the parameter group, from 0.
        group: usize,
        /// The rate in the file.
        saved: f64,
        /// The schedule's rate.
        computed: f64,
    },
    /// Scheduler and optimizer do not agree.
    InitialRate {
        /// The number of the parameter group, from 0.
        group: usize,
        /// The scheduler's base rate, which is taken.
        scheduler: f64,
        /// The optimizer's `initial_lr`.
        optimizer: f64,
    },
    /// The scheduler changes the momentum as well.
    Momentum {
        /// Its class.
        class: &'static str,
    },
    /// A function given to `CyclicLR` is not saved.
    ScaleFunction,
    /// PyTorch divides by the factor of `ConstantLR`.
    FactorZero {
        /// At which step.
        step: u64,
    },
    /// Milestones before the beginning.
    NegativeMilestones {
        /// How many.
        count: usize,
    },
    /// A factor that never ends.
    NoIterations {
        /// The class.
        class: &'static str,
    },
    /// A composite within a `SequentialLR`.
    NestedAhead,
    /// A `SequentialLR` with a milestone at 0.
    MilestoneZero,
    /// A scheduler within a `SequentialLR` that replaces the optimizer's initial rate.
    InitialRateWithin {
        /// Its class.
        class: &'static str,
    },
    /// A scheduler that does not heed what those before it in a chain did.
    Overwrites {
        /// Its class.
        class: &'static str,
    },
    /// A `CosineAnnealingLR` in a chain.
    ChainedCosine {
        /// Up to which step it is a factor.
        step: u64,
    },
    /// `CosineAnnealingWarmRestarts`, stepped by fractions.
    FractionalEpochs {
        /// The epoch at which the run is.
        epoch: f64,
    },
    /// The rate at which `SWALR` began.
    SwaStart {
        /// The rate, if the last one tells it.
        rate: Option<f64>,
    },
    /// A `ReduceLROnPlateau` forgets its first rate.
    FirstRateLost,
    /// The end of a `OneCycleLR`.
    EndOfCycle {
        /// Its number of steps.
        total_steps: u64,
    },
    /// The powers of 2 of a `CyclicLR` end.
    HeightOverflow {
        /// At which step.
        step: u64,
    },
    /// A scheduler was written with a formula.
    FormulaNotInState,
}

impl fmt::Display for TorchNote {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Class { class } => {
                write!(f, "PyTorch does not save the class; the parameters are those of `{class}`")
            }
            Self::OtherSchedulers { paths } => {
                write!(f, "the file has further schedulers, which were not read: {}", paths.join(", "))
            }
            Self::Processes { count } => write!(
                f,
                "accelerate ran {count} processes and, unless with `split_batches`, made a step of the scheduler for each of \
                 them at every update; a step here is one of these"
            ),
            Self::LastRate { group, saved, computed } => write!(
                f,
                "in parameter group {group} the last rate was {saved:?}, but the schedule gives {computed:?} at \
                 that step; somebody else may have changed the rate"
            ),
            Self::InitialRate { group, scheduler, optimizer } => write!(
                f,
                "in parameter group {group} the optimizer's `initial_lr` is {optimizer:?}; the scheduler's own, \
                 {scheduler:?}, was taken"
            ),
            Self::Momentum { class } => {
                write!(f, "`{class}` changes the momentum as well, which was not read")
            }
            Self::ScaleFunction => f.write_str(
                "PyTorch saves a `scale_fn` that is a plain function as if there were none; if one was given, \
                 the triangles have other heights",
            ),
            Self::FactorZero { step } => write!(
                f,
                "with a factor of 0, PyTorch divides by zero at step {step}; here the base rate begins there"
            ),
            Self::NegativeMilestones { count } => {
                write!(f, "milestones below 0 were left out, {count} of them; PyTorch never reaches them either")
            }
            Self::NoIterations { class } => write!(
                f,
                "`total_iters` of `{class}` is 0, so that the rate never changes, as it does not in PyTorch"
            ),
            Self::NestedAhead => f.write_str(
                "PyTorch runs a composite within a `SequentialLR` one step ahead of itself; here it runs in step",
            ),
            Self::MilestoneZero => f.write_str(
                "the scheduler before milestone 0 is never used; PyTorch 2.5 and older begin with it all the same",
            ),
            Self::InitialRateWithin { class } => write!(
                f,
                "`{class}` replaces the optimizer's initial rate, from which the others begin here as in PyTorch"
            ),
            Self::Overwrites { class } => write!(
                f,
                "the last scheduler of the chain, `{class}`, sets the rate anew at every step; those before it \
                 have no effect"
            ),
            Self::ChainedCosine { step } => write!(
                f,
                "the chain is a product up to step {step}, where its cosine reaches 0; from there on the rate is \
                 0 here, while PyTorch's rises again by an amount that is no product"
            ),
            Self::FractionalEpochs { epoch } => write!(
                f,
                "the scheduler was stepped by fractions and is at {epoch:?}; a step here is one whole epoch"
            ),
            Self::SwaStart { rate: Some(rate) } => {
                write!(f, "`SWALR` began at the rate then in force, {rate:?}, which its last rate tells")
            }
            Self::SwaStart { rate: None } => f.write_str(
                "the rate at which `SWALR` began is no longer known; the base rate was taken, which does not \
                 matter for the steps to come",
            ),
            Self::FirstRateLost => {
                f.write_str("the state does not tell the rate of the beginning; the last rate stands for it")
            }
            Self::EndOfCycle { total_steps } => write!(
                f,
                "from step {total_steps} on PyTorch overshoots or raises an error; here the last rate stays"
            ),
            Self::HeightOverflow { step } => write!(
                f,
                "from step {step} on PyTorch raises an error, since \"triangular2\" divides by 2 to the number of the cycle, \
                 which no double holds then"
            ),
            Self::FormulaNotInState => f.write_str(
                "no class of PyTorch has such a rate, so a `LambdaLR` has its formula; a state does not hold it, so keep the \
                 lines that build it",
            ),
        }
    }
}
