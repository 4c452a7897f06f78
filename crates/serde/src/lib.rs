#![doc = include_str!("../README.md")]

mod boxed;
mod budget;
mod builtin;
mod depth;
mod describe;
mod error;
mod explain;
mod fields;
mod foreign_names;
mod functions;
mod horizon;
mod into_box;
mod json;
mod learning_rate;
mod normalize;
mod register;
mod registry;
mod resolve;
mod schedule;
mod schema;
mod unit;
mod with_units;
mod words;
mod written;

pub use boxed::BoxSchedule;
pub use budget::JsonBudget;
pub use builtin::BuiltIn;
pub use depth::MAX_DEPTH;
pub use describe::{ClassDescription, Parameter, describe};
pub use error::{SerdeError, join_path};
pub use functions::{deserialize, from_class_config, from_config, from_json, get_config, serialize, to_json};
pub use horizon::Horizon;
pub use into_box::IntoBoxSchedule;
pub use json::{parse_json, parse_json_slice};
pub use learning_rate::LearningRate;
pub use registry::{class_names, is_registered, near_names, nearest_of};
pub use schedule::SerializableSchedule;
pub use schema::{config_schema, learning_rate_schema, schedule_schema};

/// What describes the configurations of classes; for `derive(JsonSchema)`.
pub use schemars;

/// What [`register_schedule!`] needs in the crate that calls it. Not for use by hand.
#[doc(hidden)]
pub mod __private {
    pub use inventory;
    pub use typetag;

    pub use crate::registry::Class;
}
