//! One rate, from one rate to another along a curve, or through points.

mod constant;
mod curve;
mod interpolated;
mod interpolation;
mod power_law;
pub(crate) mod ramp;
mod table;
mod transition;
mod transition_restarts;

pub use constant::Constant;
pub use curve::Curve;
pub use interpolated::Interpolated;
pub use interpolation::Interpolation;
pub use power_law::PowerLaw;
pub use table::Table;
pub use transition::Transition;
pub use transition_restarts::TransitionRestarts;
