//! Keras: models, optimizers and schedules.

mod class;
pub(crate) mod h5;
pub(crate) mod notes;
pub(crate) mod optimizer;
mod optimizer_map;
pub(crate) mod read;
pub(crate) mod step;
mod write;
mod write_class;

pub use write::{to_keras2, to_keras3};
