//! Attributes: values with a name that an object carries in its header.

use std::io::{Read, Seek};

use super::bytes::Bytes;
use super::datatype::{Datatype, Padding};
use super::fields::Fields;
use super::global_heap::Reference;
use super::{Result, dataspace};

/// The longest text that is read. As JSON it may need a hundred times as much memory.
const TEXT_LIMIT: u64 = 2 << 20;

/// An attribute whose value is not looked at yet.
#[derive(Clone, Copy, Debug)]
pub(super) struct Attribute<'a> {
    pub(super) name: &'a [u8],
    datatype: Fields<'a>,
    dataspace: Fields<'a>,
    value: Fields<'a>,
    shared: bool,
}

impl<'a> Attribute<'a> {
    pub(super) fn read(mut fields: Fields<'a>) -> Result<Self> {
        let version = fields.version(&[1, 2, 3], "an attribute")?;
        let shared = fields.u8()? & 3 != 0 && version > 1;
        let lengths = [fields.u16()?, fields.u16()?, fields.u16()?].map(usize::from);
        if version == 3 {
            // The encoding of the name; those we look for are ASCII.
            fields.skip(1)?;
        }
        // Version 1 pads each part to eight bytes.
        let unit = if version == 1 { 8 } else { 1 };
        let [name, datatype, dataspace] = lengths.map(|length| length.next_multiple_of(unit));
        Ok(Self {
            name: fields.take(name)?.until_zero()?.rest(),
            datatype: fields.take(datatype)?,
            dataspace: fields.take(dataspace)?,
            value: fields,
            shared,
        })
    }
}

/// The value, if it is one text.
pub(super) fn text<R: Read + Seek>(attribute: Attribute<'_>, bytes: &mut Bytes<R>) -> Result<Vec<u8>> {
    if attribute.shared {
        return Err(attribute.datatype.error("a shared datatype, which is not read"));
    }
    dataspace::expect_one_value(attribute.dataspace)?;
    let mut value = attribute.value;
    match Datatype::read(attribute.datatype)? {
        Datatype::FixedText { size, padding } => {
            let size = usize::try_from(size).unwrap_or(usize::MAX);
            let text = padding.strip(value.take(size)?.rest());
            limit(value, text.len().try_into().unwrap_or(u64::MAX))?;
            Ok(text.to_owned())
        }
        Datatype::Text => {
            let reference = Reference::read(value)?;
            limit(value, reference.length)?;
            let text = reference.text(bytes)?;
            Ok(Padding::Zeros.strip(&text).to_owned())
        }
        Datatype::Integer { .. } => Err(value.error("an integer, expected text")),
    }
}

fn limit(at: Fields<'_>, length: u64) -> Result<()> {
    if length <= TEXT_LIMIT {
        Ok(())
    } else {
        Err(at.error(format!("a text of {length} bytes, more than {} MiB", TEXT_LIMIT >> 20)))
    }
}
