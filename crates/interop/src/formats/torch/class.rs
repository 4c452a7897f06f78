//! PyTorch's classes, by name and by the keys of their state.

use std::iter;

use super::bolts::LinearWarmupCosine;
use super::chained::Chained;
use super::cosine::{CosineAnnealingLr, WarmRestarts};
use super::cyclic::CyclicLr;
use super::factors::{ConstantLr, LinearLr, PolynomialLr};
use super::glidepath_lr::{self, GlidepathLr};
use super::gradual::GradualWarmup;
use super::metric;
use super::one_cycle::OneCycleLr;
use super::part::Part;
use super::scheduler::{Scheduler, State, not_restorable};
use super::sequential::SequentialLr;
use super::steps::{ExponentialLr, MultiStepLr, StepLr};
use super::swa::SwaLr;
use super::warmup_restarts::WarmupRestarts;
use crate::model::{InteropError, MetricRate, metric_rate};
use crate::values::arguments::{Arguments, expect};
use crate::values::{Object, Value, text};
use glidepath_serde::{SerdeError, nearest_of};

/// Why the rate of some classes cannot be restored.
const IS_CODE: &str = "its rate is computed by code, which is in no file";

/// A class of schedulers.
#[derive(Debug)]
pub(super) struct Class {
    pub(super) name: &'static str,
    /// The keys that its state has beside those that all have.
    own: &'static [&'static str],
    /// The keys that it has in some releases, or with some arguments.
    optional: &'static [&'static str],
    pub(super) kind: Kind,
}

/// A scheduler that was read.
type Read = Result<Box<dyn Scheduler>, InteropError>;

/// What the rate is a function of.
#[derive(Debug)]
pub(super) enum Kind {
    /// Of the step.
    Step { arguments: fn(&mut Arguments<'_>) -> Read, state: fn(&mut State<'_>) -> Read },
    /// Of the step, by the schedulers within it.
    Composite {
        arguments: fn(&mut Arguments<'_>, Vec<Part>) -> Read,
        state: fn(&mut State<'_>, Vec<Part>) -> Read,
    },
    /// Of the step, by code that is in no file.
    Code,
    /// Of a metric.
    Metric(fn(&mut State<'_>) -> Result<MetricRate, InteropError>),
}

impl Class {
    /// The error for code tells the little that is known.
    pub(super) fn refuse_code(&self, state: &mut State<'_>) -> InteropError {
        let mut known = || -> Result<_, InteropError> {
            let (base, last): (f64, f64) = (state.of_group("base_lrs")?, state.of_group("_last_lr")?);
            Ok((base, last, state.arguments.required::<u64>("last_epoch")?))
        };
        let known = known().map_or_else(
            |_| String::new(),
            |(base, last, step)| {
                format!("; all that is known is the base rate, {base:?}, and that of step {step}, {last:?}")
            },
        );
        not_restorable(state.arguments.path(), self.name, format!("{IS_CODE}{known}"))
    }

    /// Builds a rate that follows a metric from its state; `None` if the class is of another kind.
    pub(super) fn read_metric(&self, state: &mut State<'_>) -> Option<Result<MetricRate, InteropError>> {
        match self.kind {
            Kind::Metric(read) => Some(read(state)),
            _ => None,
        }
    }

    /// The error for a class whose rate is not a function of the step.
    pub(super) fn refuse(&self, path: &str) -> InteropError {
        match self.kind {
            Kind::Metric(_) => metric_rate::refuse(path, self.name),
            _ => not_restorable(path, self.name, IS_CODE),
        }
    }

    /// Whether a state has all keys of this class, and no others.
    fn matches(&self, state: &Object) -> bool {
        let is_known = |key: &String| {
            let key = key.as_str();
            self.own.contains(&key) || self.optional.contains(&key) || SHARED.contains(&key)
        };
        self.own.iter().all(|key| state.contains_key(key)) && state.keys().all(is_known)
    }
}

/// The class of that name, with or without the module before it.
pub(super) fn named(name: &str, path: &str) -> Result<&'static Class, InteropError> {
    find(name).ok_or_else(|| unknown(name, path, "PyTorch", names()))
}

/// As [`named`]; `None` if there is none.
pub(super) fn find(name: &str) -> Option<&'static Class> {
    let name = without_module(name);
    CLASSES.iter().find(|class| class.name == name)
}

/// The names of all classes.
pub(super) fn names() -> impl Iterator<Item = &'static str> {
    CLASSES.iter().map(|class| class.name)
}

/// The error for a name that no class of these frameworks has, with those that are meant perhaps.
pub(super) fn unknown(
    name: &str,
    path: &str,
    frameworks: &str,
    known: impl Iterator<Item = &'static str>,
) -> InteropError {
    let mut near = nearest_of(without_module(name), known);
    near.truncate(MOST_NEAR);
    let class_name = text::shortened(name).into_owned();
    if near.is_empty() {
        let hint = format!("no scheduler of {frameworks} has a name like it");
        return InteropError::invalid(path, format!("unknown class `{class_name}`; {hint}"));
    }
    SerdeError::UnknownClass { path: path.to_owned(), class_name, near }.into()
}

/// How many names the error for an unknown one gives.
const MOST_NEAR: usize = 3;

fn without_module(name: &str) -> &str {
    name.rsplit('.').next().unwrap_or(name)
}

/// The class that has such a state.
pub(super) fn of_state(state: &Value, path: &str) -> Result<&'static Class, InteropError> {
    let state = expect(state.as_object(), "the state of a scheduler", state, path)?;
    let mut classes = iter::once(&CODE).chain(&CLASSES);
    classes.find(|class| class.matches(state)).ok_or_else(|| {
        let own = state.keys().filter(|key| !SHARED.contains(&key.as_str())).take(8);
        let own: Vec<_> = own.map(|key| format!("`{key}`")).collect();
        let own = if own.is_empty() { "that all have, and no others".to_owned() } else { own.join(", ") };
        InteropError::invalid(path, format!("no scheduler of PyTorch has the parameters {own}"))
    })
}

/// The keys that do not depend on the class.
const SHARED: [&str; 7] = [
    "_get_lr_called_within_step",
    "_is_initial",
    "_last_lr",
    "_step_count",
    "base_lrs",
    "last_epoch",
    "verbose",
];

/// What the state of those is of that run code: their states are the same.
const CODE: Class =
    Class { name: "LambdaLR or MultiplicativeLR", own: &["lr_lambdas"], optional: &[], kind: Kind::Code };

const CLASSES: [Class; 21] = [
    Class {
        name: "StepLR",
        own: &["step_size", "gamma"],
        optional: &[],
        kind: Kind::Step { arguments: StepLr::read, state: |state| StepLr::read(&mut state.arguments) },
    },
    Class {
        name: "MultiStepLR",
        own: &["milestones", "gamma"],
        optional: &[],
        kind: Kind::Step {
            arguments: MultiStepLr::read,
            state: |state| MultiStepLr::read(&mut state.arguments),
        },
    },
    Class {
        name: "ConstantLR",
        own: &["factor", "total_iters"],
        optional: &[],
        kind: Kind::Step {
            arguments: ConstantLr::read,
            state: |state| ConstantLr::read(&mut state.arguments),
        },
    },
    Class {
        name: "LinearLR",
        own: &["start_factor", "end_factor", "total_iters"],
        optional: &[],
        kind: Kind::Step { arguments: LinearLr::read, state: |state| LinearLr::read(&mut state.arguments) },
    },
    Class {
        name: "ExponentialLR",
        own: &["gamma"],
        optional: &[],
        kind: Kind::Step {
            arguments: ExponentialLr::read,
            state: |state| ExponentialLr::read(&mut state.arguments),
        },
    },
    Class {
        name: "PolynomialLR",
        own: &["total_iters", "power"],
        optional: &[],
        kind: Kind::Step {
            arguments: PolynomialLr::read,
            state: |state| PolynomialLr::read(&mut state.arguments),
        },
    },
    Class {
        name: "CosineAnnealingLR",
        own: &["T_max", "eta_min"],
        optional: &[],
        kind: Kind::Step {
            arguments: CosineAnnealingLr::read,
            state: |state| CosineAnnealingLr::read(&mut state.arguments),
        },
    },
    Class {
        name: "CosineAnnealingWarmRestarts",
        own: &["T_0", "T_i", "T_mult", "eta_min", "T_cur"],
        optional: &[],
        kind: Kind::Step { arguments: WarmRestarts::from_arguments, state: WarmRestarts::from_state },
    },
    Class {
        name: "OneCycleLR",
        own: &["total_steps", "_schedule_phases"],
        optional: &["_anneal_func_type", "anneal_func", "cycle_momentum", "use_beta1"],
        kind: Kind::Step { arguments: OneCycleLr::from_arguments, state: OneCycleLr::from_state },
    },
    Class {
        name: "CyclicLR",
        own: &["max_lrs", "total_size", "step_ratio", "mode", "gamma", "scale_mode"],
        optional: &[
            "_scale_fn_custom",
            "_scale_fn_ref",
            "cycle_momentum",
            "use_beta1",
            "base_momentums",
            "max_momentums",
        ],
        kind: Kind::Step { arguments: CyclicLr::from_arguments, state: CyclicLr::from_state },
    },
    Class {
        name: "SequentialLR",
        own: &["_milestones", "_schedulers"],
        optional: &[],
        kind: Kind::Composite { arguments: SequentialLr::from_arguments, state: SequentialLr::from_state },
    },
    Class {
        name: "ChainedScheduler",
        own: &["_schedulers"],
        optional: &[],
        kind: Kind::Composite { arguments: Chained::from_arguments, state: Chained::from_state },
    },
    Class {
        name: "SWALR",
        own: &["anneal_epochs"],
        optional: &["_anneal_strategy", "anneal_func"],
        kind: Kind::Step { arguments: SwaLr::from_arguments, state: SwaLr::from_state },
    },
    Class { name: "LambdaLR", own: CODE.own, optional: &[], kind: Kind::Code },
    Class { name: "MultiplicativeLR", own: CODE.own, optional: &[], kind: Kind::Code },
    Class {
        name: "ReduceLROnPlateau",
        own: metric::PLATEAU_KEYS,
        optional: &["default_min_lr"],
        kind: Kind::Metric(metric::plateau),
    },
    Class {
        name: "GreedyLR",
        own: metric::GREEDY_KEYS,
        optional: &["_streaming_avg"],
        kind: Kind::Metric(metric::greedy),
    },
    // What packages beside PyTorch bring.
    Class {
        name: "LinearWarmupCosineAnnealingLR",
        own: &["warmup_epochs", "max_epochs", "warmup_start_lr", "eta_min"],
        optional: &[],
        kind: Kind::Step {
            arguments: LinearWarmupCosine::read,
            state: |state| LinearWarmupCosine::read(&mut state.arguments),
        },
    },
    Class {
        name: "CosineAnnealingWarmupRestarts",
        own: &[
            "first_cycle_steps",
            "cycle_mult",
            "base_max_lr",
            "max_lr",
            "min_lr",
            "warmup_steps",
            "gamma",
            "cur_cycle_steps",
            "cycle",
            "step_in_cycle",
        ],
        optional: &[],
        kind: Kind::Step { arguments: WarmupRestarts::from_arguments, state: WarmupRestarts::from_state },
    },
    Class {
        name: "GradualWarmupScheduler",
        own: &["multiplier", "total_epoch", "after_scheduler", "finished"],
        optional: &[],
        kind: Kind::Step {
            arguments: GradualWarmup::read,
            state: |state| GradualWarmup::read(&mut state.arguments),
        },
    },
    Class {
        name: "GlidepathLR",
        own: &[glidepath_lr::SCHEDULES],
        optional: &[],
        kind: Kind::Step { arguments: GlidepathLr::from_arguments, state: GlidepathLr::from_state },
    },
];
