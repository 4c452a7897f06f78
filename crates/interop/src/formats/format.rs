//! A row of the table of formats.

use glidepath_serde::Horizon;

use crate::containers::Document;
use crate::model::{Import, InteropError};
use crate::values::account::Harmless;

/// A row of the table of formats.
#[derive(Debug)]
pub(crate) struct Format {
    /// What `--from` and the list call it.
    pub(crate) name: &'static str,
    /// The program, or what the file is, in words.
    pub(crate) title: &'static str,
    /// The marks in words, for the list.
    pub(crate) marks: &'static str,
    /// The formats that this one is built on: where both are marked, this one reads the file.
    pub(crate) built_on: &'static [&'static str],
    /// The mark of a document, as `` `lr_scheduler_type` ``; `None` if it has none.
    pub(crate) mark: fn(&Document<'_>) -> Option<String>,
    pub(crate) reading: Reading,
    /// Keys that the reader does not take and that do not affect the rate.
    pub(crate) harmless: Harmless,
    /// Whether the program takes Hjson for JSON.
    pub(crate) reads_hjson: bool,
}

/// Whether a format is read.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Reading {
    /// It is.
    By(fn(&Document<'_>, &Horizon) -> Result<Import, InteropError>),
    /// It is recognized and refused, with what could be done instead.
    Refused(&'static str),
}
