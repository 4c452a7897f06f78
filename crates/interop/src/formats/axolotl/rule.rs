//! Which rule of Axolotl decides the rate.

use serde_json::json;

use super::run::Run;
use super::{notes, own};
use crate::formats::deepspeed;
use crate::model::groups::Groups;
use crate::model::{InteropError, Note};

/// What decides the rate, in the order in which Axolotl looks.
#[derive(Clone, Copy, Debug)]
pub(super) enum Rule {
    /// The scheduler in the configuration of DeepSpeed.
    DeepSpeed,
    OneCycle,
    Rex,
    QuadraticCosine,
    EarlyCosine {
        floor: f64,
        end: f64,
    },
    CosineWithFloor {
        floor: f64,
    },
    /// A type of transformers.
    Transformers,
}

impl Rule {
    pub(super) fn of(run: &Run<'_>) -> Self {
        let above_0 = |share: Option<f64>| share.filter(|&share| share > 0.0);
        let shares = (above_0(run.cosine_min_lr_ratio), above_0(run.cosine_constant_lr_ratio));
        match (run.lr_scheduler, shares) {
            _ if deepspeed::has_scheduler(&run.deepspeed) => Self::DeepSpeed,
            ("one_cycle", _) => Self::OneCycle,
            ("rex", _) => Self::Rex,
            ("cosine", _) if run.quadratic_warmup => Self::QuadraticCosine,
            ("cosine", (Some(floor), Some(end))) => Self::EarlyCosine { floor, end },
            ("cosine", (Some(floor), None)) => Self::CosineWithFloor { floor },
            _ => Self::Transformers,
        }
    }

    pub(super) fn build(self, run: &Run<'_>) -> Result<Groups, InteropError> {
        let built = match self {
            Self::DeepSpeed => return run.of_deepspeed(),
            Self::OneCycle => own::one_cycle(run),
            Self::Rex => own::rex(run),
            Self::QuadraticCosine => own::quadratic_cosine(run),
            Self::EarlyCosine { floor, end } => own::early_cosine(run, floor, end),
            Self::CosineWithFloor { floor } => {
                run.of_transformers("cosine_with_min_lr", json!({"min_lr_rate": floor}).into())
            }
            Self::Transformers => run.of_transformers(run.lr_scheduler, run.kwargs.clone()),
        };
        built.map(Groups::from)
    }

    /// The parameters that are given but not used.
    pub(super) fn ignored(self, run: &Run<'_>) -> Vec<Note> {
        let uses: &[&str] = match self {
            Self::DeepSpeed => &[],
            Self::QuadraticCosine => &["lr_quadratic_warmup"],
            Self::OneCycle | Self::Transformers => &["lr_scheduler_kwargs"],
            Self::Rex | Self::CosineWithFloor { .. } => &["cosine_min_lr_ratio"],
            Self::EarlyCosine { .. } => &["cosine_min_lr_ratio", "cosine_constant_lr_ratio"],
        };
        let given = [
            ("lr_scheduler", matches!(self, Self::DeepSpeed) && run.names_scheduler),
            ("lr_scheduler_kwargs", run.kwargs.as_object().is_some_and(|kwargs| !kwargs.is_empty())),
            ("lr_quadratic_warmup", run.quadratic_warmup),
            ("cosine_min_lr_ratio", run.cosine_min_lr_ratio.is_some_and(|share| share > 0.0)),
            ("cosine_constant_lr_ratio", run.cosine_constant_lr_ratio.is_some()),
        ];
        given
            .into_iter()
            .filter(|&(name, is_given)| is_given && !uses.contains(&name))
            .map(|(name, _)| notes::ignored(name))
            .collect()
    }
}
