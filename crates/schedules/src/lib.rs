#![doc = include_str!("../README.md")]
#![no_std]

extern crate alloc;

mod arithmetic;
mod check;
mod constant;
mod cosine_decay;
mod cosine_decay_restarts;
mod decimal;
mod error;
mod exponential_decay;
mod inverse_time_decay;
mod linear_cosine_curve;
mod linear_cosine_decay;
mod noise;
mod noisy_linear_cosine_decay;
mod piecewise_constant_decay;
mod polynomial_decay;
mod restart_periods;
mod sequential;
mod step_count;

pub use constant::Constant;
pub use cosine_decay::CosineDecay;
pub use cosine_decay_restarts::CosineDecayRestarts;
pub use error::ScheduleError;
pub use exponential_decay::ExponentialDecay;
pub use inverse_time_decay::InverseTimeDecay;
pub use linear_cosine_decay::LinearCosineDecay;
pub use noisy_linear_cosine_decay::NoisyLinearCosineDecay;
pub use piecewise_constant_decay::PiecewiseConstantDecay;
pub use polynomial_decay::PolynomialDecay;
pub use sequential::Sequential;
pub use step_count::StepCount;
