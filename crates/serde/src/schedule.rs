//! The trait of schedules that a file can name.

use std::any::Any;
use std::fmt::Debug;

use dyn_clone::DynClone;
use glidepath_core::LearningRateSchedule;

/// A schedule that is read and written by the name of its class.
///
/// A trait object of it serializes as `{"class_name": …, "config": {…}}`, in any format that serde knows.
/// Implement it through [`register_schedule!`](crate::register_schedule), which needs a type that is
/// [`Serialize`](serde::Serialize) and [`Deserialize`](serde::Deserialize).
#[typetag::serde(tag = "class_name", content = "config")]
pub trait SerializableSchedule: LearningRateSchedule + DynClone + Debug + Send + Sync + Any {}

dyn_clone::clone_trait_object!(SerializableSchedule);
