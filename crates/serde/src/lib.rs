#![doc = include_str!("../README.md")]
//!
//! # Start here
//!
//! [`BoxSchedule`], [`LearningRate`], [`from_json`], [`to_json`], [`register_schedule!`], [`Horizon`] and
//! [`MAX_DEPTH`].
#![cfg_attr(docsrs, feature(doc_cfg))]

mod as_serializable;
mod boxed;
mod budget;
mod builtin;
mod depth;
#[cfg(feature = "schema")]
mod describe;
mod error;
mod explain;
#[cfg(feature = "schema")]
mod fields;
mod foreign_names;
mod functions;
mod horizon;
mod into_box;
mod json;
mod learning_rate;
mod named_class;
mod nearest;
mod normalize;
mod register;
mod registry;
#[cfg(feature = "schema")]
mod resolve;
mod schedule;
#[cfg(feature = "schema")]
mod schema;
mod unit;
#[cfg(feature = "schema")]
mod with_units;
#[cfg(feature = "schema")]
mod words;
mod written;

pub use as_serializable::AsSerializable;
pub use boxed::BoxSchedule;
pub use budget::JsonBudget;
pub use builtin::BuiltIn;
pub use depth::MAX_DEPTH;
#[cfg(feature = "schema")]
pub use describe::{ClassDescription, Parameter, describe};
pub use error::{SerdeError, join_path};
pub use functions::{deserialize, from_class_config, from_config, from_json, get_config, serialize, to_json};
pub use horizon::{Horizon, RunLengths};
pub use into_box::IntoBoxSchedule;
pub use json::{parse_json, parse_json_slice};
pub use learning_rate::LearningRate;
pub use nearest::{did_you_mean, instead_of, nearest_of};
pub use registry::{class_names, is_registered, near_names};
pub use schedule::SerializableSchedule;
#[cfg(feature = "schema")]
pub use schema::{config_schema, learning_rate_schema, schedule_schema};

/// The crate that describes the configurations of classes, for `derive(JsonSchema)`.
#[cfg(feature = "schema")]
pub use schemars;

/// What [`register_schedule!`] needs in the crate that calls it. Not for use by hand.
#[doc(hidden)]
pub mod __private {
    pub use inventory;
    pub use typetag;

    pub use crate::into_box::Boxable;
    pub use crate::registry::Class;
}
