//! Archives: zip files, of Keras with a `config.json` beside the weights, of PyTorch with a `data.pkl`.

use std::borrow::Cow;
use std::io::{Read, Seek};

use zip::ZipArchive;
use zip::read::{ArchiveOffset, Config};
use zip::result::ZipError;

use crate::containers::hdf5::SIGNATURE;
use crate::model::InteropError;

/// The number of bytes that decide the type of a file.
pub(crate) const SIGNATURE_LENGTH: u64 = 8;

/// The most that `config.json` may inflate to. The largest models have a few MiB.
const CONFIG_LIMIT: u64 = 32 << 20;

/// Whether a file that begins like this is a zip archive, which may be empty.
pub(crate) fn is_zip(start: &[u8]) -> bool {
    start.starts_with(b"PK\x03\x04") || start.starts_with(b"PK\x05\x06")
}

/// Whether a file that begins so is HDF5.
pub(crate) fn is_hdf5(start: &[u8]) -> bool {
    start.starts_with(&SIGNATURE)
}

/// Opens an archive, which begins where the file does: [`is_zip`] has seen to that.
///
/// Left to find out the beginning, the crate takes PyTorch's archives for longer ones by the length of the
/// records between directory and end, where the first entry of the directory has that length: where the
/// file's name has 21 characters.
pub(crate) fn open<R: Read + Seek>(reader: R) -> Result<ZipArchive<R>, InteropError> {
    let config = Config { archive_offset: ArchiveOffset::Known(0) };
    ZipArchive::with_config(config, reader)
        .map_err(|error| InteropError::new(format!("damaged zip archive: {}", message(error))))
}

/// Inflates `config.json`, and nothing else.
pub(crate) fn read_config<R: Read + Seek>(archive: &mut ZipArchive<R>) -> Result<Vec<u8>, InteropError> {
    read_member(archive, "config.json", CONFIG_LIMIT).map_err(|error| match error {
        MemberError::Damaged(problem) => {
            InteropError::new(format!("damaged Keras archive: `config.json`: {problem}"))
        }
        MemberError::TooLarge => {
            InteropError::new(format!("`config.json` inflates to more than {} MiB", CONFIG_LIMIT >> 20))
        }
    })
}

/// The error for an archive that has none of the files that are looked for.
pub(crate) fn unknown() -> InteropError {
    InteropError::new("a zip archive without `config.json` or `data.pkl`, so neither of Keras nor of PyTorch")
}

/// The name of the pickle in an archive of PyTorch: it is in a folder named after the file.
pub(crate) fn pickle_name<R: Read + Seek>(archive: &ZipArchive<R>) -> Option<String> {
    let is_pickle = |name: &str| {
        let folder = name.strip_suffix("data.pkl");
        folder.is_some_and(|folder| folder.is_empty() || folder.ends_with('/'))
    };
    archive.file_names().flatten().find(|name| is_pickle(name)).map(Cow::into_owned)
}

/// Inflates a member of an archive. The size that the archive declares is not trusted.
pub(crate) fn read_member<R: Read + Seek>(
    archive: &mut ZipArchive<R>,
    name: &str,
    limit: u64,
) -> Result<Vec<u8>, MemberError> {
    let member = archive.by_name(name).map_err(|error| MemberError::Damaged(message(error)))?;
    let mut content = Vec::new();
    let read = member.take(limit.saturating_add(1)).read_to_end(&mut content);
    read.map_err(|error| MemberError::Damaged(error.to_string()))?;
    if u64::try_from(content.len()).is_ok_and(|length| length <= limit) {
        Ok(content)
    } else {
        Err(MemberError::TooLarge)
    }
}

/// Why a member of an archive could not be read.
#[derive(Debug)]
pub(crate) enum MemberError {
    Damaged(String),
    TooLarge,
}

/// The text of an error without what we say already.
fn message(error: ZipError) -> String {
    match error {
        ZipError::Io(error) => error.to_string(),
        ZipError::InvalidArchive(detail) => detail.into_owned(),
        error => error.to_string(),
    }
}
