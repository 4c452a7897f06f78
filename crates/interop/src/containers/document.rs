//! What a file or a folder holds, whatever program wrote it.

use std::cell::RefCell;
use std::io::{Read, Seek};
use std::path::{Path, PathBuf};

use zip::ZipArchive;

use super::container::Container;
use super::hdf5::Hdf5;
use super::pickle;
use crate::model::InteropError;
use crate::values::Value;

/// A file or a folder that was opened.
pub(crate) struct Document<'r> {
    /// What it says; of a folder nothing.
    pub(crate) values: Value,
    pub(crate) container: Container,
    /// What else can be read there.
    pub(crate) neighbours: Neighbours<'r>,
    /// The JSON error, if the text was accepted only as Hjson.
    pub(crate) lax: Option<InteropError>,
    /// Whether the caller named the format.
    pub(crate) is_forced: bool,
    /// The name of the file, if it is known.
    pub(crate) name: Option<String>,
    /// What a model card says beside the values.
    pub(crate) beside: Value,
    /// Whether a comment says that this is a part of another configuration, as Hydra has it.
    pub(crate) is_part: bool,
}

impl Document<'_> {
    /// Values with nothing beside them.
    pub(crate) fn new(values: Value, container: Container) -> Self {
        Self {
            values,
            container,
            neighbours: Neighbours::None,
            lax: None,
            is_forced: false,
            name: None,
            beside: Value::Null,
            is_part: false,
        }
    }

    /// The values of a text; `None` if this is no text.
    pub(crate) fn text(&self) -> Option<&Value> {
        matches!(self.container, Container::Text(_)).then_some(&self.values)
    }

    /// The same with the name of its file.
    pub(crate) fn named(mut self, file: &Path) -> Self {
        self.name = file.file_name().and_then(|name| name.to_str()).map(str::to_owned);
        self
    }
}

/// What can be read beside the values.
pub(crate) enum Neighbours<'r> {
    None,
    Archive(RefCell<ZipArchive<Reader<'r>>>),
    Hdf5(RefCell<Hdf5<Reader<'r>>>),
    Folder(PathBuf),
}

/// A reader that can seek.
pub(crate) trait ReadSeek: Read + Seek {}

impl<R: Read + Seek> ReadSeek for R {}

/// The reader of a document, whatever its type.
pub(crate) type Reader<'r> = Box<dyn ReadSeek + 'r>;

/// What the formats want to see of containers that hold far more.
pub(crate) struct Wanted {
    /// The member of an archive that is JSON.
    pub(crate) member: &'static str,
    /// The attributes of an HDF5 file that are JSON.
    pub(crate) attributes: &'static [&'static str],
    pub(crate) pickled: pickle::Wanted,
    /// What a text is that is in none of the languages that are read.
    pub(crate) unread: fn(&str) -> Option<&'static str>,
}
