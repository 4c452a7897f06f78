//! Keras's classes, by the names of its module `schedules`.

mod cosine_decay;
mod cosine_decay_restarts;
mod exponential_decay;
mod inverse_time_decay;
mod linear_cosine_curve;
mod linear_cosine_decay;
mod noise;
mod noisy_linear_cosine_decay;
mod piecewise_constant_decay;
mod polynomial_decay;

pub use cosine_decay::CosineDecay;
pub use cosine_decay_restarts::CosineDecayRestarts;
pub use exponential_decay::ExponentialDecay;
pub use inverse_time_decay::InverseTimeDecay;
pub use linear_cosine_decay::LinearCosineDecay;
pub use noisy_linear_cosine_decay::NoisyLinearCosineDecay;
pub use piecewise_constant_decay::PiecewiseConstantDecay;
pub use polynomial_decay::PolynomialDecay;
