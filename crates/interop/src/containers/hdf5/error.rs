//! What can be wrong with an HDF5 file.

use std::io;

use crate::model::InteropError;

/// The result of reading it.
pub(super) type Result<T> = std::result::Result<T, Hdf5Error>;

/// Why an HDF5 file could not be read.
#[derive(Debug)]
pub(crate) enum Hdf5Error {
    /// The reader failed.
    Io(io::Error),
    /// What is in the file cannot be, or is of a kind that is not read.
    At {
        /// Where in the file.
        offset: u64,
        /// What is wrong there.
        problem: String,
    },
}

impl Hdf5Error {
    pub(super) fn at(offset: u64, problem: impl Into<String>) -> Self {
        Self::At { offset, problem: problem.into() }
    }
}

impl From<Hdf5Error> for InteropError {
    fn from(error: Hdf5Error) -> Self {
        match error {
            Hdf5Error::Io(error) => error.into(),
            Hdf5Error::At { offset, problem } => {
                Self::new(format!("unreadable HDF5: at byte {offset}: {problem}"))
            }
        }
    }
}
