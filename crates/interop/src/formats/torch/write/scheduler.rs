//! The schedulers of PyTorch that are written.

use glidepath_schedules::{CyclicMode, Interpolation, StepCount};

use crate::formats::torch::cyclic::height_overflow;
use crate::values::{Json, object};

/// A scheduler with the arguments of its constructor.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Scheduler {
    Step {
        step_size: u64,
        gamma: f64,
    },
    MultiStep {
        milestones: Vec<Milestone>,
        gamma: f64,
    },
    Constant {
        factor: f64,
        total_iters: u64,
    },
    Linear {
        start_factor: f64,
        end_factor: f64,
        total_iters: u64,
    },
    Exponential {
        gamma: f64,
    },
    Polynomial {
        total_iters: u64,
        power: f64,
    },
    CosineAnnealing {
        t_max: StepCount,
        eta_min: f64,
    },
    WarmRestarts {
        t_0: u64,
        t_mult: u64,
        eta_min: f64,
    },
    OneCycle(OneCycle),
    Cyclic(Cyclic),
    /// A formula in `step`, as a share of the base rate.
    Lambda {
        formula: String,
    },
    Sequential {
        schedulers: Vec<Self>,
        milestones: Vec<u64>,
    },
    Chained {
        schedulers: Vec<Self>,
    },
}

/// A scheduler, and the rate with which the optimizer is built.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Choice {
    pub(super) scheduler: Scheduler,
    pub(super) base: f64,
}

/// A step from which the rate is multiplied once more, and how often at once.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Milestone {
    pub(super) step: u64,
    pub(super) count: u64,
}

/// The arguments of `OneCycleLR`.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct OneCycle {
    pub(super) max_lr: f64,
    pub(super) total_steps: u64,
    pub(super) pct_start: f64,
    pub(super) anneal_strategy: Interpolation,
    pub(super) div_factor: f64,
    pub(super) final_div_factor: f64,
    pub(super) three_phase: bool,
}

/// The arguments of `CyclicLR`.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Cyclic {
    pub(super) base_lr: f64,
    pub(super) max_lr: f64,
    pub(super) step_size_up: u64,
    pub(super) step_size_down: u64,
    pub(super) mode: CyclicMode,
    pub(super) gamma: f64,
}

impl Cyclic {
    pub(super) fn mode_name(&self) -> &'static str {
        match self.mode {
            CyclicMode::Triangular2 => "triangular2",
            CyclicMode::ExpRange => "exp_range",
            _ => "triangular",
        }
    }

    /// The step from which on PyTorch raises an error; `None` if there is none.
    pub(super) fn overflow(&self) -> Option<u64> {
        height_overflow(self.mode, (self.step_size_up, self.step_size_down))
    }
}

impl OneCycle {
    pub(super) fn anneal_strategy_name(&self) -> &'static str {
        if self.anneal_strategy == Interpolation::Cosine { "cos" } else { "linear" }
    }
}

impl Scheduler {
    /// A constant factor.
    pub(super) fn hold(factor: f64) -> Self {
        if factor == 1.0 {
            return Self::Constant { factor, total_iters: 0 };
        }
        // The factors of the other classes end, or cannot be 0.
        Self::MultiStep { milestones: vec![Milestone { step: 0, count: 1 }], gamma: factor }
    }

    /// Whether it is a constant factor other than 1.
    pub(super) fn is_hold(&self) -> bool {
        matches!(self, Self::MultiStep { milestones, .. } if milestones.iter().all(|at| at.step == 0))
    }

    pub(super) fn class(&self) -> &'static str {
        match self {
            Self::Step { .. } => "StepLR",
            Self::MultiStep { .. } => "MultiStepLR",
            Self::Constant { .. } => "ConstantLR",
            Self::Linear { .. } => "LinearLR",
            Self::Exponential { .. } => "ExponentialLR",
            Self::Polynomial { .. } => "PolynomialLR",
            Self::CosineAnnealing { .. } => "CosineAnnealingLR",
            Self::WarmRestarts { .. } => "CosineAnnealingWarmRestarts",
            Self::OneCycle(_) => "OneCycleLR",
            Self::Cyclic(_) => "CyclicLR",
            Self::Lambda { .. } => "LambdaLR",
            Self::Sequential { .. } => "SequentialLR",
            Self::Chained { .. } => "ChainedScheduler",
        }
    }

    /// The schedulers within, if it is a composite.
    pub(super) fn schedulers(&self) -> &[Self] {
        match self {
            Self::Sequential { schedulers, .. } | Self::Chained { schedulers } => schedulers,
            _ => &[],
        }
    }

    /// The arguments of the constructor, in its order, without the optimizer and the schedulers within.
    pub(super) fn arguments(&self) -> Vec<(&'static str, Json)> {
        match self {
            &Self::Step { step_size, gamma } => {
                vec![("step_size", step_size.into()), ("gamma", gamma.into())]
            }
            Self::MultiStep { milestones, gamma } => {
                let repeated = milestones.iter().flat_map(|milestone| {
                    let count = usize::try_from(milestone.count).unwrap_or(usize::MAX);
                    std::iter::repeat_n(milestone.step, count)
                });
                vec![("milestones", repeated.map(Json::from).collect()), ("gamma", (*gamma).into())]
            }
            &Self::Constant { factor, total_iters } => {
                vec![("factor", factor.into()), ("total_iters", total_iters.into())]
            }
            &Self::Linear { start_factor, end_factor, total_iters } => vec![
                ("start_factor", start_factor.into()),
                ("end_factor", end_factor.into()),
                ("total_iters", total_iters.into()),
            ],
            &Self::Exponential { gamma } => vec![("gamma", gamma.into())],
            &Self::Polynomial { total_iters, power } => {
                vec![("total_iters", total_iters.into()), ("power", power.into())]
            }
            &Self::CosineAnnealing { t_max, eta_min } => {
                vec![("T_max", t_max.into()), ("eta_min", eta_min.into())]
            }
            &Self::WarmRestarts { t_0, t_mult, eta_min } => {
                vec![("T_0", t_0.into()), ("T_mult", t_mult.into()), ("eta_min", eta_min.into())]
            }
            Self::OneCycle(cycle) => vec![
                ("max_lr", cycle.max_lr.into()),
                ("total_steps", cycle.total_steps.into()),
                ("pct_start", cycle.pct_start.into()),
                ("anneal_strategy", cycle.anneal_strategy_name().into()),
                ("cycle_momentum", false.into()),
                ("div_factor", cycle.div_factor.into()),
                ("final_div_factor", cycle.final_div_factor.into()),
                ("three_phase", cycle.three_phase.into()),
            ],
            Self::Cyclic(cyclic) => vec![
                ("base_lr", cyclic.base_lr.into()),
                ("max_lr", cyclic.max_lr.into()),
                ("step_size_up", cyclic.step_size_up.into()),
                ("step_size_down", cyclic.step_size_down.into()),
                ("mode", cyclic.mode_name().into()),
                ("gamma", cyclic.gamma.into()),
                ("cycle_momentum", false.into()),
            ],
            Self::Lambda { formula } => {
                vec![("lr_lambda", format!("lambda step: {formula}").as_str().into())]
            }
            Self::Sequential { milestones, .. } => {
                vec![("milestones", milestones.iter().copied().map(Json::from).collect())]
            }
            Self::Chained { .. } => Vec::new(),
        }
    }

    /// The class and the arguments as JSON, with the schedulers within.
    pub(super) fn call(&self) -> Json {
        let mut kwargs: Vec<(&str, Json)> = Vec::new();
        if !self.schedulers().is_empty() {
            kwargs.push(("schedulers", self.schedulers().iter().map(Self::call).collect()));
        }
        kwargs.extend(self.arguments());
        object([("class", self.class().into()), ("kwargs", object(kwargs))])
    }

    /// Whether it has a formula, which no state holds.
    pub(super) fn has_formula(&self) -> bool {
        matches!(self, Self::Lambda { .. }) || self.schedulers().iter().any(Self::has_formula)
    }
}
