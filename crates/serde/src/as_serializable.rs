//! What the functions that write take.

use crate::{BoxSchedule, SerializableSchedule};

/// A schedule that can be written, however it is held: a value of a registered class, a [`BoxSchedule`], a trait object,
/// or a reference to one of these.
///
/// [`to_json`](crate::to_json), [`serialize`](crate::serialize) and [`get_config`](crate::get_config) take it. A schedule
/// composed by methods, such as `schedule.with_warmup(100)?`, becomes one by
/// [`boxed`](crate::IntoBoxSchedule::boxed).
pub trait AsSerializable {
    /// The schedule as a trait object.
    fn as_serializable(&self) -> &dyn SerializableSchedule;
}

impl<S: SerializableSchedule> AsSerializable for S {
    fn as_serializable(&self) -> &dyn SerializableSchedule {
        self
    }
}

impl AsSerializable for dyn SerializableSchedule {
    fn as_serializable(&self) -> &dyn SerializableSchedule {
        self
    }
}

impl AsSerializable for BoxSchedule {
    fn as_serializable(&self) -> &dyn SerializableSchedule {
        &**self
    }
}

impl AsSerializable for Box<dyn SerializableSchedule> {
    fn as_serializable(&self) -> &dyn SerializableSchedule {
        &**self
    }
}

impl AsSerializable for &BoxSchedule {
    fn as_serializable(&self) -> &dyn SerializableSchedule {
        &***self
    }
}

impl AsSerializable for &dyn SerializableSchedule {
    fn as_serializable(&self) -> &dyn SerializableSchedule {
        &**self
    }
}
