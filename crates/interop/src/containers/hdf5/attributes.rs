//! Where the attributes of an object are: in its header, or many or long ones in a heap.

use std::io::{Read, Seek};

use super::attribute::Attribute;
use super::btree_v2::{self, Kind};
use super::bytes::{Block, Bytes};
use super::fields::Fields;
use super::fractal_heap::FractalHeap;
use super::header::Header;
use super::{Result, checksum};

const ATTRIBUTE: u16 = 0x0c;
const ATTRIBUTE_INFO: u16 = 0x15;

/// Looks at the attribute of that name, if there is one.
pub(super) fn find<R: Read + Seek, T>(
    bytes: &mut Bytes<R>,
    header: &Header,
    name: &str,
    look: impl FnOnce(Attribute<'_>, &mut Bytes<R>) -> Result<T>,
) -> Result<Option<T>> {
    for message in header.all(ATTRIBUTE) {
        let attribute = Attribute::read(message.fields()?)?;
        if attribute.name == name.as_bytes() {
            return look(attribute, bytes).map(Some);
        }
    }
    let Some(message) = header.one(ATTRIBUTE_INFO) else { return Ok(None) };
    for object in dense(bytes, message.fields()?, name)? {
        let attribute = Attribute::read(object.fields())?;
        if attribute.name == name.as_bytes() {
            return look(attribute, bytes).map(Some);
        }
    }
    Ok(None)
}

/// The attributes in the heap whose names have the same hash as this one.
fn dense<R: Read + Seek>(bytes: &mut Bytes<R>, mut info: Fields<'_>, name: &str) -> Result<Vec<Block>> {
    info.version(&[0], "information on attributes")?;
    if info.u8()? & 1 != 0 {
        // The greatest number that an attribute was made with.
        info.skip(2)?;
    }
    let Some(heap) = info.address()? else { return Ok(Vec::new()) };
    let tree = info.defined_address("a B-tree of names")?;
    let mut heap = FractalHeap::open(bytes, heap)?;
    let hash = checksum::lookup3(name.as_bytes());
    let mut objects = Vec::new();
    for record in btree_v2::records(bytes, tree, Kind::AttributeNames)?.iter() {
        let mut fields = record;
        fields.skip(8)?;
        let shared = fields.u8()? & 2 != 0;
        // With which number it was made.
        fields.skip(4)?;
        if fields.u32()? == hash {
            if shared {
                return Err(record.error("a shared attribute, which is not read"));
            }
            objects.push(heap.object(bytes, record)?);
        }
    }
    Ok(objects)
}
