//! The links of a group: names of groups and datasets.

use std::io::{Read, Seek};

use super::btree_v2::{self, Kind};
use super::bytes::Bytes;
use super::fields::Fields;
use super::fractal_heap::FractalHeap;
use super::header::Header;
use super::{Result, symbol_table};

const LINK_INFO: u16 = 0x02;
const LINK: u16 = 0x06;
const SYMBOL_TABLE: u16 = 0x11;

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

/// Reads a link message; `None` if it is a link to a name.
fn read<R: Read + Seek>(bytes: &mut Bytes<R>, mut fields: Fields<'_>) -> Result<Option<Link>> {
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
