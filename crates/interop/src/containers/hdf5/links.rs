//! The links of a group.

use std::io::{Read, Seek};

use super::btree_v2::{self, Kind};
use super::bytes::Bytes;
use super::fields::Fields;
use super::fractal_heap::FractalHeap;
use super::header::Header;
use super::link::{Link, read};
use super::{Result, symbol_table};

const LINK_INFO: u16 = 0x02;
const LINK: u16 = 0x06;
const SYMBOL_TABLE: u16 = 0x11;

/// The links of a group, in no order. A dataset has none.
pub(super) fn all<R: Read + Seek>(bytes: &mut Bytes<R>, header: &Header) -> Result<Vec<Link>> {
    if let Some(message) = header.one(SYMBOL_TABLE) {
        return symbol_table::links(bytes, message.fields()?);
    }
    let mut links = Vec::new();
    for message in header.all(LINK) {
        links.extend(read(bytes, message.fields()?)?);
    }
    if let Some(message) = header.one(LINK_INFO) {
        links.extend(dense(bytes, message.fields()?)?);
    }
    Ok(links)
}

/// The links of a group that has many: in a heap, with a B-tree of their names.
fn dense<R: Read + Seek>(bytes: &mut Bytes<R>, mut info: Fields<'_>) -> Result<Vec<Link>> {
    info.version(&[0], "information on links")?;
    if info.u8()? & 1 != 0 {
        info.skip(8)?;
    }
    let Some(heap) = info.address()? else { return Ok(Vec::new()) };
    let tree = info.defined_address("a B-tree of names")?;
    let mut heap = FractalHeap::open(bytes, heap)?;
    let mut links = Vec::new();
    for mut record in btree_v2::records(bytes, tree, Kind::LinkNames)?.iter() {
        // The hash of the name.
        record.skip(4)?;
        let object = heap.object(bytes, record)?;
        links.extend(read(bytes, object.fields())?);
    }
    Ok(links)
}
