//! From the bytes of a file, or a folder, to values. Nothing in here knows of schedules.

pub(crate) mod archive;
mod card_table;
mod container;
mod document;
pub(crate) mod hdf5;
pub(crate) mod hjson;
mod json;
mod language;
pub(crate) mod markup;
mod model_card;
#[cfg(test)]
mod mutations;
mod open;
pub(crate) mod pickle;
pub(crate) mod protobuf;
pub(crate) mod python;
mod scan;
pub(crate) mod torch_file;
mod tree;

pub(crate) use container::Container;
pub(crate) use document::{Document, Neighbours, Wanted};
pub(crate) use json::{parse as json, parse_at as json_at};
pub(crate) use language::Language;
pub(crate) use open::{open, open_file, open_folder, open_json, open_pickle, read_file};
