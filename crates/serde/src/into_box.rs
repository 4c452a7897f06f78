//! From a schedule of any type to one that can be written.

use glidepath_core::LearningRateSchedule;
use glidepath_schedules::{Sequential, Then};

use crate::BoxSchedule;

/// What can become a [`BoxSchedule`]: every registered class, and whatever is composed of them.
///
/// ```
/// use glidepath::prelude::*;
/// use glidepath::to_json;
///
/// let schedule = CosineDecay::new(0.1, 900)?.with_warmup(100)?.then(1_000, Constant::new(0.001)?)?;
/// let text = to_json(&schedule.clone().boxed())?;
/// assert!(text.starts_with(r#"{"class_name":"Sequential","config":{"schedules":[{"class_name":"Warmup""#));
/// assert_eq!(glidepath::from_json(&text)?, schedule.boxed());
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub trait IntoBoxSchedule: LearningRateSchedule {
    /// The schedule on the heap, its parts as well, so that it can be written if it is not nested deeper than
    /// [`MAX_DEPTH`](crate::MAX_DEPTH). It gives the same rates.
    fn boxed(self) -> BoxSchedule;
}

impl<S: Boxable> IntoBoxSchedule for S {
    fn boxed(self) -> BoxSchedule {
        self.into_box_schedule()
    }
}

/// What [`IntoBoxSchedule`] rests on: a trait of its own, so that the compiler can say how a schedule gets
/// it.
///
/// [`register_schedule!`](crate::register_schedule) implements it.
#[doc(hidden)]
#[diagnostic::on_unimplemented(
    message = "`{Self}` is not a registered schedule",
    label = "no file can name it",
    note = "to register a schedule of your own: `register_schedule!({Self}, \"my_package>Name\");`",
    note = "to box one without registering it: `Box<dyn LearningRateSchedule>`"
)]
pub trait Boxable: LearningRateSchedule {
    /// As [`IntoBoxSchedule::boxed`].
    fn into_box_schedule(self) -> BoxSchedule;
}

impl Boxable for BoxSchedule {
    fn into_box_schedule(self) -> BoxSchedule {
        self
    }
}

impl<A: IntoBoxSchedule, B: IntoBoxSchedule> Boxable for Then<A, B> {
    /// A [`Sequential`] of all parts that are joined one after the other.
    fn into_box_schedule(self) -> BoxSchedule {
        let (first, boundary, next) = self.into_parts();
        let first = first.boxed();
        let (mut schedules, mut boundaries) = match first.downcast_ref::<Sequential<BoxSchedule>>() {
            Some(joined) if joined.name().is_none() && joined.boundaries().iter().all(|&b| b < boundary) => {
                (joined.schedules().to_vec(), joined.boundaries().to_vec())
            }
            _ => (vec![first], Vec::new()),
        };
        schedules.push(next.boxed());
        boundaries.push(boundary);
        BoxSchedule::new(Sequential::new(schedules, boundaries).expect("the boundaries increase"))
    }
}
