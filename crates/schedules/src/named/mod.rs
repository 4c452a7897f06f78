//! Schedules by the names that other frameworks and papers have.

mod cosine_annealing;
mod cosine_hard_restarts;
mod cyclic;
mod inverse_square_root;
mod noam;
mod one_cycle;
mod one_cycle_corners;
mod one_cycle_momentum;
mod warmup_stable_decay;

pub use cosine_annealing::CosineAnnealing;
pub use cosine_hard_restarts::CosineHardRestarts;
pub use cyclic::{Cyclic, CyclicMode};
pub use inverse_square_root::InverseSquareRoot;
pub use noam::Noam;
pub use one_cycle::OneCycle;
pub use one_cycle_momentum::OneCycleMomentum;
pub use warmup_stable_decay::WarmupStableDecay;
