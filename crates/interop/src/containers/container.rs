//! The kinds of files that hold values.

use super::language::Language;
use crate::model::Source;

/// What holds the values.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Container {
    /// Text in one of several languages.
    Text(Language),
    /// A zip archive with a `config.json`.
    Archive,
    /// An HDF5 file.
    Hdf5,
    /// A file of `torch.save`.
    Torch,
    /// A file of `torch.save` before PyTorch 1.6.
    TorchLegacy,
    /// A file of `pickle.dump`.
    Pickle,
    /// A folder.
    Folder,
}

impl Container {
    /// What a pickled file is, where its values alone matter.
    pub(crate) fn pickled_source(self) -> Source {
        match self {
            Self::Torch => Source::file("torch", "a PyTorch file"),
            Self::TorchLegacy => Source::file("torch-legacy", "a PyTorch file of the format before 1.6"),
            _ => Source::file("pickle", "a Python pickle"),
        }
    }

    /// Whether it is pickled.
    pub(crate) fn is_pickled(self) -> bool {
        matches!(self, Self::Torch | Self::TorchLegacy | Self::Pickle)
    }
}
