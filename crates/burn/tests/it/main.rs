//! The tests of this package: one program, which is built and linked once.

mod configurations;
#[cfg(feature = "serde")]
mod json;
#[cfg(feature = "serde")]
mod kill_and_resume;
mod logged;
mod record;
mod scheduler;
mod updates;
