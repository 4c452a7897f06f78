#![doc = include_str!("../README.md")]

mod boxed;
mod builtin;
mod depth;
mod error;
mod explain;
mod foreign_names;
mod functions;
mod into_box;
mod json;
mod learning_rate;
mod normalize;
mod registry;
mod schedule;

pub use boxed::BoxSchedule;
pub use depth::MAX_DEPTH;
pub use error::SerdeError;
pub use functions::{deserialize, from_class_config, from_config, from_json, get_config, serialize, to_json};
pub use into_box::IntoBoxSchedule;
pub use json::{parse_json, parse_json_slice};
pub use learning_rate::LearningRate;
pub use registry::{class_names, is_registered, near_names};
pub use schedule::SerializableSchedule;

/// What [`register_schedule!`] needs in the crate that calls it. Not for use by hand.
#[doc(hidden)]
pub mod __private {
    pub use inventory;
    pub use typetag;

    pub use crate::registry::ClassName;
}
