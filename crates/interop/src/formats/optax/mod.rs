//! The schedules of optax, by the names of its functions and their keyword arguments.
//!
//! optax's schedules are closures, which no file holds. What a file can hold is the call:
//!
//! ```
//! use glidepath_core::LearningRateSchedule;
//! use serde_json::json;
//!
//! let call = json!({"function": "warmup_cosine_decay_schedule", "kwargs":
//!     {"init_value": 0.0, "peak_value": 0.5, "warmup_steps": 100, "decay_steps": 1100}});
//! let imported = glidepath_interop::import_bytes(call.to_string().as_bytes())?;
//! assert_eq!(imported.learning_rate.learning_rate(600), 0.25);
//! # Ok::<(), glidepath_interop::InteropError>(())
//! ```
//!
//! The names and defaults are those of optax 0.2.8. The rates are what its documentation says, as a formula
//! of real numbers: where optax computes something else, a [`Note`](crate::Note) says so. Boundaries,
//! integers in Python, are text where JSON wants the keys of an object to be so: `{"boundaries_and_scales":
//! {"1000": 0.1}}`. Within `join_schedules`, `schedules` is a list of such calls, of optax and of
//! [`flax`](crate::formats::flax).
//!
//! A one-cycle schedule whose first phase has no steps begins at its peak, as in optax. Where other phases
//! end at the same step, or `warmup_constant_schedule` has no steps to warm up in, the call is refused.

mod cosine;
mod exact;
mod exponential;
mod join;
mod notes;
mod one_cycle;
mod piecewise;
mod polynomial;
mod steps;
mod warmup;
pub(super) mod write;

use super::call::{self, Function, Table};
use super::flax;
use super::format::{Format, Reading};
use crate::model::{Built, InteropError, Source};
use crate::values::account::Harmless;

/// The call of a function.
const SOURCE: Source = Source::text("optax", "an optax schedule");

/// The functions by their names.
const FUNCTIONS: [(&str, Function); 14] = [
    ("constant_schedule", polynomial::constant),
    ("linear_schedule", polynomial::linear),
    ("polynomial_schedule", polynomial::polynomial),
    ("piecewise_constant_schedule", piecewise::constant),
    ("piecewise_interpolate_schedule", piecewise::interpolate),
    ("exponential_decay", exponential::decay),
    ("cosine_decay_schedule", cosine::decay),
    ("linear_onecycle_schedule", one_cycle::linear),
    ("cosine_onecycle_schedule", one_cycle::cosine),
    ("warmup_constant_schedule", warmup::constant),
    ("warmup_cosine_decay_schedule", warmup::cosine_decay),
    ("warmup_exponential_decay_schedule", warmup::exponential_decay),
    ("sgdr_schedule", join::sgdr),
    ("join_schedules", join::schedules),
];

/// What `join_schedules` may join: schedules of flax, too.
const TABLES: [Table; 2] = [(SOURCE, &FUNCTIONS), flax::TABLE];

pub(super) const FORMAT: Format = Format {
    name: "optax",
    title: "optax",
    marks: "`function` and `kwargs`, with the name of a function of optax",
    built_on: &[],
    mark: |document| call::mark(document, TABLES[0], &TABLES[1..]),
    reading: Reading::By(|document, _| call::read_file(&document.values, &TABLES)),
    harmless: Harmless { keys: &[], branches: &[] },
    reads_hjson: false,
};

/// The schedule that optax's function of that name gives for these keyword arguments.
///
/// ```
/// use glidepath_core::LearningRateSchedule;
/// use serde_json::json;
///
/// let kwargs = json!({"init_value": 1.0, "boundaries_and_scales": {"100": 0.5, "200": 0.25}});
/// let built = glidepath_interop::optax::schedule("piecewise_constant_schedule", &kwargs)?;
/// assert_eq!(built.schedule.learning_rate(100), 0.5);
/// assert_eq!(built.schedule.learning_rate(200), 0.125);
/// assert_eq!(built.notes, []);
/// # Ok::<(), glidepath_interop::InteropError>(())
/// ```
///
/// # Errors
///
/// If there is no such function, or the arguments are not its own, not of its types, or out of their ranges.
/// A rate must be finite and at least 0.
pub fn schedule(function: &str, kwargs: &serde_json::Value) -> Result<Built, InteropError> {
    call::built(&TABLES, function, kwargs)
}
