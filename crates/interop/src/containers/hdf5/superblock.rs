//! The superblock: how wide addresses are, where the file ends, where the root group is.

use std::io::{Read, Seek};

use super::bytes::Bytes;
use super::fields::{Fields, Sizes};
use super::{Hdf5Error, Result, checksum};

/// What a file begins with.
pub(crate) const SIGNATURE: [u8; 8] = *b"\x89HDF\r\n\x1a\n";

/// Reads the superblock at the beginning of a file, and says where the root group is.
pub(super) fn read<R: Read + Seek>(bytes: &mut Bytes<R>) -> Result<u64> {
    let start = bytes.block(0, 11)?;
    let mut fields = start.fields();
    if fields.take(SIGNATURE.len())?.rest() != SIGNATURE {
        return Err(start.fields().error("is no HDF5 signature"));
    }
    let (end, root) = match fields.version(&[0, 1, 2, 3], "a superblock")? {
        0 => old(bytes, 24)?,
        1 => old(bytes, 28)?,
        _ => new(bytes, sizes(fields)?)?,
    };
    if bytes.length() < end {
        let problem = format!("the file breaks off there, it should have {end} bytes");
        return Err(Hdf5Error::at(bytes.length(), problem));
    }
    Ok(root)
}

/// Versions 0 and 1, of HDF5 before 1.8, which is what Keras's files have to this day.
fn old<R: Read + Seek>(bytes: &mut Bytes<R>, addresses: u64) -> Result<(u64, u64)> {
    bytes.sizes = sizes(bytes.block(13, 2)?.fields())?;
    let block = bytes.block(addresses, 6 * u64::from(bytes.sizes.address))?;
    let mut fields = block.fields();
    // The base, the free space; after the end the driver and the name of the root group.
    fields.skip(2 * usize::from(bytes.sizes.address))?;
    let end = fields.defined_address("the end of the file")?;
    fields.skip(2 * usize::from(bytes.sizes.address))?;
    Ok((end, fields.defined_address("the root group")?))
}

/// Versions 2 and 3, of HDF5 1.8 and later.
fn new<R: Read + Seek>(bytes: &mut Bytes<R>, sizes: Sizes) -> Result<(u64, u64)> {
    bytes.sizes = sizes;
    let block = bytes.block(0, 12 + 4 * u64::from(sizes.address) + 4)?;
    let mut fields = checksum::verified(block.fields(), "superblock")?;
    // The base and the extension.
    fields.skip(12 + 2 * usize::from(sizes.address))?;
    Ok((fields.defined_address("the end of the file")?, fields.defined_address("the root group")?))
}

fn sizes(mut fields: Fields<'_>) -> Result<Sizes> {
    let at = fields;
    let (address, length) = (fields.u8()?, fields.u8()?);
    if [address, length].iter().all(|size| [2, 4, 8].contains(size)) {
        Ok(Sizes { address, length })
    } else {
        Err(at.error(format!("addresses of {address} and lengths of {length} bytes, which are not read")))
    }
}
