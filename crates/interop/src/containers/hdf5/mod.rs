//! A small reader of HDF5: the texts and integers that Keras leaves beside the weights.
//!
//! Of the format it has what the HDF5 library writes for these, before version 1.8 and since: no chunks, no
//! filters, no shared messages. It reads pieces of a few bytes and, whatever a file says of itself, no more
//! than 16 MiB of them. Structures that have a checksum are compared with it. After the HDF5 File Format
//! Specification, version 3.0.

mod attribute;
mod attributes;
mod btree_v2;
mod bytes;
mod checksum;
mod dataspace;
mod datatype;
mod doubling_table;
mod error;
mod fields;
mod fractal_heap;
mod global_heap;
mod header;
mod integer;
mod link;
mod links;
mod superblock;
mod symbol_table;

use std::io::{Read, Seek};

use bytes::Bytes;
use error::Result;
use header::Header;

pub(crate) use error::Hdf5Error;
pub(crate) use link::Link;
pub(crate) use superblock::SIGNATURE;

/// An HDF5 file.
#[derive(Debug)]
pub(crate) struct Hdf5<R> {
    bytes: Bytes<R>,
    root: u64,
}

/// A group or a dataset.
#[derive(Debug)]
pub(crate) struct Object(Header);

impl<R: Read + Seek> Hdf5<R> {
    pub(crate) fn open(reader: R) -> Result<Self> {
        let mut bytes = Bytes::new(reader)?;
        let root = superblock::read(&mut bytes)?;
        Ok(Self { bytes, root })
    }

    /// The group that all others are in.
    pub(crate) fn root(&mut self) -> Result<Object> {
        Header::read(&mut self.bytes, self.root).map(Object)
    }

    /// What a link leads to.
    pub(crate) fn follow(&mut self, link: &Link) -> Result<Object> {
        Header::read(&mut self.bytes, link.target).map(Object)
    }

    /// What a group holds, in no order. A dataset holds nothing.
    pub(crate) fn links(&mut self, group: &Object) -> Result<Vec<Link>> {
        links::all(&mut self.bytes, &group.0)
    }

    /// What a group holds under this name.
    pub(crate) fn child(&mut self, group: &Object, name: &str) -> Result<Option<Object>> {
        let links = self.links(group)?;
        links.iter().find(|link| link.name == name).map(|link| self.follow(link)).transpose()
    }

    /// The text of an attribute, if the object has it.
    pub(crate) fn text(&mut self, object: &Object, name: &str) -> Result<Option<Vec<u8>>> {
        attributes::find(&mut self.bytes, &object.0, name, attribute::text)
    }

    /// Whether an object has an attribute.
    pub(crate) fn has(&mut self, object: &Object, name: &str) -> Result<bool> {
        Ok(attributes::find(&mut self.bytes, &object.0, name, |_, _| Ok(()))?.is_some())
    }

    /// The value of a dataset, which must be one integer that is not negative.
    pub(crate) fn integer(&mut self, dataset: &Object) -> Result<u64> {
        integer::read(&mut self.bytes, &dataset.0)
    }
}
