#![doc = include_str!("../README.md")]
//!
//! # Start here
//!
//! [`CosineDecay`], [`PolynomialDecay`], [`PiecewiseConstantDecay`], [`WarmupStableDecay`], [`Transition`]
//! along a [`Curve`], [`Interpolated`]; the methods of [`ScheduleExt`]; [`ReduceOnPlateau`];
//! [`ScheduleError`].
#![cfg_attr(docsrs, feature(doc_cfg))]
#![no_std]

extern crate alloc;

#[cfg(feature = "serde")]
mod any_float;
mod arithmetic;
mod as_class;
mod best_metric;
mod check;
mod clamped;
mod comparison;
mod constant;
mod cosine_annealing;
mod cosine_decay;
mod cosine_decay_restarts;
mod cosine_hard_restarts;
mod curve;
mod cyclic;
mod decimal;
mod defaults;
mod error;
mod exponential_decay;
mod ext;
mod fill;
mod greedy;
mod interpolated;
mod interpolation;
mod inverse_square_root;
mod inverse_time_decay;
mod linear_cosine_curve;
mod linear_cosine_decay;
mod noam;
mod noise;
mod noisy_linear_cosine_decay;
mod one_cycle;
mod one_cycle_corners;
mod one_cycle_momentum;
mod piecewise_constant_decay;
mod polynomial_decay;
mod power_law;
mod product;
mod ramp;
mod range_point;
mod range_suggestion;
mod range_test;
mod rate_change;
mod reduce_on_plateau;
mod repeated;
mod restart_periods;
mod scaled;
#[cfg(feature = "schema")]
mod schema;
mod search_index;
mod sequential;
mod shifted;
mod state_check;
mod step_count;
mod stretched;
mod sum;
mod table;
mod then;
mod transition;
mod transition_restarts;
mod warmup;
mod warmup_stable_decay;
#[cfg(feature = "serde")]
mod whole_steps;

pub use clamped::Clamped;
pub use comparison::{MetricMode, Threshold};
pub use constant::Constant;
pub use cosine_annealing::CosineAnnealing;
pub use cosine_decay::CosineDecay;
pub use cosine_decay_restarts::CosineDecayRestarts;
pub use cosine_hard_restarts::CosineHardRestarts;
pub use curve::Curve;
pub use cyclic::{Cyclic, CyclicMode};
pub use error::ScheduleError;
pub use exponential_decay::ExponentialDecay;
pub use ext::ScheduleExt;
pub use greedy::Greedy;
pub use interpolated::Interpolated;
pub use interpolation::Interpolation;
pub use inverse_square_root::InverseSquareRoot;
pub use inverse_time_decay::InverseTimeDecay;
pub use linear_cosine_decay::LinearCosineDecay;
pub use noam::Noam;
pub use noisy_linear_cosine_decay::NoisyLinearCosineDecay;
pub use one_cycle::OneCycle;
pub use one_cycle_momentum::OneCycleMomentum;
pub use piecewise_constant_decay::PiecewiseConstantDecay;
pub use polynomial_decay::PolynomialDecay;
pub use power_law::PowerLaw;
pub use product::Product;
pub use range_point::RangePoint;
pub use range_test::RangeTest;
pub use reduce_on_plateau::{PlateauRules, ReduceOnPlateau};
pub use repeated::Repeated;
pub use scaled::Scaled;
pub use sequential::Sequential;
pub use shifted::Shifted;
pub use step_count::StepCount;
pub use stretched::Stretched;
pub use sum::Sum;
pub use table::Table;
pub use then::Then;
pub use transition::Transition;
pub use transition_restarts::TransitionRestarts;
pub use warmup::Warmup;
pub use warmup_stable_decay::WarmupStableDecay;
