//! What the functions that write take.

use crate::{BoxSchedule, SerializableSchedule};

/// A schedule that can be written, however it is held: a value of a registered class, a [`BoxSchedule`], a
/// trait object, or a reference to one of these.
///
/// [`to_json`](crate::to_json), [`serialize`](crate::serialize) and [`get_config`](crate::get_config) take
/// it. A schedule composed by methods, such as `schedule.with_warmup(100)?`, becomes one by
/// [`boxed`](crate::IntoBoxSchedule::boxed).
#[diagnostic::on_unimplemented(
    message = "`{Self}` is not a schedule that can be written",
    label = "no file can name it",
    note = "a schedule that is composed by methods becomes one by `.boxed()`",
    note = "to register a schedule of your own: `register_schedule!({Self}, \"my_package>Name\");`"
)]
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
