//! Puts a key into an example file, and judges what the readers make of it: is the file misread?
//!
//! A key that speaks of a schedule must be refused, passed over where the format's own list says so, or be
//! one that the format's reader takes there. A key that says nothing of the rate must change nothing.

mod accepted;
mod corpus;
mod form;
mod judge;
mod keys;
mod pickle;
mod place;

pub use corpus::{Example, examples};
pub use form::Form;
pub use judge::{Counts, Verdict, put_harmless, put_speaking, same_rates, take_away};
pub use keys::{HARMLESS, SPEAKING, Spelling, harmless_value, spellings, values};
pub use place::{Step, display, get, objects, with};
