//! From the bytes of a file, or a folder, to values. Nothing in here knows of schedules.

pub(crate) mod archive;
pub(crate) mod hdf5;
#[cfg_attr(not(any(test, fuzzing)), expect(dead_code, reason = "no format takes it up yet"))]
pub(crate) mod hjson;
pub(crate) mod markup;
#[cfg(test)]
mod mutations;
pub(crate) mod pickle;
#[cfg_attr(not(any(test, fuzzing)), expect(dead_code, reason = "no format takes it up yet"))]
pub(crate) mod protobuf;
#[cfg_attr(not(any(test, fuzzing)), expect(dead_code, reason = "no format takes it up yet"))]
pub(crate) mod python;
mod scan;
pub(crate) mod torch_file;
