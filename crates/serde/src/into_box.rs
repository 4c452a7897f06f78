//! From a schedule of any type to one that can be written.

use glidepath_core::LearningRateSchedule;
use glidepath_schedules::{
    Clamped, Product, Repeated, Scaled, Sequential, Shifted, Stretched, Sum, Then, Warmup,
};

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
#[diagnostic::on_unimplemented(
    message = "`{Self}` cannot become a `BoxSchedule`",
    label = "not a registered schedule",
    note = "`register_schedule!({Self}, \"my_package>Name\");` registers a schedule of your own",
    note = "to keep it without a file, use `Box<dyn LearningRateSchedule>`"
)]
pub trait IntoBoxSchedule: LearningRateSchedule {
    /// The schedule on the heap, its parts as well, so that it can be written if it is not nested deeper than
    /// [`MAX_DEPTH`](crate::MAX_DEPTH). It gives the same rates.
    fn boxed(self) -> BoxSchedule;
}

impl IntoBoxSchedule for BoxSchedule {
    fn boxed(self) -> BoxSchedule {
        self
    }
}

impl<A: IntoBoxSchedule, B: IntoBoxSchedule> IntoBoxSchedule for Then<A, B> {
    /// A [`Sequential`], of as many parts as are joined one after the other.
    fn boxed(self) -> BoxSchedule {
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

impl<S: IntoBoxSchedule> IntoBoxSchedule for Scaled<S> {
    fn boxed(self) -> BoxSchedule {
        BoxSchedule::new(self.map_schedule(S::boxed))
    }
}

impl<S: IntoBoxSchedule> IntoBoxSchedule for Clamped<S> {
    fn boxed(self) -> BoxSchedule {
        BoxSchedule::new(self.map_schedule(S::boxed))
    }
}

impl<S: IntoBoxSchedule> IntoBoxSchedule for Shifted<S> {
    fn boxed(self) -> BoxSchedule {
        BoxSchedule::new(self.map_schedule(S::boxed))
    }
}

impl<S: IntoBoxSchedule> IntoBoxSchedule for Stretched<S> {
    fn boxed(self) -> BoxSchedule {
        BoxSchedule::new(self.map_schedule(S::boxed))
    }
}

impl<S: IntoBoxSchedule> IntoBoxSchedule for Warmup<S> {
    fn boxed(self) -> BoxSchedule {
        BoxSchedule::new(self.map_schedule(S::boxed))
    }
}

impl<S: IntoBoxSchedule> IntoBoxSchedule for Repeated<S> {
    fn boxed(self) -> BoxSchedule {
        BoxSchedule::new(self.map_schedule(S::boxed))
    }
}

impl<S: IntoBoxSchedule> IntoBoxSchedule for Sequential<S> {
    fn boxed(self) -> BoxSchedule {
        BoxSchedule::new(self.map_schedules(S::boxed))
    }
}

impl<S: IntoBoxSchedule> IntoBoxSchedule for Product<S> {
    fn boxed(self) -> BoxSchedule {
        BoxSchedule::new(self.map_schedules(S::boxed))
    }
}

impl<S: IntoBoxSchedule> IntoBoxSchedule for Sum<S> {
    fn boxed(self) -> BoxSchedule {
        BoxSchedule::new(self.map_schedules(S::boxed))
    }
}
