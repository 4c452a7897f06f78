//! What a reader of a file of transformers should know.

use std::fmt;

/// Something that the import of a schedule of Hugging Face transformers decided, or that may surprise. It prints as a
/// sentence.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub enum TransformersNote {
    /// An argument is not in the file.
    Default {
        /// The argument.
        argument: &'static str,
        /// What transformers takes for it.
        value: &'static str,
    },
    /// The warmup is given as a share of the run.
    WarmupShare {
        /// The argument.
        argument: &'static str,
        /// The share.
        share: f64,
        /// The steps of the run.
        max_steps: u64,
        /// The steps of the warmup.
        warmup_steps: u64,
    },
    /// The number of warmup steps is not whole.
    WarmupRoundedDown {
        /// The number in the file.
        given: f64,
        /// The steps of the warmup.
        warmup_steps: u64,
    },
    /// The type has no warmup, but there is one in the arguments.
    NoWarmup {
        /// The type.
        lr_scheduler_type: &'static str,
    },
    /// The type has no parameters, but there are some in the arguments.
    NoParameters {
        /// The type.
        lr_scheduler_type: &'static str,
    },
    /// The cosine does not end with the run.
    SwingsOn {
        /// The steps of the run.
        max_steps: u64,
    },
    /// The length of a swing is no double.
    RoundedSwing {
        /// The number of cycles.
        num_cycles: f64,
        /// The steps from top to bottom.
        steps: f64,
    },
    /// The warmup takes the whole run.
    DividesByZero {
        /// The step at which transformers fails.
        step: u64,
    },
    /// The plateau is given, so that the decay does not end with the run.
    DecayEnds {
        /// The step at which the decay ends.
        step: u64,
        /// The steps of the run.
        max_steps: u64,
    },
    /// The decay does not fit behind the warmup.
    DecayInWarmup {
        /// The step at which the warmup ends.
        step: u64,
    },
    /// The arguments and the state of the run have different lengths.
    MaxSteps {
        /// That of the arguments, which is taken.
        arguments: u64,
        /// That of the state.
        state: u64,
    },
    /// Where the run stood.
    SavedAt {
        /// The updates that were made.
        step: u64,
        /// The steps of the run.
        max_steps: u64,
    },
    /// The rates that the run logged are those of the schedule.
    LoggedRatesAgree {
        /// How many there are.
        count: usize,
    },
    /// The rates that the run logged are those of the schedule, of the next update each.
    LoggedAfterStep {
        /// How many there are.
        count: usize,
    },
    /// The rates that the run logged are not those of the schedule.
    LoggedRateDiffers {
        /// The first step in the log with another rate; that of the update before is logged there.
        step: u64,
        /// The rate in the log.
        logged: f64,
        /// The schedule's.
        computed: f64,
        /// How many differ.
        differing: usize,
        /// How many there are.
        count: usize,
    },
    /// The cosine was written as one that does not stay at its end.
    RisesBehindRun {
        /// The steps of the run.
        max_steps: u64,
    },
    /// Arguments were written without the length of the run.
    NoMaxSteps,
    /// Arguments were written with another length of the run than was told.
    OtherMaxSteps {
        /// That of the schedule, which is written.
        max_steps: u64,
        /// That which was told.
        told: u64,
    },
    /// The scheduler has not made a step for every update.
    SkippedUpdates {
        /// The steps in `scheduler.pt`, which are taken.
        steps: u64,
        /// The updates in `trainer_state.json`.
        updates: u64,
    },
    /// The parameter groups have other rates than that of the arguments.
    BaseRates {
        /// The rates that they began with.
        rates: Vec<f64>,
        /// The rate of the arguments.
        learning_rate: f64,
    },
    /// The rate in `scheduler.pt` is that of the schedule.
    SavedRateAgrees {
        /// The steps that were made.
        step: u64,
    },
    /// The rate in `scheduler.pt` is not that of the schedule.
    SavedRateDiffers {
        /// The steps that were made.
        step: u64,
        /// The rate in the file.
        saved: f64,
        /// The schedule's.
        computed: f64,
    },
    /// The file with the state of the scheduler cannot be read.
    UnreadScheduler {
        /// What is wrong with it.
        problem: String,
    },
    /// The arguments name a file of DeepSpeed, whose scheduler would take the place of this one.
    DeepSpeedFile {
        /// The file.
        path: String,
    },
}

impl fmt::Display for TransformersNote {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Default { argument, value } => {
                write!(f, "`{argument}` is not given; the default of transformers is {value}")
            }
            Self::WarmupShare { argument, share, max_steps, warmup_steps } => write!(
                f,
                "`{argument}` is a share: {share:?} of {max_steps} steps, rounded up, is a warmup of {warmup_steps}"
            ),
            Self::WarmupRoundedDown { given, warmup_steps } => {
                write!(f, "`warmup_steps` of {given:?} is rounded down to {warmup_steps}")
            }
            Self::NoWarmup { lr_scheduler_type } => {
                write!(f, "`{lr_scheduler_type}` has no warmup; that of the arguments says nothing")
            }
            Self::NoParameters { lr_scheduler_type } => {
                write!(f, "`{lr_scheduler_type}` has no parameters; `lr_scheduler_kwargs` say nothing")
            }
            Self::SwingsOn { max_steps } => write!(
                f,
                "the cosine swings on after step {max_steps}, the end of the run, as in transformers"
            ),
            Self::RoundedSwing { num_cycles, steps } => write!(
                f,
                "with `num_cycles` {num_cycles:?} the cosine goes one way in {steps:?} steps, which is rounded"
            ),
            Self::DividesByZero { step } => write!(
                f,
                "transformers divides by zero at step {step}, where warmup and run end; here the rate is `lr_end`"
            ),
            Self::DecayEnds { step, max_steps } => {
                write!(
                    f,
                    "`num_stable_steps` is given, so the decay ends at step {step}, the run at {max_steps}"
                )
            }
            Self::DecayInWarmup { step } => write!(
                f,
                "the decay has begun when the warmup ends, so the rate jumps at step {step}, as in transformers"
            ),
            Self::MaxSteps { arguments, state } => write!(
                f,
                "`max_steps` is {arguments} in the arguments, which counts, and {state} in `trainer_state.json`"
            ),
            Self::SavedAt { step, max_steps } => write!(f, "the run was saved at step {step} of {max_steps}"),
            Self::LoggedRatesAgree { count } => {
                write!(
                    f,
                    "{} in `log_history` agree{} with the schedule",
                    rates(*count),
                    third_person(*count)
                )
            }
            Self::LoggedAfterStep { count } => write!(
                f,
                "{} in `log_history` agree{} with the schedule one step later, as older releases log",
                rates(*count),
                third_person(*count)
            ),
            Self::LoggedRateDiffers { step, logged, computed, differing, count } => write!(
                f,
                "at step {step} `log_history` has the rate {logged:?}, where the schedule gives {computed:?}; \
                 {differing} of {count} differ"
            ),
            Self::RisesBehindRun { max_steps } => write!(
                f,
                "the cosine of transformers rises again behind step {max_steps}, where the run ends; this one stays at its end"
            ),
            Self::OtherMaxSteps { max_steps, told } => write!(
                f,
                "`max_steps` is {max_steps}, with which transformers has these rates, though the run was told to have {told} \
                 steps"
            ),
            Self::NoMaxSteps => f.write_str(
                "`max_steps` is not written, since the schedule does not tell how long the run is; the rates do not depend on it",
            ),
            Self::SkippedUpdates { steps, updates } => write!(
                f,
                "the scheduler has made {steps} steps, which count, in {updates} updates; it waits where the optimizer \
                 skips one, so the rates in `log_history` are not looked at"
            ),
            Self::BaseRates { rates, learning_rate } => write!(
                f,
                "the groups in `scheduler.pt` begin with the rates {rates:?}; the schedule is that of the arguments, with \
                 {learning_rate:?}"
            ),
            Self::SavedRateAgrees { step } => {
                write!(f, "the rate in `scheduler.pt` is that of the schedule at step {step}")
            }
            Self::SavedRateDiffers { step, saved, computed } => write!(
                f,
                "`scheduler.pt` has the rate {saved:?} at step {step}, where the schedule gives {computed:?}"
            ),
            Self::UnreadScheduler { problem } => {
                write!(
                    f,
                    "`scheduler.pt` is not read, so the step is that of `trainer_state.json`: {problem}"
                )
            }
            Self::DeepSpeedFile { path } => write!(
                f,
                "`deepspeed` names the file {path:?}; a scheduler there takes the place of this one"
            ),
        }
    }
}

fn rates(count: usize) -> String {
    if count == 1 { "the rate".to_owned() } else { format!("the {count} rates") }
}

fn third_person(count: usize) -> &'static str {
    if count == 1 { "s" } else { "" }
}
