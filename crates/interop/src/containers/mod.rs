//! From the bytes of a file, or a folder, to values. Nothing in here knows of schedules.

pub(crate) mod archive;
pub(crate) mod hdf5;
pub(crate) mod markup;
pub(crate) mod pickle;
pub(crate) mod torch_file;
