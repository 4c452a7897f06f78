//! A link: the name of a group or dataset in a group.

use std::io::{Read, Seek};

use super::Result;
use super::bytes::Bytes;
use super::fields::Fields;

/// What an object is called in a group.
#[derive(Debug)]
pub(crate) struct Link {
    pub(crate) name: String,
    /// Where the object is.
    pub(crate) target: u64,
}

impl Link {
    pub(super) fn new<R: Read + Seek>(bytes: &mut Bytes<R>, name: Fields<'_>, target: u64) -> Result<Self> {
        let name = bytes.copy(name)?;
        Ok(Self { name: String::from_utf8_lossy(name.bytes()).into_owned(), target })
    }
}

/// Reads a link message; `None` if it is a link to a name.
pub(super) fn read<R: Read + Seek>(bytes: &mut Bytes<R>, mut fields: Fields<'_>) -> Result<Option<Link>> {
    fields.version(&[1], "a link")?;
    let flags = fields.u8()?;
    let kind = if flags & 8 == 0 { 0 } else { fields.u8()? };
    if flags & 4 != 0 {
        // The order in which the links were made.
        fields.skip(8)?;
    }
    if flags & 16 != 0 {
        // The encoding of the name.
        fields.skip(1)?;
    }
    let length = fields.unsigned(1 << (flags & 3))?;
    let name = fields.take(usize::try_from(length).unwrap_or(usize::MAX))?;
    if kind != 0 {
        return Ok(None);
    }
    Link::new(bytes, name, fields.defined_address("an object")?).map(Some)
}
