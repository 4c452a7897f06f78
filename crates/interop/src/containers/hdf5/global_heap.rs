//! The global heap: where texts of any length are.

use std::io::{Read, Seek};

use super::Result;
use super::bytes::{Block, Bytes};
use super::fields::Fields;

/// Where a text is: how long it is, in which collection, under which number.
#[derive(Clone, Copy, Debug)]
pub(super) struct Reference {
    pub(super) length: u64,
    collection: Option<u64>,
    number: u32,
}

impl Reference {
    pub(super) fn read(mut fields: Fields<'_>) -> Result<Self> {
        Ok(Self { length: fields.u32()?.into(), collection: fields.address()?, number: fields.u32()? })
    }

    /// The text that is there.
    pub(super) fn text<R: Read + Seek>(self, bytes: &mut Bytes<R>) -> Result<Vec<u8>> {
        let Some(collection) = self.collection.filter(|_| self.length > 0) else { return Ok(Vec::new()) };
        // The collection begins with as many bytes as each of its objects, a multiple of eight.
        let prefix = (8 + u64::from(bytes.sizes.length)).next_multiple_of(8);
        let start = bytes.block(collection, prefix)?;
        let mut fields = start.fields();
        fields.signature(*b"GCOL", "global heap")?;
        fields.version(&[1], "a global heap")?;
        fields.skip(3)?;
        let end = collection.saturating_add(fields.length()?);

        let mut address = collection.saturating_add(prefix);
        while address.saturating_add(prefix) <= end {
            let object = bytes.block(address, prefix)?;
            let mut fields = object.fields();
            let number = u32::from(fields.u16()?);
            fields.skip(6)?;
            let size = fields.length()?;
            let content = address.saturating_add(prefix);
            if number == self.number && size >= self.length {
                return bytes.block(content, self.length).map(Block::into_bytes);
            }
            // Number 0 is the free space after the last one.
            if number == self.number || number == 0 {
                break;
            }
            address = content.saturating_add(size.checked_next_multiple_of(8).unwrap_or(u64::MAX));
        }
        let Self { number, length, .. } = self;
        Err(start.fields().error(format!("the global heap has no text {number} of {length} bytes")))
    }
}
