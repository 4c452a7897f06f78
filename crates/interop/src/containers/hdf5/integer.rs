//! Datasets of one integer.

use std::io::{Read, Seek};

use super::bytes::Bytes;
use super::datatype::Datatype;
use super::fields::Fields;
use super::header::Header;
use super::{Hdf5Error, Result, dataspace};

const DATASPACE: u16 = 0x01;
const DATATYPE: u16 = 0x03;
const LAYOUT: u16 = 0x08;

/// Reads the value of a dataset, which must be one integer that is not negative.
pub(super) fn read<R: Read + Seek>(bytes: &mut Bytes<R>, header: &Header) -> Result<u64> {
    let message = |kind, what| {
        let message = header.one(kind);
        message.ok_or_else(|| Hdf5Error::at(header.address, format!("no dataset: it has no {what}")))
    };
    dataspace::expect_one_value(message(DATASPACE, "dataspace")?.fields()?)?;
    let datatype = message(DATATYPE, "datatype")?.fields()?;
    let Datatype::Integer { size, big_endian, signed } = Datatype::read(datatype)? else {
        return Err(datatype.error("text, expected an integer"));
    };

    let mut layout = message(LAYOUT, "data layout")?.fields()?;
    let at = layout;
    layout.version(&[3, 4, 5], "a data layout")?;
    match layout.u8()? {
        // In the header itself.
        0 => {
            layout.skip(2)?;
            value(layout.take(size.into())?, big_endian, signed)
        }
        // In one piece elsewhere.
        1 => {
            let block = bytes.block(layout.defined_address("the data")?, size.into())?;
            value(block.fields(), big_endian, signed)
        }
        class => Err(at.error(format!("a data layout of class {class}, which is not read"))),
    }
}

fn value(fields: Fields<'_>, big_endian: bool, signed: bool) -> Result<u64> {
    let append = |value: u64, byte: &u8| value << 8 | u64::from(*byte);
    let bytes = fields.rest();
    let value = if big_endian { bytes.iter().fold(0, append) } else { bytes.iter().rev().fold(0, append) };
    let sign = if big_endian { bytes.first() } else { bytes.last() };
    if signed && sign.is_some_and(|byte| byte & 0x80 != 0) {
        Err(fields.error("a negative number"))
    } else {
        Ok(value)
    }
}
