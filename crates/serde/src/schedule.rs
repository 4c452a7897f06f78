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
pub trait SerializableSchedule: LearningRateSchedule + DynClone + Debug + Send + Sync + AsAny {}

/// From the trait object to the type, which the language does by itself only since Rust 1.86.
pub trait AsAny: Any {
    /// The same as [`Any`].
    #[doc(hidden)]
    fn as_any(&self) -> &dyn Any;
}

impl<T: Any> AsAny for T {
    fn as_any(&self) -> &dyn Any {
        self
    }
}

dyn_clone::clone_trait_object!(SerializableSchedule);
