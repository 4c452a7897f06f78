//! Keras archives: zip files with a `config.json` beside the weights.

use std::io::{Read, Seek};

use zip::ZipArchive;
use zip::result::ZipError;

use crate::InteropError;

/// Of how many bytes a file's kind is told.
pub(crate) const SIGNATURE_LENGTH: u64 = 8;

/// The most that `config.json` may inflate to. The largest models have a few MiB.
const CONFIG_LIMIT: u64 = 64 << 20;

/// Whether a file that begins so is a zip archive, be it an empty one.
pub(crate) fn is_zip(start: &[u8]) -> bool {
    start.starts_with(b"PK\x03\x04") || start.starts_with(b"PK\x05\x06")
}

/// Whether a file that begins so is HDF5.
pub(crate) fn is_hdf5(start: &[u8]) -> bool {
    start.starts_with(b"\x89HDF\r\n\x1a\n")
}

/// Inflates `config.json`, and nothing else. The size that the archive declares is not trusted.
pub(crate) fn read_config<R: Read + Seek>(reader: R) -> Result<Vec<u8>, InteropError> {
    let mut archive = ZipArchive::new(reader).map_err(|error| InteropError::Archive(message(error)))?;
    let member = match archive.by_name("config.json") {
        Ok(member) => member,
        Err(ZipError::FileNotFound) => return Err(InteropError::NoConfig),
        Err(error) => return Err(InteropError::Config(message(error))),
    };
    let mut config = Vec::new();
    member
        .take(CONFIG_LIMIT + 1)
        .read_to_end(&mut config)
        .map_err(|error| InteropError::Config(error.to_string()))?;
    if u64::try_from(config.len()).is_ok_and(|length| length <= CONFIG_LIMIT) {
        Ok(config)
    } else {
        Err(InteropError::ConfigTooLarge { limit: CONFIG_LIMIT })
    }
}

/// The text of an error without what we say already.
fn message(error: ZipError) -> String {
    match error {
        ZipError::Io(error) => error.to_string(),
        ZipError::InvalidArchive(detail) => detail.into_owned(),
        error => error.to_string(),
    }
}
