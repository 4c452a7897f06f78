//! The door between the page and glidepath.
//!
//! One function, [`ask`], takes a question as JSON and gives the answer as JSON, so that nothing but text
//! crosses. With the feature `readers` there are three more: [`read`], which reads a file piece by piece
//! through a [`Source`] that the page provides, [`check`], which takes the bytes of a log, and [`png`], whose
//! answer is bytes.

mod answer;
mod classes;
mod draw;
mod edit;
mod fields;
mod place;
mod question;
mod rate;
#[cfg(feature = "readers")]
mod readers;

pub use question::ask;
#[cfg(feature = "readers")]
pub use readers::{Source, check, png, read};
